// SPDX-License-Identifier: Apache-2.0
//
// What decode reads: values, presence, order, duplicates. Errors, unknown fields, nesting and the
// canonical rules have files of their own.
#include <bit>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "unit/support/codec.hpp"
#include "unit/support/messages.hpp"
#include "unit/support/random_message.hpp"
#include "unit/support/untouchable_block.hpp"

using namespace headwire;
using namespace headwire::test;

namespace {

/// The value of `member` after decoding; no view, for the input is gone then.
template <class T, class V>
V read(V T::* member, std::string_view hex) {
  const hex_input in(hex);
  const result<T> out = decode<T>(in.view());
  REQUIRE(out.has_value());
  CHECK_FALSE(out.status().skipped_unknown());
  return (*out).*member;
}

/// Checks that `value` in `member` is written as `hex`, and that `hex` reads as `value`.
template <class T, class V>
void check_both_ways(V T::* member, V value, const std::string& hex) {
  CAPTURE(hex);
  T in{};
  in.*member = value;
  CHECK(encode_hex(in) == hex);
  const hex_input wire(hex);
  T out{};
  REQUIRE(decode(wire.view(), out));
  CHECK(equal(in, out));
  T strict{};
  CHECK(decode(wire.view(), strict, canonical));
  CHECK(equal(in, strict));
}

constexpr std::int32_t min32 = std::numeric_limits<std::int32_t>::min();
constexpr std::int32_t max32 = std::numeric_limits<std::int32_t>::max();
constexpr std::int64_t min64 = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t max64 = std::numeric_limits<std::int64_t>::max();
constexpr std::uint32_t maxu32 = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint64_t maxu64 = std::numeric_limits<std::uint64_t>::max();

}  // namespace

TEST_CASE("varint types at their limits") {
  check_both_ways(&AllScalars::optional_int32, 1, "0801");
  check_both_ways(&AllScalars::optional_int32, max32, "08ffffffff07");
  check_both_ways(&AllScalars::optional_int32, -1, "08ffffffffffffffffff01");
  check_both_ways(&AllScalars::optional_int32, min32, "0880808080f8ffffffff01");
  check_both_ways(&AllScalars::optional_int64, max64, "10ffffffffffffffff7f");
  check_both_ways(&AllScalars::optional_int64, std::int64_t{-1}, "10ffffffffffffffffff01");
  check_both_ways(&AllScalars::optional_int64, min64, "1080808080808080808001");
  check_both_ways(&AllScalars::optional_uint32, 127u, "187f");
  check_both_ways(&AllScalars::optional_uint32, 128u, "188001");
  check_both_ways(&AllScalars::optional_uint32, maxu32, "18ffffffff0f");
  check_both_ways(&AllScalars::optional_uint64, maxu64, "20ffffffffffffffffff01");
  check_both_ways(&AllScalars::optional_uint64, std::uint64_t{1} << 56, "20808080808080808001");
  check_both_ways(&AllScalars::optional_bool, true, "6801");
}

TEST_CASE("zigzag types at their limits") {
  check_both_ways(&AllScalars::optional_sint32, -1, "2801");
  check_both_ways(&AllScalars::optional_sint32, 1, "2802");
  check_both_ways(&AllScalars::optional_sint32, max32, "28feffffff0f");
  check_both_ways(&AllScalars::optional_sint32, min32, "28ffffffff0f");
  check_both_ways(&AllScalars::optional_sint64, std::int64_t{-64}, "307f");
  check_both_ways(&AllScalars::optional_sint64, max64, "30feffffffffffffffff01");
  check_both_ways(&AllScalars::optional_sint64, min64, "30ffffffffffffffffff01");
}

TEST_CASE("fixed-width types at their limits") {
  check_both_ways(&AllScalars::optional_fixed32, 0x01020304u, "3d04030201");
  check_both_ways(&AllScalars::optional_fixed32, maxu32, "3dffffffff");
  check_both_ways(&AllScalars::optional_fixed64, maxu64 - 1, "41feffffffffffffff");
  check_both_ways(&AllScalars::optional_sfixed32, -2, "4dfeffffff");
  check_both_ways(&AllScalars::optional_sfixed32, min32, "4d00000080");
  check_both_ways(&AllScalars::optional_sfixed64, min64, "510000000000000080");
  check_both_ways(&AllScalars::optional_sfixed64, max64, "51ffffffffffffff7f");
}

TEST_CASE("floating-point numbers keep every bit") {
  check_both_ways(&AllScalars::optional_float, 1.5f, "5d0000c03f");
  check_both_ways(&AllScalars::optional_float, -0.0f, "5d00000080");
  check_both_ways(&AllScalars::optional_float, std::numeric_limits<float>::denorm_min(),
                  "5d01000000");
  check_both_ways(&AllScalars::optional_float, -std::numeric_limits<float>::infinity(),
                  "5d000080ff");
  check_both_ways(&AllScalars::optional_float, std::bit_cast<float>(0xffc12345), "5d4523c1ff");
  check_both_ways(&AllScalars::optional_double, -1.5, "61000000000000f8bf");
  check_both_ways(&AllScalars::optional_double, -0.0, "610000000000000080");
  check_both_ways(&AllScalars::optional_double, std::numeric_limits<double>::denorm_min(),
                  "610100000000000000");
  check_both_ways(&AllScalars::optional_double, std::bit_cast<double>(0x7ff8000000abcdef),
                  "61efcdab000000f87f");
}

TEST_CASE("strings and bytes show the input") {
  const hex_input in(
      "7203616263"
      "7a0300ff80");
  AllScalars out;
  REQUIRE(decode(in.view(), out));
  CHECK(out.optional_string == "abc");
  CHECK(static_cast<const void*>(out.optional_string.data()) == in.view().data() + 2);
  CHECK(to_hex(out.optional_bytes) == "00ff80");
  CHECK(out.optional_bytes.data() == in.view().data() + 7);
}

TEST_CASE("strings of every length around the borders of their length's size") {
  for (const std::size_t size : {1u, 126u, 127u, 128u, 129u, 16383u, 16384u, 16385u}) {
    const std::string text(size, 'x');
    check_both_ways(&AllScalars::optional_string, std::string_view(text),
                    "72" + with_length(hex_of(text)));
    check_both_ways(&AllScalars::optional_bytes, as_bytes(text), "7a" + with_length(hex_of(text)));
  }
}

TEST_CASE("open enums keep every value") {
  check_both_ways(&AllScalars::optional_nested_enum, color::green, "a80102");
  check_both_ways(&AllScalars::optional_nested_enum, color{99}, "a80163");
  check_both_ways(&AllScalars::optional_nested_enum, color::negative, "a801ffffffffffffffffff01");
  check_both_ways(&AllScalars::optional_nested_enum, color{min32}, "a80180808080f8ffffffff01");
  check_both_ways(&Explicit::kind, std::optional(color::none), "800100");
}

TEST_CASE("explicit presence keeps zeros, implicit presence does not write them") {
  CHECK(encode_hex(AllScalars{}).empty());
  CHECK(encode_hex(Explicit{}).empty());
  check_both_ways(&Explicit::i32, std::optional(0), "0800");
  check_both_ways(&Explicit::i64, std::optional(std::int64_t{0}), "1000");
  check_both_ways(&Explicit::u32, std::optional(0u), "1800");
  check_both_ways(&Explicit::u64, std::optional(std::uint64_t{0}), "2000");
  check_both_ways(&Explicit::s32, std::optional(0), "2800");
  check_both_ways(&Explicit::s64, std::optional(std::int64_t{0}), "3000");
  check_both_ways(&Explicit::f32, std::optional(0u), "3d00000000");
  check_both_ways(&Explicit::f64, std::optional(std::uint64_t{0}), "410000000000000000");
  check_both_ways(&Explicit::sf32, std::optional(0), "4d00000000");
  check_both_ways(&Explicit::sf64, std::optional(std::int64_t{0}), "510000000000000000");
  check_both_ways(&Explicit::f, std::optional(0.0f), "5d00000000");
  check_both_ways(&Explicit::d, std::optional(0.0), "610000000000000000");
  check_both_ways(&Explicit::b, std::optional(false), "6800");
  check_both_ways(&Explicit::text, std::optional(std::string_view()), "7200");
  check_both_ways(&Explicit::blob, std::optional(bytes()), "7a00");
  // read, and not written again, with implicit presence
  CHECK(recode_hex<AllScalars>("0800"
                               "3d00000000"
                               "6800"
                               "7200"
                               "7a00"
                               "a80100")
            .empty());
}

TEST_CASE("values that are wider than their field are cut to its width") {
  CHECK(read(&AllScalars::optional_uint32, "18ffffffffffffffffff01") == maxu32);
  CHECK(read(&AllScalars::optional_uint32, "188180808010") == 1);
  CHECK(read(&AllScalars::optional_int32, "0880808080f8ffffffff01") == min32);
  CHECK(read(&AllScalars::optional_int32, "088080808008") == min32);
  CHECK(read(&AllScalars::optional_int32, "08ffffffff0f") == -1);
  CHECK(read(&AllScalars::optional_int32, "088280808010") == 2);
  CHECK(read(&AllScalars::optional_sint32, "28ffffffffffffffffff01") == min32);
  CHECK(read(&AllScalars::optional_sint32, "288380808010") == -2);
  CHECK(read(&AllScalars::optional_nested_enum, "a801ffffffff0f") == color::negative);
  CHECK(read(&AllScalars::optional_nested_enum, "a8018180808010") == color::red);
}

TEST_CASE("bool is true for any non-zero 64-bit value") {
  CHECK(read(&AllScalars::optional_bool, "6802"));
  CHECK(read(&AllScalars::optional_bool, "688080808010"));
  CHECK(read(&AllScalars::optional_bool, "6880808080808080808001"));
  CHECK(read(&AllScalars::optional_bool, "688100"));
  CHECK_FALSE(read(&AllScalars::optional_bool, "6800"));
  CHECK_FALSE(read(&AllScalars::optional_bool, "6880808080808080808000"));
  // only the lowest bit of the tenth byte counts
  CHECK_FALSE(read(&AllScalars::optional_bool, "688080808080808080807e"));
}

TEST_CASE("padded tags, lengths and values are read") {
  CHECK(read(&AllScalars::optional_uint32, "98808080008500") == 5);
  CHECK(recode_hex<AllScalars>("f2008380808000616263") == "7203616263");
  CHECK(read(&One::a,
             "08858080808080808080"
             "00") == 5);
  CHECK(read(&WideTags::n536870911, "fdffffff0f05000000") == 5);
}

TEST_CASE("the first byte of a padded length is not a length of 128") {
  // Behind it there are as many bytes, in a field that would seem to be a part of the text.
  const std::string blob = "7a7d" + repeat("61", 125);
  CHECK(recode_hex<AllScalars>("728000" + blob) == blob);
}

TEST_CASE("fields are read in any order, and written in theirs") {
  const std::string all =
      "0801"
      "1002"
      "1803"
      "2004"
      "2805"
      "3006"
      "3d07000000"
      "410800000000000000"
      "4d09000000"
      "510a00000000000000"
      "5d0000803f"
      "61000000000000f03f"
      "6801"
      "720178"
      "7a0179"
      "9201020801"
      "a80102";
  CHECK(recode_hex<AllScalars>(all) == all);
  const std::string reversed =
      "a80102"
      "9201020801"
      "7a0179"
      "720178"
      "6801"
      "61000000000000f03f"
      "5d0000803f"
      "510a00000000000000"
      "4d09000000"
      "410800000000000000"
      "3d07000000"
      "3006"
      "2805"
      "2004"
      "1803"
      "1002"
      "0801";
  CHECK(recode_hex<AllScalars>(reversed) == all);
}

TEST_CASE("field numbers with tags of one to five bytes") {
  const std::string all =
      "0801"
      "7802"
      "800103"
      "f87f04"
      "80800105"
      "f8ff7f06"
      "8080800107"
      "8280808001020808"
      "fdffffff0f09000000";
  CHECK(recode_hex<WideTags>(all) == all);
  const hex_input in(all);
  WideTags out;
  REQUIRE(decode(in.view(), out, canonical));
  CHECK(out.n1 == 1);
  CHECK(out.n2048 == 5);
  CHECK(out.n262144 == 7);
  CHECK(out.n33554432->a == 8);
  CHECK(out.n536870911 == 9);
  // the last field first, then the others through the switch
  CHECK(recode_hex<WideTags>("fdffffff0f09000000" + all.substr(0, all.size() - 18)) == all);
}

TEST_CASE("the last of several scalars wins") {
  CHECK(read(&One::a, "080108020803") == 3);
  CHECK(recode_hex<One>("08010800").empty());
  CHECK(recode_hex<Explicit>("08010800") == "0800");
  CHECK(recode_hex<Explicit>("7203616263"
                             "0801"
                             "7200") == "08017200");
  CHECK(recode_hex<AllScalars>("7203616263720178") == "720178");
}

TEST_CASE("several sub-messages of one field merge") {
  CHECK(recode_hex<chain<2>>("0a021001"
                             "0a040a021002") == "0a060a0210021001");
  CHECK(recode_hex<chain<2>>("0a021001"
                             "1005"
                             "0a021003") == "0a0210031005");
  CHECK(recode_hex<chain<1>>("0a021001"
                             "0a00") == "0a021001");
  CHECK(recode_hex<chain<1>>("0a00"
                             "0a00") == "0a00");
}

TEST_CASE("an empty sub-message is present") {
  CHECK(recode_hex<chain<3>>("0a00") == "0a00");
  CHECK(recode_hex<chain<3>>("0a040a020a00") == "0a040a020a00");
  const hex_input in("0a00");
  chain<3> out;
  REQUIRE(decode(in.view(), out));
  REQUIRE(out.next.has_value());
  CHECK_FALSE(out.next->next.has_value());
}

TEST_CASE("no bytes are a message without fields") {
  AllScalars out;
  out.optional_int32 = 3;
  out.optional_string = "old";
  CHECK(decode(bytes{}, out) == status{});
  CHECK(equal(out, AllScalars{}));
  CHECK(decode(bytes{}, out, canonical) == status{});
  CHECK(decode<Empty>(bytes{}).has_value());
}

TEST_CASE("what was in the message before is gone") {
  chain<2> out;
  out.level = 7;
  out.next.emplace().next.emplace().level = 8;
  const hex_input in("0a00");
  REQUIRE(decode(in.view(), out));
  CHECK(encode_hex(out) == "0a00");
}

TEST_CASE("all four forms of decode agree") {
  const hex_input in("0805");
  One out;
  CHECK(decode(in.view(), out));
  CHECK(decode(in.view(), out, canonical));
  const result<One> standard = decode<One>(in.view());
  const result<One> strict = decode<One>(in.view(), canonical);
  REQUIRE(standard.has_value());
  REQUIRE(strict.has_value());
  CHECK(standard->a == 5);
  CHECK(strict->a == 5);
  CHECK_FALSE(decode<One>(in.view().first(1)).has_value());
  CHECK_FALSE(decode<One>(in.view().first(1), canonical).has_value());
  CHECK(decode<One>(in.view().first(1)).status().code() == errc::truncated);
}

TEST_CASE("owning containers that stay alive are inputs") {
  std::vector<std::byte> data = from_hex("0805");
  One out;
  CHECK(decode(data, out));
  CHECK(decode(std::as_const(data), out));
  CHECK(decode<One>(data).has_value());
  CHECK(decode(mutable_bytes(data), out, canonical));
  CHECK(out.a == 5);
}

TEST_CASE("an input of 2 GiB is too large, whatever is in it") {
  const untouchable_block block;
  const bytes in = block.view();
  One out{5};
  CHECK(decode(in, out) == status{errc::too_large, 0, 0});
  CHECK(out.a == 0);
  CHECK(decode(in, out, canonical) == status{errc::too_large, 0, 0});
}

TEST_CASE("every field is read at every distance from the end of the input") {
  // Loads of 8 bytes may reach over the end of a field, and never over the end of the input.
  message_generator generator(11);
  for (int i = 0; i < 300; ++i) {
    const auto in = generator.make<chain<3>>();
    for (std::size_t padding = 0; padding <= 20; ++padding) {
      // Field 15 is unknown to a chain.
      const std::string tail = padding < 2 ? "" : "7a" + with_length(repeat("ff", padding - 2));
      const hex_input wire(encode_hex(in) + tail);
      chain<3> out;
      if (!decode(wire.view(), out)) FAIL("refused");
      if (!equal(in, out)) FAIL("differs");
    }
  }
}
