// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <headwire/wire/reader.hpp>
#include <limits>
#include <string>
#include <string_view>

#include "support/catch.hpp"
#include "unit/support/codec.hpp"

using namespace headwire;
using namespace headwire::test;
using detail::reader;

namespace {

/// What one call on an input says: bytes used (0 after an error), the value, and the error.
struct outcome {
  std::size_t used = 0;
  std::uint64_t value = 0;
  headwire::status status;
};

/// Calls `read(reader, begin, end, value)` on the input, which ends `behind` bytes before the end
/// of the memory that the reader may look at.
template <class Value, class Read>
outcome run(std::string_view hex, std::size_t behind, Read read) {
  const hex_input in(std::string(hex) + repeat("ff", behind));
  reader r{in.view()};
  Value value{};
  const std::byte* const p = read(r, r.begin, r.limit - behind, value);
  outcome out;
  out.status = r.status();
  if (p != nullptr) out.used = static_cast<std::size_t>(p - r.begin);
  if constexpr (requires { value.size; }) {
    out.value = value.value;
    CHECK((p == nullptr || out.used == value.size));
  } else {
    out.value = value;
  }
  CHECK((p == nullptr) == (r.error != errc::ok));
  return out;
}

outcome read_varint(std::string_view hex, std::size_t behind = 0) {
  return run<detail::varint>(
      hex, behind, [](reader& r, const std::byte* p, const std::byte* end, detail::varint& v) {
        return read_varint(r, p, end, 7, v);
      });
}

outcome read_tag(std::string_view hex, std::size_t behind = 0) {
  return run<std::uint32_t>(
      hex, behind, [](reader& r, const std::byte* p, const std::byte* end, std::uint32_t& tag) {
        return read_tag(r, p, end, tag);
      });
}

outcome read_length(std::string_view hex, std::size_t behind = 0) {
  return run<std::uint32_t>(
      hex, behind, [](reader& r, const std::byte* p, const std::byte* end, std::uint32_t& length) {
        return read_length(r, p, end, 7, length);
      });
}

/// Skips the field whose tag begins the input, `depth` levels deep; `used` counts the tag.
outcome skip(std::string_view hex, int depth = 0) {
  return run<std::uint32_t>(
      hex, 0, [depth](reader& r, const std::byte* p, const std::byte* end, std::uint32_t& tag) {
        const std::byte* const value = read_tag(r, p, end, tag);
        REQUIRE(value != nullptr);
        return skip_value(r, tag, p, value, end, depth);
      });
}

const std::size_t rooms[] = {0, 1, 2, 7, 8, 20};

}  // namespace

TEST_CASE("a varint of every length is read, however much memory follows") {
  for (const std::size_t behind : rooms) {
    for (int bit = 0; bit < 64; ++bit) {
      for (const std::uint64_t value : {(std::uint64_t{1} << bit) - 1, std::uint64_t{1} << bit}) {
        const std::string hex = varint_hex(value);
        const outcome read = read_varint(hex, behind);
        CAPTURE(behind, hex);
        CHECK(read.used == hex.size() / 2);
        CHECK(read.value == value);
      }
    }
    const outcome all = read_varint("ffffffffffffffffff01", behind);
    CHECK(all.used == 10);
    CHECK(all.value == std::numeric_limits<std::uint64_t>::max());
  }
}

TEST_CASE("a varint may be padded up to ten bytes") {
  for (const std::size_t behind : rooms) {
    std::string hex = "85";
    for (std::size_t size = 2; size <= 10; ++size) {
      CHECK(read_varint(hex + "00", behind).used == size);
      CHECK(read_varint(hex + "00", behind).value == 5);
      hex += "80";
    }
    const status eleven = read_varint(hex + "00", behind).status;
    CHECK(eleven == status{errc::malformed_varint, 0, 7});
  }
}

TEST_CASE("the tenth byte gives one bit, its others drop out") {
  for (const std::size_t behind : rooms) {
    CHECK(read_varint("ffffffffffffffffff7f", behind).value == ~std::uint64_t{0});
    CHECK(read_varint("8080808080808080807f", behind).value == std::uint64_t{1} << 63);
    CHECK(read_varint("8080808080808080807e", behind).value == 0);
    CHECK(read_varint("ffffffffffffffffff80", behind).status ==
          status{errc::malformed_varint, 0, 7});
  }
}

TEST_CASE("a varint that the end cuts is truncated, whatever lies behind") {
  for (const std::size_t behind : rooms) {
    for (std::size_t size = 0; size < 10; ++size) {
      CAPTURE(behind, size);
      CHECK(read_varint(repeat("80", size), behind).status == status{errc::truncated, 0, 7});
      CHECK(read_varint(repeat("ff", size), behind).status == status{errc::truncated, 0, 7});
    }
  }
}

TEST_CASE("varints are read at every place of inputs of every small length") {
  // The last 8 bytes of an input take another path, and inputs below 8 bytes a third.
  for (std::size_t total = 1; total <= 20; ++total) {
    for (std::size_t at = 0; at < total; ++at) {
      for (std::size_t size = 1; size <= 10; ++size) {
        const std::string hex = repeat("aa", at) + repeat("81", size - 1) + "01" +
                                repeat("ff", total > at + size ? total - at - size : 0);
        const hex_input in(std::string_view(hex).substr(0, 2 * total));
        reader r{in.view()};
        detail::varint value{};
        const std::byte* const p = detail::read_varint(r, r.begin + at, r.limit, 7, value);
        if ((p != nullptr) != (at + size <= total)) FAIL(total << " " << at << " " << size);
        if (p != nullptr && (value.size != size || p != r.begin + at + size)) FAIL("size");
        if (p == nullptr && r.status() != status{errc::truncated, at, 7}) FAIL("status");
      }
    }
  }
}

TEST_CASE("a tag has one to five bytes and 32 bits") {
  for (const std::size_t behind : rooms) {
    CHECK(read_tag("08", behind).value == 8);
    CHECK(read_tag("8801", behind).value == 0x88);
    CHECK(read_tag("fdffffff0f", behind).value == 0xfffffffd);
    CHECK(read_tag("8880808000", behind).value == 8);
    CHECK(read_tag("8880808000", behind).used == 5);
    CHECK(read_tag("888080808000", behind).status == status{errc::invalid_tag, 0, 0});
    CHECK(read_tag("8880808010", behind).status == status{errc::invalid_tag, 0, 0});
    CHECK(read_tag("ffffffff7f", behind).status == status{errc::invalid_tag, 0, 0});
    for (std::size_t size = 0; size < 5; ++size)
      CHECK(read_tag(repeat("88", size), behind).status == status{errc::truncated, 0, 0});
  }
}

TEST_CASE("a tag's number is not 0 and its wire type not 6 or 7") {
  for (const char* const zero :
       {"00", "01", "02", "03", "04", "05", "06", "07", "8000", "8780808000"})
    CHECK(read_tag(zero).status == status{errc::invalid_tag, 0, 0});
  for (const char* const bad : {"0e", "0f", "8e01", "ffffffff0f", "feffffff0f"})
    CHECK(read_tag(bad).status == status{errc::invalid_wire_type, 0, 0});
  for (const char* const good : {"08", "09", "0a", "0b", "0c", "0d"})
    CHECK(read_tag(good).used == 1);
}

TEST_CASE("a length has one to five bytes, and as many bytes follow it") {
  CHECK(read_length("00").used == 1);
  CHECK(read_length("01ee").value == 1);
  CHECK(read_length("7f" + repeat("ee", 127)).value == 127);
  CHECK(read_length("8001" + repeat("ee", 128)).value == 128);
  CHECK(read_length("8001" + repeat("ee", 128)).used == 2);
  CHECK(read_length("8180808000ee").used == 5);
  CHECK(read_length("8180808000ee").value == 1);
  CHECK(read_length("818080808000ee").status == status{errc::invalid_length, 0, 7});
}

TEST_CASE("a length that leads over the end is truncated, whatever lies behind") {
  for (const std::size_t behind : rooms) {
    CHECK(read_length("", behind).status == status{errc::truncated, 0, 7});
    CHECK(read_length("01", behind).status == status{errc::truncated, 0, 7});
    CHECK(read_length("05eeeeeeee", behind).status == status{errc::truncated, 0, 7});
    CHECK(read_length("80", behind).status == status{errc::truncated, 0, 7});
    CHECK(read_length("8001" + repeat("ee", 127), behind).status == status{errc::truncated, 0, 7});
    CHECK(read_length("ffffffff07", behind).status == status{errc::truncated, 0, 7});
    // 2^8 and 2^16: zero in their low bits
    CHECK(read_length("8002", behind).status == status{errc::truncated, 0, 7});
    CHECK(read_length("808004", behind).status == status{errc::truncated, 0, 7});
  }
}

TEST_CASE("a length of 2 GiB and more is too large, and none is cut to 32 bits") {
  CHECK(read_length("8080808008").status == status{errc::too_large, 0, 7});
  CHECK(read_length("ffffffff0f").status == status{errc::too_large, 0, 7});
  // 2^32 + 1 and 2^34: 1 and 0 in the low 32 bits
  CHECK(read_length("8180808010ee").status == status{errc::too_large, 0, 7});
  CHECK(read_length("8080808040").status == status{errc::too_large, 0, 7});
  CHECK(read_length("ffffffff7f").status == status{errc::too_large, 0, 7});
}

TEST_CASE("values of every wire type are skipped") {
  CHECK(skip("0805").used == 2);
  CHECK(skip("08ffffffffffffffffff01").used == 11);
  CHECK(skip("090102030405060708").used == 9);
  CHECK(skip("0a03eeeeee").used == 5);
  CHECK(skip("0a00").used == 2);
  CHECK(skip("0d01020304").used == 5);
  CHECK(skip("0b0c").used == 2);
  CHECK(skip("0b080513140c").used == 6);
  CHECK(skip("0b080513140d010203040a01ee0c").used == 14);
}

TEST_CASE("values that the end cuts are not skipped") {
  CHECK(skip("08").status == status{errc::truncated, 1, 1});
  CHECK(skip("0880").status == status{errc::truncated, 1, 1});
  CHECK(skip("0901020304050607").status == status{errc::truncated, 1, 1});
  CHECK(skip("0d010203").status == status{errc::truncated, 1, 1});
  CHECK(skip("0a02ee").status == status{errc::truncated, 1, 1});
  CHECK(skip("08ffffffffffffffffffff01").status == status{errc::malformed_varint, 1, 1});
}

TEST_CASE("groups end with their own number") {
  CHECK(skip("0c").status == status{errc::unbalanced_group, 0, 1});
  CHECK(skip("0b").status == status{errc::unbalanced_group, 0, 1});
  CHECK(skip("0b14").status == status{errc::unbalanced_group, 1, 2});
  CHECK(skip("0b130c14").status == status{errc::unbalanced_group, 2, 1});
  CHECK(skip("0b13140805").status == status{errc::unbalanced_group, 0, 1});
  CHECK(skip("0b13").status == status{errc::unbalanced_group, 1, 2});
  CHECK(skip("0b138880").status == status{errc::truncated, 2, 0});
  CHECK(skip("0b1300").status == status{errc::invalid_tag, 2, 0});
  CHECK(skip("0b130e").status == status{errc::invalid_wire_type, 2, 0});
  CHECK(skip("0b1208").status == status{errc::truncated, 2, 2});
  // the same number in more bytes ends it as well
  CHECK(skip("0b8c8000").used == 4);
}

TEST_CASE("groups nest as deep as the budget allows") {
  for (const int depth : {0, 1, 50, 99, 100}) {
    CAPTURE(depth);
    const auto room = static_cast<std::size_t>(100 - depth);
    if (room != 0) CHECK(skip(repeat("0b", room) + repeat("0c", room), depth).used == 2 * room);
    CHECK(skip(repeat("0b", room + 1) + repeat("0c", room + 1), depth).status ==
          status{errc::too_deep, room, 1});
    // as many one after another as one likes
    if (room != 0) CHECK(skip("0b" + repeat("1314", room > 1 ? 300 : 0) + "0c", depth).status);
  }
}

static_assert([] {
  constexpr std::byte data[] = {std::byte{0xac}, std::byte{2}, std::byte{0x0a}, std::byte{0}};
  reader r{data};
  detail::varint value{};
  const std::byte* p = detail::read_varint(r, r.begin, r.limit, 1, value);
  std::uint32_t tag = 0;
  p = detail::read_tag(r, p, r.limit, tag);
  return value.value == 300 && tag == 10 && p == r.limit - 1;
}());
