// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <headwire/schema/unknown_fields.hpp>
#include <type_traits>

#include "support/catch.hpp"
#include "unit/support/make_bytes.hpp"

using headwire::bytes;
using headwire::unknown_fields;
using headwire::test::make_bytes;

static_assert(std::is_trivially_copyable_v<unknown_fields<>>);
static_assert(std::is_same_v<unknown_fields<>, unknown_fields<4>>);

namespace {

constexpr auto data = make_bytes(1, 2, 3, 4, 5, 6, 1, 2, 3);
constexpr bytes view = data;

}  // namespace

TEST_CASE("runs are kept in the order of arrival") {
  unknown_fields<3> kept;
  CHECK(kept.empty());
  CHECK(kept.size_bytes() == 0);
  CHECK(kept.runs().empty());

  REQUIRE(kept.append(view.subspan(4, 2)));
  REQUIRE(kept.append(view.subspan(0, 2)));
  CHECK_FALSE(kept.empty());
  CHECK(kept.size_bytes() == 4);
  REQUIRE(kept.runs().size() == 2);
  CHECK(kept.runs()[0].data() == view.data() + 4);
  CHECK(kept.runs()[1].data() == view.data());
}

TEST_CASE("each append makes a run of its own, adjacent or not") {
  unknown_fields<3> kept;
  REQUIRE(kept.append(view.subspan(1, 2)));
  REQUIRE(kept.append(view.subspan(3, 1)));
  REQUIRE(kept.append(view.subspan(0, 1)));
  REQUIRE(kept.runs().size() == 3);
  CHECK(kept.runs()[1].data() == view.data() + 3);
  CHECK(kept.size_bytes() == 4);
}

TEST_CASE("a full list refuses a new run and stays as it was") {
  unknown_fields<2> kept;
  REQUIRE(kept.append(view.subspan(0, 1)));
  REQUIRE(kept.append(view.subspan(2, 1)));
  CHECK_FALSE(kept.append(view.subspan(5, 1)));
  CHECK_FALSE(kept.append(view.subspan(3, 1)));
  CHECK(kept.runs().size() == 2);
  CHECK(kept.size_bytes() == 2);
}

TEST_CASE("lists with the same bytes in the same order are equal, however they are split") {
  unknown_fields<3> whole;
  REQUIRE(whole.append(view.subspan(0, 3)));
  unknown_fields<3> split;
  REQUIRE(split.append(view.subspan(6, 1)));
  REQUIRE(split.append(view.subspan(1, 1)));
  REQUIRE(split.append(view.subspan(8, 1)));
  CHECK(split.runs().size() == 3);
  CHECK(whole == split);
  CHECK(split == whole);

  unknown_fields<3> shorter;
  REQUIRE(shorter.append(view.subspan(0, 2)));
  CHECK(whole != shorter);
  CHECK(shorter != whole);
  unknown_fields<3> other;
  REQUIRE(other.append(view.subspan(0, 2)));
  REQUIRE(other.append(view.subspan(3, 1)));
  CHECK(whole != other);
  CHECK(unknown_fields<3>{} == unknown_fields<3>{});
  CHECK(whole != unknown_fields<3>{});
}

TEST_CASE("empty runs change nothing") {
  unknown_fields<2> kept;
  REQUIRE(kept.append(view.first(0)));
  CHECK(kept.size_bytes() == 0);
  CHECK(kept == unknown_fields<2>{});
  REQUIRE(kept.append(view.first(2)));
  unknown_fields<2> plain;
  REQUIRE(plain.append(view.first(2)));
  CHECK(kept == plain);
  CHECK(plain == kept);
}

static_assert([] {
  unknown_fields<2> kept;
  return kept.append(view.first(2)) && kept.append(view.subspan(2, 1)) && kept.size_bytes() == 3;
}());
