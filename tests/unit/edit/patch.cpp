// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>
#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "support/splice_oracle.hpp"
#include "unit/support/codec.hpp"
#include "unit/support/make_bytes.hpp"
#include "unit/support/messages.hpp"

using namespace headwire;
using namespace headwire::test;
namespace v1 = headwire::atomix::multiraft::v1;
namespace paths = v1::paths;

namespace {

struct outcome {
  status done;
  std::string hex;
};

/// Patches a message written in hex.
template <auto Path, class... Padding>
outcome patch_hex(std::string_view hex, const typename detail::path_type<Path>::value_type& value,
                  Padding... padding) {
  heap_block block(bytes(from_hex(hex)));
  const status done = patch<Path>(block.writable(), value, padding...);
  return {done, to_hex(block.view())};
}

constexpr auto session_id = paths::session_request::session_id;
constexpr auto partition_id = paths::session_request::partition_id;
constexpr auto message_text = paths::operation_response::message;

}  // namespace

TEST_CASE("a value of the same width is changed in place") {
  CHECK(patch_hex<session_id>("0a0208031007", 0x7f).hex == "0a020803107f");
  CHECK(patch_hex<partition_id>("0a0208031007", 9).hex == "0a0208091007");
  CHECK(patch_hex<session_id>("10ac02", 16383).hex == "10ff7f");
  CHECK(patch_hex<session_id>("10ffffffffffffffffff01", std::uint64_t{1} << 63).hex ==
        "1080808080808080808001");
}

TEST_CASE("another width is a mismatch, and nothing changes") {
  const outcome wider = patch_hex<session_id>("0a0208031007", 128);
  CHECK(wider.done == status(errc::size_mismatch, 5, 2));
  CHECK(wider.hex == "0a0208031007");
  CHECK(patch_hex<session_id>("10ac02", 5).done == status(errc::size_mismatch, 1, 2));
  CHECK(patch_hex<session_id>("10ac02", 16384, allow_padding).done ==
        status(errc::size_mismatch, 1, 2));
}

TEST_CASE("with allow_padding a shorter varint takes the old width") {
  CHECK(patch_hex<session_id>("10ac02", 5, allow_padding).hex == "108500");
  CHECK(patch_hex<session_id>("10ffffffffffffffffff01", 0, allow_padding).hex ==
        "1080808080808080808000");
  const outcome padded = patch_hex<session_id>("10ac02", 5, allow_padding);
  CHECK(**peek<session_id>(hex_input(padded.hex).view()) == 5);
  CHECK(peek<session_id>(hex_input(padded.hex).view(), canonical).status() ==
        status(errc::not_canonical, 1, 2));
  CHECK(patch_hex<message_text>("1a026f6b", "x", allow_padding).done ==
        status(errc::size_mismatch, 2, 3));
}

TEST_CASE("a padded value keeps its width") {
  CHECK(patch_hex<session_id>("10878000", 9).done == status(errc::size_mismatch, 1, 2));
  CHECK(patch_hex<session_id>("10878000", 9, allow_padding).hex == "10898000");
  CHECK(patch_hex<session_id>("10878000", 1 << 14).hex == "10808001");
}

TEST_CASE("what is not there cannot be changed") {
  CHECK(patch_hex<session_id>("", 5).done == status(errc::not_present, 0, 2));
  CHECK(patch_hex<partition_id>("0a001007", 5).done == status(errc::not_present, 0, 1));
  CHECK(patch_hex<session_id>("1501020304", 5).done == status(errc::not_present, 0, 2));
}

TEST_CASE("with duplicates the one that wins is changed") {
  CHECK(patch_hex<session_id>("100710081009", 5).hex == "100710081005");
  CHECK(patch_hex<partition_id>("0a0208030a0208041001", 5).hex == "0a0208030a0208051001");
  CHECK(patch_hex<partition_id>("0a0208030a001001", 5).hex == "0a0208050a001001");
}

TEST_CASE("an invalid message is untouched, wherever the fault is") {
  const outcome bad = patch_hex<session_id>("100718", 5);
  CHECK(bad.done == status(errc::truncated, 3, 3));
  CHECK(bad.hex == "100718");
}

TEST_CASE("a status with skipped unknown fields says so") {
  CHECK(patch_hex<session_id>("10071801", 5).done == status::success(true));
  CHECK(patch_hex<session_id>("1007", 5).done == status{});
}

TEST_CASE("strings of the same size are changed, and must be UTF-8") {
  CHECK(patch_hex<message_text>("1a026f6b", "no").hex == "1a026e6f");
  const outcome bad = patch_hex<message_text>("1a026f6b", "\xc3(");
  CHECK(bad.done == status(errc::invalid_utf8, 0, 3));
  CHECK(bad.hex == "1a026f6b");
  CHECK(patch_hex<message_text>("1a00", "").done == status{});
}

TEST_CASE("every scalar type") {
  using A = AllScalars;
  CHECK(patch_hex<path<&A::optional_int32>>("08ffffffffffffffffff01", -2).hex ==
        "08feffffffffffffffff01");
  CHECK(patch_hex<path<&A::optional_sint32>>("2801", -64).hex == "287f");
  CHECK(patch_hex<path<&A::optional_fixed32>>("3d01000000", 0xdeadbeef).hex == "3defbeadde");
  CHECK(patch_hex<path<&A::optional_sfixed64>>("510100000000000000", -2).hex ==
        "51feffffffffffffff");
  CHECK(patch_hex<path<&A::optional_float>>("5d00000000", 1.0F).hex == "5d0000803f");
  CHECK(patch_hex<path<&A::optional_double>>("610000000000000000", 1.0).hex ==
        "61000000000000f03f");
  CHECK(patch_hex<path<&A::optional_bool>>("6800", true).hex == "6801");
  CHECK(patch_hex<path<&A::optional_bool>>("688200", true, allow_padding).hex == "688100");
  const auto blob = make_bytes(1, 0xff);
  CHECK(patch_hex<path<&A::optional_bytes>>("7a020000", blob).hex == "7a0201ff");
  CHECK(patch_hex<path<&A::optional_nested_enum>>("a80101", color::green).hex == "a80102");
}

TEST_CASE("a value that straddles segments is changed in all of them") {
  std::array<std::byte, 3> one{std::byte{0x10}, std::byte{0xac}, std::byte{0x82}};
  std::array<std::byte, 1> two{std::byte{0x03}};
  const std::array<mutable_bytes, 3> segments{one, mutable_bytes{}, two};
  REQUIRE(patch<session_id>(segments, 16384));
  CHECK(to_hex(one) == "108080");
  CHECK(to_hex(two) == "01");
  REQUIRE(patch<session_id>(std::span<const mutable_bytes>(segments), 1, allow_padding));
  CHECK(to_hex(one) == "108180");
  CHECK(to_hex(two) == "00");
}

TEST_CASE("segments to patch are any range of ranges of bytes") {
  std::vector<std::string> strings{{"\x10\xac"}, {}, {"\x82\x03"}};
  REQUIRE(patch<session_id>(strings, 16384));
  CHECK(strings == std::vector<std::string>{{"\x10\x80"}, {}, {"\x80\x01"}});

  std::array<std::vector<std::uint8_t>, 2> vectors{{{0x10, 0xac, 0x82}, {0x03}}};
  REQUIRE(patch<session_id>(vectors, 1, allow_padding));
  CHECK(vectors[0] == std::vector<std::uint8_t>{0x10, 0x81, 0x80});
  CHECK(vectors[1] == std::vector<std::uint8_t>{0x00});
  CHECK(patch<session_id>(vectors, 1) == status(errc::size_mismatch, 1, 2));

  const std::vector<std::span<char>> spans(strings.begin(), strings.end());
  REQUIRE(patch<session_id>(spans, 300, allow_padding));
  CHECK(strings == std::vector<std::string>{{"\x10\xac"}, {}, std::string("\x82\0", 2)});
}

TEST_CASE("a text in segments must be UTF-8, too") {
  std::array<std::byte, 3> one{std::byte{0x1a}, std::byte{0x02}, std::byte{0x6f}};
  std::array<std::byte, 1> two{std::byte{0x6b}};
  const std::array<mutable_bytes, 2> segments{one, two};
  const std::span<const mutable_bytes> message(segments);
  CHECK(patch<message_text>(message, "\xc3(") == status(errc::invalid_utf8, 0, 3));
  CHECK(to_hex(one) + to_hex(two) == "1a026f6b");
  CHECK(patch<message_text>(message, "no"));
  CHECK(to_hex(one) + to_hex(two) == "1a026e6f");
}

TEST_CASE("a message that keeps unknown fields is patched as any other") {
  using K = Keeper<1>;
  CHECK(patch_hex<path<&K::a>>("08052001", 6).hex == "08062001");
  CHECK(patch_hex<path<&K::a>>("08052001", 6).done == status{});
  CHECK(patch_hex<path<&K::a>>("200108052801", 6).done == status(errc::too_many_unknown, 4, 5));
  for (const char* const hex : {"08052001", "200108052801", "1a0420010801", "080520012a026161"}) {
    CAPTURE(hex);
    CHECK(check_patch<path<&K::a>>(hex_input(hex).view(), 9) == "");
    CHECK(check_patch<path<&K::sub, &K::Sub::u>>(hex_input(hex).view(), 9) == "");
  }
}

static_assert([] {
  auto message = make_bytes(0x0a, 0x02, 0x08, 0x03, 0x10, 0x07);
  return bool{patch<partition_id>(mutable_bytes(message), 5)} && message[3] == std::byte{5};
}());
