// SPDX-License-Identifier: Apache-2.0
//
// Little-endian loads, varints and zigzag (protobuf encoding guide, "Base 128 Varints" and "Signed
// Integers"). Nothing here checks a bound: wire/reader.hpp does.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "headwire/wire/always_inline.hpp"
#include "headwire/wire/isa.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

inline constexpr std::size_t max_varint_size = 10;

/// The continuation bits of eight bytes.
inline constexpr std::uint64_t high_bits = 0x8080808080808080;

/// The byte at *p as a number; p points to std::byte or char, or is a position in segments.
template <class Position>
[[nodiscard]] constexpr std::uint64_t byte_value(Position p) noexcept {
  return static_cast<std::uint8_t>(*p);
}

/// The little-endian 64-bit number at p[0..7].
template <class Position>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::uint64_t load_64(Position p) noexcept {
  // g++ 12 makes one `mov` of the shifts below only for some addresses; there were eight of each.
  if constexpr (std::is_pointer_v<Position> && std::endian::native == std::endian::little) {
    if (!std::is_constant_evaluated()) {
      std::uint64_t word = 0;
      std::memcpy(&word, p, sizeof word);
      return word;
    }
  }
  // not run: in constant expressions and for segments only
  return detail::byte_value(p) | detail::byte_value(p + 1) << 8 | detail::byte_value(p + 2) << 16 |
         detail::byte_value(p + 3) << 24 | detail::byte_value(p + 4) << 32 |
         detail::byte_value(p + 5) << 40 | detail::byte_value(p + 6) << 48 |
         detail::byte_value(p + 7) << 56;
}

/// The little-endian 16-bit number at p[0..1].
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline std::uint32_t load_16(const std::byte* p) noexcept {
  if constexpr (std::endian::native == std::endian::little) {
    std::uint16_t word = 0;
    std::memcpy(&word, p, sizeof word);
    return word;
  } else {
    return static_cast<std::uint32_t>(detail::byte_value(p) | detail::byte_value(p + 1) << 8);
  }
}

/// The little-endian 32-bit number at p[0..3].
template <class Position>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::uint32_t load_32(Position p) noexcept {
  if constexpr (std::is_pointer_v<Position> && std::endian::native == std::endian::little) {
    if (!std::is_constant_evaluated()) {
      std::uint32_t word = 0;
      std::memcpy(&word, p, sizeof word);
      return word;
    }
  }
  return static_cast<std::uint32_t>(detail::byte_value(p) | detail::byte_value(p + 1) << 8 |
                                    detail::byte_value(p + 2) << 16 |
                                    detail::byte_value(p + 3) << 24);
}

/// Zero bits above the highest and below the lowest one of `word`, which must not be 0. The
/// compiler's own functions: std::countl_zero may become a call of a function that another unit,
/// compiled for other processors, has as well (wire/isa.hpp).
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr unsigned leading_zeros(
    std::uint64_t word) noexcept {
  return static_cast<unsigned>(__builtin_clzll(word));
}
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr unsigned trailing_zeros(
    std::uint64_t word) noexcept {
  return static_cast<unsigned>(__builtin_ctzll(word));
}

/// Bytes that `value` takes as a varint: 1 to 10.
[[nodiscard]] constexpr std::size_t varint_size(std::uint64_t value) noexcept {
  // 9/64 is 1/7 rounded up just enough to be exact for all 64 widths. The highest bit, and not the
  // width, is one instruction on x86-64.
  const unsigned highest = 63 ^ leading_zeros(value | 1);
  // mutant: size of a varint: rounded down at full groups
  return (highest * 9 + 73) / 64;
}

/// Whether the compiler may use BMI2, which moves bits under a mask together and apart in one
/// instruction.
#if defined(__BMI2__) && defined(__x86_64__) && !defined(HEADWIRE_NO_BMI2)
inline constexpr bool has_bit_moves = true;
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline std::uint64_t extract_bits(
    std::uint64_t word, std::uint64_t mask) noexcept {
  return __builtin_ia32_pext_di(word, mask);
}
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline std::uint64_t deposit_bits(
    std::uint64_t word, std::uint64_t mask) noexcept {
  return __builtin_ia32_pdep_di(word, mask);
}
#else
inline constexpr bool has_bit_moves = false;
std::uint64_t extract_bits(std::uint64_t word, std::uint64_t mask) noexcept;  // not called
std::uint64_t deposit_bits(std::uint64_t word, std::uint64_t mask) noexcept;  // not called
#endif

/// Compacts eight 7-bit groups, whose continuation bits are zero, into one 56-bit number. Adding what
/// a group moves by takes one mask a step; keeping and moving take two.
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::uint64_t compact_clean_groups(
    std::uint64_t word) noexcept {
  if constexpr (has_bit_moves) {
    // not run: with BMI2 only
    if (!std::is_constant_evaluated()) return extract_bits(word, ~high_bits);
  }
  word += word & 0x007f007f007f007f;
  // mutant: varint: a 7-bit group is masked wrongly when compacted
  word += 3 * (word & 0x0000ffff0000ffff);
  word += 15 * (word & 0xffffffff);
  return word >> 7;
}

/// The same for the low seven bits of each byte.
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::uint64_t compact_groups(
    std::uint64_t word) noexcept {
  return compact_clean_groups(word & ~high_bits);
}

/// Maps 0, -1, 1, -2 … to 0, 1, 2, 3 …
[[nodiscard]] constexpr std::uint32_t zigzag_encode(std::int32_t value) noexcept {
  // mutant: zigzag: the sign of 32 bits is taken from the wrong bit
  return static_cast<std::uint32_t>(value) << 1 ^ static_cast<std::uint32_t>(value >> 31);
}
[[nodiscard]] constexpr std::uint64_t zigzag_encode(std::int64_t value) noexcept {
  return static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63);
}

/// The inverse of zigzag_encode.
[[nodiscard]] constexpr std::int32_t zigzag_decode(std::uint32_t value) noexcept {
  return static_cast<std::int32_t>(value >> 1 ^ (0 - (value & 1)));
}
[[nodiscard]] constexpr std::int64_t zigzag_decode(std::uint64_t value) noexcept {
  // mutant: zigzag: odd numbers of 64 bits are not negative
  return static_cast<std::int64_t>(value >> 1 ^ (0 - (value & 1)));
}

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
