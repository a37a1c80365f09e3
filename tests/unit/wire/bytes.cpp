// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>
#include <cstdint>
#include <headwire/wire/bytes.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"

using namespace headwire;
using namespace std::string_view_literals;

// What is refused at compile time; tests/compile_fail has the same as a user would write it.
static_assert(detail::owning_temporary<std::vector<std::byte>, bytes>);
static_assert(detail::owning_temporary<const std::vector<std::byte>, bytes>);
static_assert(detail::owning_temporary<std::array<std::byte, 4>, bytes>);
static_assert(detail::owning_temporary<std::string, std::string_view>);
static_assert(!detail::owning_temporary<std::vector<std::byte>&, bytes>);
static_assert(!detail::owning_temporary<const std::vector<std::byte>&, bytes>);
static_assert(!detail::owning_temporary<bytes, bytes>);
static_assert(!detail::owning_temporary<mutable_bytes, bytes>);
static_assert(!detail::owning_temporary<std::string_view, std::string_view>);

TEST_CASE("as_bytes shows the same memory") {
  const std::string text{"a\0\xff", 3};
  CHECK(as_bytes(text).data() == static_cast<const void*>(text.data()));
  CHECK(as_bytes(text).size() == 3);
  CHECK(as_bytes(text)[2] == std::byte{0xff});

  CHECK(as_bytes("literal").size() == 7);
  CHECK(as_bytes("ab\0d"sv).size() == 4);
  CHECK(as_bytes("\x08\x00\x10\x07").size() == 4);
  CHECK(as_bytes("\x08\x00").size() == 2);
  CHECK(as_bytes("").empty());
  static const char bare[] = {0x08, 0x00, 0x10, 0x07};
  CHECK(as_bytes(bare).size() == 4);
  const char* const pointer =
      "ab\0d";  // a pointer has no size: up to the first zero, as everywhere
  CHECK(as_bytes(pointer).size() == 2);
  CHECK(as_bytes(std::string_view{}).empty());
  CHECK(as_bytes("abcdef", 3).size() == 3);

  std::vector<std::uint8_t> numbers = {1, 2, 255};
  CHECK(as_bytes(numbers).data() == static_cast<const void*>(numbers.data()));
  CHECK(as_bytes(numbers)[2] == std::byte{255});
  const std::span<std::uint8_t> view = numbers;
  CHECK(headwire::as_bytes(view).size() == 3);
  CHECK(headwire::as_bytes(std::span<const std::uint8_t>(numbers).first(1)).size() == 1);
  const std::uint8_t plain[] = {9, 8};
  CHECK(as_bytes(plain).size() == 2);
}

TEST_CASE("as_text shows the same memory, unchecked") {
  const std::array<std::byte, 3> data = {std::byte{'h'}, std::byte{0}, std::byte{0xff}};
  CHECK(as_text(data) == "h\0\xff"sv);
  CHECK(as_text(data).data() == static_cast<const void*>(data.data()));
  CHECK(as_text({}).empty());
}
