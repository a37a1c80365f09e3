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
#include <initializer_list>
#include <type_traits>

#include "headwire/wire/always_inline.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/overlapping_loads.hpp"
#include "headwire/wire/varint.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// Writes a number that is known at compile time: a few stores of constants.
template <std::uint32_t Value>
[[nodiscard]] constexpr std::byte* write_constant(std::byte* p) noexcept {
  if constexpr (Value < 0x80) {
    *p = static_cast<std::byte>(Value);
    return p + 1;
  } else {
    *p = static_cast<std::byte>((Value & 0x7f) | 0x80);
    return detail::write_constant<(Value >> 7)>(p + 1);
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
  // not run: in constant expressions only
  for (std::size_t i = 0; i < Size; ++i)
    // not run: in constant expressions only
    p[i] = static_cast<std::byte>(value >> (8 * i));
  // not run: in constant expressions only
  return p + Size;
}

/// Expands two numbers of 28 bits, each in 32: the last steps of expand_groups.
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::uint64_t expand_halves(
    std::uint64_t halves) noexcept {
  halves += 3 * (halves & 0x0fffc0000fffc000);
  return halves + (halves & 0x3f803f803f803f80);
}

/// The inverse of compact_groups: expands a number below 2^56 into eight 7-bit groups.
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::uint64_t expand_groups(
    std::uint64_t value) noexcept {
  if constexpr (has_bit_moves) {
    // not run: with BMI2 only
    if (!std::is_constant_evaluated()) return deposit_bits(value, ~high_bits);
  }
  return expand_halves((value & 0x0fffffff) | (value >> 28) << 32);
}

/// expand_groups for a number below 2^28.
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::uint64_t expand_four(
    std::uint64_t value) noexcept {
  if constexpr (has_bit_moves) {
    // not run: with BMI2 only
    if (!std::is_constant_evaluated()) return deposit_bits(value, 0x7f7f7f7f);
  }
  value += 3 * (value & 0x0fffc000);
  return value + (value & 0x3f803f80);
}

/// Writes a varint of four bytes and more. A loop over the bytes would mispredict its end: up to eight
/// are stored with two overlapping stores.
[[nodiscard]] [[gnu::noinline]] constexpr std::byte* write_long_varint(
    std::byte* p, std::uint64_t value) noexcept {
  if (value < 1 << 28) return write_fixed<4>(p, expand_four(value) | 0x808080);
  if (value >> 56 != 0) {
    constexpr std::uint64_t low = (std::uint64_t{1} << 56) - 1;
    p = write_fixed<8>(p, expand_groups(value & low) | high_bits);
    // mutant: writing: a varint of ten bytes loses its last
    if (value >> 63 == 0) return write_fixed<1>(p, value >> 56);
    return write_fixed<2>(p, (value >> 56) | 0x180);
  }
  const std::size_t size = varint_size(value);
  const std::uint64_t groups = expand_groups(value) | (high_bits >> (72 - 8 * size));
  static_cast<void>(write_fixed<4>(p, groups));
  return write_fixed<4>(p + size - 4, groups >> (8 * (size - 4)));
}

/// Writes the ten bytes of a negative 32-bit number, sign-extended; `low` has its lower bits.
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::byte* write_negative_32(
    std::byte* p, std::uint32_t low) noexcept {
  p = detail::write_fixed<4>(p, expand_four(low & 0x0fffffff) | high_bits);
  // mutant: writing: a negative 32-bit number loses its upper bits
  p = detail::write_fixed<4>(p, 0xfffffff0 | low >> 28);
  return detail::write_fixed<2>(p, 0x01ff);
}

/// Writes a varint with as few bytes as can be. Ids of one field mostly have the same width, so the
/// branches between short ones are predicted.
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::byte* write_varint(
    std::byte* p, std::uint64_t value) noexcept {
  const auto low = static_cast<std::byte>(value);
  if (value < 1 << 7) {
    p[0] = low;
    return p + 1;
  }
  p[0] = low | std::byte{0x80};
  // mutant: writing: 16384 takes two bytes
  if (value < 1 << 14) {
    p[1] = static_cast<std::byte>(value >> 7);
    return p + 2;
  }
  if (value < 1 << 21) {
    p[1] = static_cast<std::byte>(value >> 7 | 0x80);
    p[2] = static_cast<std::byte>(value >> 14);
    return p + 3;
  }
  return write_long_varint(p, value);
}

/// Copies `size` characters or bytes.
template <class Byte>
[[nodiscard]] constexpr std::byte* write_bytes(std::byte* p, const Byte* from,
                                               std::size_t size) noexcept {
  if (std::is_constant_evaluated()) {
    // not run: in constant expressions only
    for (std::size_t i = 0; i < size; ++i)
      // not run: in constant expressions only
      p[i] = static_cast<std::byte>(from[i]);
  } else if (size != 0) {  // memcpy wants valid pointers even for nothing
    std::memcpy(p, from, size);
  }
  return p + size;
}

/// Copies without a call, so that the caller stays a leaf function: with overlapping copies of
/// equal size, the last one exactly at the end.
template <class Byte>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::byte* write_short_bytes(
    std::byte* p, const Byte* from, std::size_t size) noexcept {
  if (std::is_constant_evaluated()) return detail::write_bytes(p, from, size);
  if (size >= 16) {
    for (std::size_t at = 0; at + 16 < size; at += 16)
      std::memcpy(p + at, from + at, 16);
    std::memcpy(p + size - 16, from + size - 16, 16);
  } else if (size >= 8) {
    std::memcpy(p, from, 8);
    std::memcpy(p + size - 8, from + size - 8, 8);
  } else if (size >= 4) {
    std::memcpy(p, from, 4);
    std::memcpy(p + size - 4, from + size - 4, 4);
  } else if (size != 0) {
    p[0] = static_cast<std::byte>(from[0]);
    // mutant: writing: the middle of a tiny text is lost
    p[size / 2] = static_cast<std::byte>(from[size / 2]);
    p[size - 1] = static_cast<std::byte>(from[size - 1]);
  }
  return p + size;
}

/// The same for is_small_size(size), with only one branch that depends on the size.
template <class Byte>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::byte* write_small_bytes(
    std::byte* p, const Byte* from, std::size_t size) noexcept {
  if (std::is_constant_evaluated()) return detail::write_bytes(p, from, size);
  if (size < 16) {
    std::memcpy(p, from, 8);
    std::memcpy(p + size - 8, from + size - 8, 8);
  } else {
    const load_offsets at = load_offsets_for(size);
    for (const std::size_t offset : {std::size_t{0}, at.second, at.third, at.last})
      std::memcpy(p + offset, from + offset, 16);
  }
  return p + size;
}

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
