// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <string>
#include <string_view>

#include "support/catch.hpp"
#include "unit/support/codec.hpp"

using namespace headwire;
using namespace headwire::test;

namespace {

auto read_hex(std::string_view hex, std::size_t limit = 0x7fffffff) {
  return read_delimited_prefix(hex_input(hex).view(), limit);
}

}  // namespace

TEST_CASE("a length is written and read, however it is cut") {
  for (const std::uint32_t length :
       {0U, 1U, 127U, 128U, 16383U, 16384U, 2097152U, 268435456U, 2147483647U}) {
    std::array<std::byte, max_delimited_prefix_size> buffer{};
    const bytes written = write_delimited_prefix(length, buffer);
    CAPTURE(length);
    for (std::size_t have = 0; have < written.size(); ++have) {
      const auto early = read_delimited_prefix(heap_block(written.first(have)).view());
      CHECK(early.state() == readiness::need_more);
      CHECK(early.needed() == 1);
    }
    for (std::size_t cut = 0; cut <= written.size(); ++cut) {
      const heap_block first(written.first(cut));
      const heap_block second(written.subspan(cut));
      const std::array<bytes, 2> segments{first.view(), second.view()};
      const auto read = read_delimited_prefix(fragments(segments));
      REQUIRE(read);
      CHECK(*read == delimited_prefix{written.size(), length});
    }
  }
}

TEST_CASE("lengths that are padded, too long or too large") {
  CHECK(*read_hex("8500") == delimited_prefix{2, 5});
  CHECK(*read_hex("8580808000") == delimited_prefix{5, 5});
  CHECK(read_hex("80808080").state() == readiness::need_more);
  CHECK(read_hex("8080808080").status() == status(errc::invalid_length, 0, 0));
  CHECK(read_hex("808080808000").status() == status(errc::invalid_length, 0, 0));
  CHECK(read_hex("8080808008").status() == status(errc::too_large, 0, 0));
  CHECK(read_hex("8080808010").status() == status(errc::too_large, 0, 0));
  CHECK(read_hex("05", 5));
  CHECK(read_hex("06", 5).status() == status(errc::too_large, 0, 0));
}

TEST_CASE("a whole message, and how much of it is missing") {
  const hex_input in(
      "8300616263"
      "00");
  for (std::size_t have = 0; have < 5; ++have) {
    const auto early = read_delimited(in.view().first(have));
    CHECK(early.state() == readiness::need_more);
    CHECK(early.needed() == (have < 2 ? 1 : 5 - have));
  }
  const auto frame = read_delimited(in.view());
  REQUIRE(frame);
  CHECK(as_text(frame->message) == "abc");
  CHECK(frame->size() == 5);
  CHECK(read_delimited(in.view().subspan(5))->size() == 1);
  CHECK(read_delimited(in.view(), 2).status() == status(errc::too_large, 0, 0));
}
