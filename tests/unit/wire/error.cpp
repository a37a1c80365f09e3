// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <headwire/wire/error.hpp>
#include <limits>
#include <set>
#include <string_view>
#include <type_traits>

#include "support/catch.hpp"

using namespace headwire;

// Values are append-only: programs store them.
static_assert(static_cast<int>(errc::ok) == 0);
static_assert(static_cast<int>(errc::truncated) == 1);
static_assert(static_cast<int>(errc::malformed_varint) == 2);
static_assert(static_cast<int>(errc::invalid_tag) == 3);
static_assert(static_cast<int>(errc::invalid_wire_type) == 4);
static_assert(static_cast<int>(errc::invalid_length) == 5);
static_assert(static_cast<int>(errc::unbalanced_group) == 6);
static_assert(static_cast<int>(errc::too_deep) == 7);
static_assert(static_cast<int>(errc::invalid_utf8) == 8);
static_assert(static_cast<int>(errc::too_large) == 9);
static_assert(static_cast<int>(errc::not_canonical) == 10);
static_assert(static_cast<int>(errc::too_many_unknown) == 11);
static_assert(static_cast<int>(errc::buffer_too_small) == 12);
static_assert(static_cast<int>(errc::scratch_too_small) == 13);
static_assert(static_cast<int>(errc::size_mismatch) == 14);
static_assert(static_cast<int>(errc::not_present) == 15);

static_assert(sizeof(status) <= 16, "two registers");
static_assert(std::is_trivially_copyable_v<status>);
static_assert(std::is_trivially_copyable_v<result<int>>);
static_assert(!std::is_convertible_v<status, bool>, "only explicitly");
static_assert(!std::is_convertible_v<result<int>, bool>, "only explicitly");

TEST_CASE("a status says code, offset and field, and is true on success") {
  constexpr status fine;
  STATIC_REQUIRE(fine.code() == errc::ok);
  STATIC_REQUIRE(static_cast<bool>(fine));
  STATIC_REQUIRE(fine.offset() == 0 && fine.field() == 0 && !fine.skipped_unknown());

  constexpr std::size_t last = std::numeric_limits<std::size_t>::max();
  constexpr status bad{errc::truncated, last, 536870911};
  STATIC_REQUIRE(!bad);
  STATIC_REQUIRE(bad.code() == errc::truncated);
  STATIC_REQUIRE(bad.offset() == last);
  STATIC_REQUIRE(bad.field() == 536870911);
  STATIC_REQUIRE(!bad.skipped_unknown());
}

TEST_CASE("a success remembers whether unknown fields were skipped") {
  STATIC_REQUIRE(status::success(true).skipped_unknown());
  STATIC_REQUIRE(static_cast<bool>(status::success(true)));
  STATIC_REQUIRE(status::success(false) == status{});
  STATIC_REQUIRE(status::success(true) != status{});
}

TEST_CASE("each code is described in its own words") {
  std::set<std::string_view> words;
  for (int code = 0; code <= static_cast<int>(errc::invalid_frame); ++code) {
    const std::string_view text = describe(static_cast<errc>(code));
    CAPTURE(code);
    CHECK(!text.empty());
    CHECK(text != describe(errc{200}));
    CHECK(words.insert(text).second);
  }
  CHECK(describe(errc{19}) == "unknown error code");
}

TEST_CASE("a result holds a value or a status") {
  struct point {
    int x = 0;
  };
  result<point> good{{7}, status::success(true)};
  REQUIRE(good.has_value());
  CHECK(static_cast<bool>(good));
  CHECK((*good).x == 7);
  good->x = 8;
  CHECK(std::as_const(good)->x == 8);
  CHECK(good.value().x == 8);
  CHECK(good.value_or({9}).x == 8);
  CHECK(good.error() == status::success(true));
  CHECK((*std::as_const(good)).x == 8);
  CHECK((*result<point>{{9}, status{}}).x == 9);
  CHECK(good.status().skipped_unknown());

  const result<point> bad{status{errc::too_deep, 3, 4}};
  CHECK_FALSE(bad.has_value());
  CHECK_FALSE(static_cast<bool>(bad));
  CHECK(bad.status().code() == errc::too_deep);
  CHECK(bad.status().offset() == 3);
  CHECK(bad->x == 0);
}
