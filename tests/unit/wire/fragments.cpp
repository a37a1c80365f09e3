// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>
#include <cstdint>
#include <headwire/wire/fragments.hpp>
#include <string>

#include "support/catch.hpp"
#include "unit/support/codec.hpp"
#include "unit/support/make_bytes.hpp"

using namespace headwire;
using namespace headwire::test;
using detail::segment_reader;
using detail::segments_of;

namespace {

constexpr auto data = make_bytes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
constexpr bytes whole = data;
/// Empty segments at both ends and in the middle.
constexpr std::array<bytes, 7> segments{
    bytes{}, whole.first(1), whole.subspan(1, 3), bytes{}, bytes{}, whole.subspan(4), bytes{}};

}  // namespace

TEST_CASE("each byte is found by its offset, in any order") {
  segment_reader r{segments_of(segments), {}};
  REQUIRE(detail::distance(r.begin, r.limit) == 10);
  for (std::size_t i = 0; i < 10; ++i)
    CHECK(*(r.begin + i) == data[i]);
  for (std::size_t i = 10; i-- != 0;)
    CHECK(r.begin[i] == data[i]);
  CHECK(r.begin[9] == data[9]);
  CHECK(r.begin[0] == data[0]);
  CHECK(*(r.limit - 1) == data[9]);
}

TEST_CASE("places compare as pointers do") {
  segment_reader r{segments_of(segments), {}};
  const auto two = r.begin + 2;
  CHECK(r.begin < two);
  CHECK_FALSE(two < r.begin);
  CHECK(two - r.begin == 2);
  CHECK(r.offset_of(two) == 2);
  CHECK(two == r.begin + 2);
  CHECK(two != nullptr);
  CHECK(r.begin != nullptr);
  CHECK(decltype(r.begin)(nullptr) == nullptr);
}

TEST_CASE("a view is of the input if the value lies in one segment") {
  std::array<std::byte, 5> scratch{};
  segment_reader r{segments_of(segments), scratch};
  CHECK(r.view(r.begin + 1, 3).data() == data.data() + 1);
  CHECK(r.view(r.begin + 4, 6).data() == data.data() + 4);
  CHECK(r.view(r.limit, 0).empty());
  CHECK(r.status() == status{});
  const bytes copy = r.view(r.begin, 2);
  CHECK(copy.data() == scratch.data());
  CHECK(to_hex(copy) == "0001");
  const bytes next = r.view(r.begin + 3, 3);
  CHECK(next.data() == scratch.data() + 2);
  CHECK(to_hex(next) == "030405");
  CHECK(r.status() == status{});
}

TEST_CASE("without room the need is added up, and an error comes first") {
  std::array<std::byte, 2> scratch{};
  segment_reader r{segments_of(segments), scratch};
  CHECK(r.view(r.begin, 10).empty());
  CHECK(r.view(r.begin + 3, 2).empty());
  CHECK(r.status() == status(errc::scratch_too_small, 12, 0));
  CHECK(r.fail(errc::truncated, r.begin + 7, 3) == nullptr);
  CHECK(r.status() == status(errc::truncated, 7, 3));
}

TEST_CASE("a value that is one byte longer than the scratch is not copied") {
  heap_block scratch(1);
  segment_reader r{segments_of(segments), scratch.writable()};
  CHECK(r.view(r.begin, 2).empty());
  CHECK(r.status() == status(errc::scratch_too_small, 2, 0));
}

TEST_CASE("segments can be written to") {
  std::array<std::byte, 3> first{};
  std::array<std::byte, 2> second{};
  const std::array<mutable_bytes, 2> list{first, second};
  segment_reader r{segments_of(list), {}};
  for (std::size_t i = 0; i < 5; ++i)
    r.begin[i] = static_cast<std::byte>(i + 1);
  CHECK(to_hex(first) == "010203");
  CHECK(to_hex(second) == "0405");
}

TEST_CASE("varints, tags and lengths are read across segments") {
  const hex_input in(
      "88808000"
      "ac02"
      "03616263");
  for (std::size_t cut = 0; cut <= in.view().size(); ++cut) {
    const std::array<bytes, 2> two{in.view().first(cut), in.view().subspan(cut)};
    segment_reader r{segments_of(two), {}};
    std::uint32_t tag = 0;
    auto p = detail::read_tag(r, r.begin, r.limit, tag);
    REQUIRE(p == r.begin + 4);
    CHECK(tag == 8);
    detail::varint value{};
    p = detail::read_varint(r, p, r.limit, 1, value);
    REQUIRE(p == r.begin + 6);
    CHECK(value.value == 300);
    std::uint32_t length = 0;
    p = detail::read_length(r, p, r.limit, 1, length);
    REQUIRE(p == r.begin + 7);
    CHECK(length == 3);
  }
}
