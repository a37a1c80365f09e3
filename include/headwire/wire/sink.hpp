// SPDX-License-Identifier: Apache-2.0
//
// Writing tags, values and lengths. The caller has made sure that they fit: sizes come first
// (codec/size.hpp), bytes second. Each function returns the place behind what it wrote, and writes
// no byte beyond it.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "headwire/wire/varint.hpp"

namespace headwire::detail {

[[nodiscard]] constexpr std::byte* write_varint(std::byte* p, std::uint64_t value) noexcept {
  while (value >= 0x80) {
    *p++ = static_cast<std::byte>(value | 0x80);
    value >>= 7;
  }
  *p++ = static_cast<std::byte>(value);
  return p;
}

/// Writes a number that is known at compile time: a few stores of constants.
template <std::uint32_t Value>
[[nodiscard]] constexpr std::byte* write_constant(std::byte* p) noexcept {
  if constexpr (Value < 0x80) {
    *p = static_cast<std::byte>(Value);
    return p + 1;
  } else {
    *p = static_cast<std::byte>((Value & 0x7f) | 0x80);
    return write_constant<(Value >> 7)>(p + 1);
  }
}

/// Stores the `Size` low bytes of `value`, least significant first.
template <std::size_t Size>
[[nodiscard]] constexpr std::byte* write_fixed(std::byte* p, std::uint64_t value) noexcept {
  // g++ 12 makes eight stores of the loop for eight bytes, one of that for four.
  if constexpr (std::endian::native == std::endian::little) {
    if (!std::is_constant_evaluated()) {
      std::memcpy(p, &value, Size);
      return p + Size;
    }
  }
  for (std::size_t i = 0; i < Size; ++i)
    p[i] = static_cast<std::byte>(value >> (8 * i));
  return p + Size;
}

/// Copies `size` characters or bytes.
template <class Byte>
[[nodiscard]] constexpr std::byte* write_bytes(std::byte* p, const Byte* from,
                                               std::size_t size) noexcept {
  if (std::is_constant_evaluated()) {
    for (std::size_t i = 0; i < size; ++i)
      p[i] = static_cast<std::byte>(from[i]);
  } else if (size != 0) {  // memcpy wants valid pointers even for nothing
    std::memcpy(p, from, size);
  }
  return p + size;
}

}  // namespace headwire::detail
