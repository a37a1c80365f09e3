// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>
#include <cstdint>
#include <headwire/wire/writer.hpp>
#include <limits>
#include <string>
#include <string_view>

#include "support/catch.hpp"
#include "support/data.hpp"

using namespace headwire::detail;
using headwire::test::to_hex;

namespace {

/// What `write` puts into a buffer, as hex digits; and that it changes no byte behind that.
template <class Write>
std::string written(Write write) {
  std::array<std::byte, 24> buffer{};
  buffer.fill(std::byte{0xee});
  const std::byte* const end = write(buffer.data());
  const auto size = static_cast<std::size_t>(end - buffer.data());
  for (std::size_t i = size; i < buffer.size(); ++i)
    CHECK(buffer[i] == std::byte{0xee});
  return to_hex(std::span(buffer).first(size));
}

std::string varint(std::uint64_t value) {
  return written([=](std::byte* p) { return write_varint(p, value); });
}

template <std::uint32_t Value>
std::string constant() {
  return written([](std::byte* p) { return write_constant<Value>(p); });
}

constexpr bool writes_at_compile_time() {
  std::array<std::byte, 8> buffer{};
  std::byte* end = write_varint(buffer.data(), 300);
  end = write_fixed<4>(end, 0x01020304);
  const char text[] = {'h', 'i'};
  end = write_bytes(end, text, 2);
  return end == buffer.data() + 8 && buffer[1] == std::byte{2} && buffer[2] == std::byte{4} &&
         buffer[7] == std::byte{'i'};
}
static_assert(writes_at_compile_time());

}  // namespace

TEST_CASE("write_varint writes the shortest form of every length") {
  CHECK(varint(0) == "00");
  CHECK(varint(1) == "01");
  CHECK(varint(127) == "7f");
  CHECK(varint(128) == "8001");
  CHECK(varint(300) == "ac02");
  CHECK(varint((1u << 14) - 1) == "ff7f");
  CHECK(varint(1u << 14) == "808001");
  CHECK(varint((1u << 21) - 1) == "ffff7f");
  CHECK(varint(1u << 21) == "80808001");
  CHECK(varint(0xffffffff) == "ffffffff0f");
  CHECK(varint((std::uint64_t{1} << 56) - 1) == "ffffffffffffff7f");
  CHECK(varint(std::uint64_t{1} << 56) == "808080808080808001");
  CHECK(varint(std::uint64_t{1} << 63) == "80808080808080808001");
  CHECK(varint(std::numeric_limits<std::uint64_t>::max()) == "ffffffffffffffffff01");
}

TEST_CASE("write_constant writes what write_varint writes") {
  CHECK(constant<0>() == varint(0));
  CHECK(constant<0x7f>() == varint(0x7f));
  CHECK(constant<0x80>() == varint(0x80));
  CHECK(constant<0x3fff>() == varint(0x3fff));
  CHECK(constant<0x4000>() == varint(0x4000));
  CHECK(constant<0xfffffffd>() == varint(0xfffffffd));
}

TEST_CASE("write_fixed is little-endian and takes the low bytes only") {
  CHECK(written([](std::byte* p) { return write_fixed<8>(p, 0x0102030405060708); }) ==
        "0807060504030201");
  CHECK(written([](std::byte* p) { return write_fixed<4>(p, 0x0102030405060708); }) == "08070605");
}

TEST_CASE("write_bytes copies characters and bytes, and nothing from nowhere") {
  const std::string_view text = "a\xff";
  CHECK(written([&](std::byte* p) { return write_bytes(p, text.data(), text.size()); }) == "61ff");
  const std::byte data[] = {std::byte{1}, std::byte{2}};
  CHECK(written([&](std::byte* p) { return write_bytes(p, data, 2); }) == "0102");
  const char* const nowhere = nullptr;
  CHECK(written([&](std::byte* p) { return write_bytes(p, nowhere, 0); }).empty());
}
