// SPDX-License-Identifier: Apache-2.0
//
// UTF-8 validation as in Unicode 15, table 3-7: no overlong form, no surrogate, nothing above
// U+10FFFF. Google's C++ applies the same rule to proto3 strings.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "headwire/wire/always_inline.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/overlapping_loads.hpp"
#include "headwire/wire/varint.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// Bytes of the valid UTF-8 sequence that begins at p and ends before `end`; 0 if there is none.
/// A position points to std::byte or char (constant evaluation cannot see one as the other), or is
/// one in segments.
template <class Position>
[[nodiscard]] constexpr std::size_t utf8_sequence_size(Position p, Position end) noexcept {
  const auto lead = static_cast<std::uint8_t>(p[0]);
  if (lead < 0x80) return 1;
  const auto left = static_cast<std::size_t>(end - p);
  const auto follows = [&](std::size_t i, std::uint8_t low, std::uint8_t high) {
    const auto byte = static_cast<std::uint8_t>(p[i]);
    return byte >= low && byte <= high;
  };
  // mutant: UTF-8: overlong form of two bytes accepted
  if (lead >= 0xc2 && lead <= 0xdf) return left >= 2 && follows(1, 0x80, 0xbf) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    // mutant: UTF-8: overlong form of three bytes accepted
    const std::uint8_t low = lead == 0xe0 ? 0xa0 : 0x80;  // below: overlong
    // mutant: UTF-8: surrogates accepted
    const std::uint8_t high = lead == 0xed ? 0x9f : 0xbf;  // above: surrogates
    // mutant: UTF-8: a sequence is read over the end
    return left >= 3 && follows(1, low, high) && follows(2, 0x80, 0xbf) ? 3 : 0;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    // mutant: UTF-8: overlong form of four bytes accepted
    const std::uint8_t low = lead == 0xf0 ? 0x90 : 0x80;  // below: overlong
    // mutant: UTF-8: code points above U+10FFFF accepted
    const std::uint8_t high = lead == 0xf4 ? 0x8f : 0xbf;  // above: beyond U+10FFFF
    return left >= 4 && follows(1, low, high) && follows(2, 0x80, 0xbf) && follows(3, 0x80, 0xbf)
               ? 4
               : 0;
  }
  return 0;
}

/// Bytes from p on, up to `end`, that are valid UTF-8: where the first bad sequence begins.
template <class Position>
[[nodiscard]] [[gnu::noinline]] constexpr std::size_t valid_utf8_size(Position p,
                                                                      Position end) noexcept {
  const Position begin = p;
  while (p != end) {
    const std::size_t size = detail::utf8_sequence_size(p, end);
    if (size == 0) break;
    p += size;
  }
  return static_cast<std::size_t>(p - begin);
}

template <class Position>
[[nodiscard]] [[gnu::noinline]] constexpr bool is_utf8_slow(Position p, Position end) noexcept {
  return detail::valid_utf8_size(p, end) == static_cast<std::size_t>(end - p);
}

/// All bits that are set in one of the Words words of eight bytes from p on.
template <std::size_t Words, class Position>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::uint64_t join_words(
    Position p) noexcept {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < Words; ++i)
    bits |= detail::load_64(p + 8 * i);
  return bits;
}

/// Two words next to each other. Compilers that can have them in one register of the processor.
using word_pair [[gnu::vector_size(16)]] = std::uint64_t;

/// Adds the bits that are set in the 16 bytes at p. By reference: without SSE, g++ warns of a
/// vector that is returned, though the call is inlined.
template <class Byte>
[[HEADWIRE_ALWAYS_INLINE]] inline void join_pair(word_pair& bits, const Byte* p) noexcept {
  word_pair pair;
  std::memcpy(&pair, p, sizeof pair);
  bits |= pair;
}

/// Whether the high bits of 16 bytes can be gathered in one instruction.
#ifdef __SSE2__
inline constexpr bool has_byte_masks = true;
/// The high bits of p[0..15], that of p[0] lowest.
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline std::uint32_t high_bit_mask(
    const std::byte* p) noexcept {
  using byte_vector [[gnu::vector_size(16)]] = char;
  byte_vector loaded;
  std::memcpy(&loaded, p, sizeof loaded);
  return static_cast<std::uint32_t>(__builtin_ia32_pmovmskb128(loaded));
}
#else
inline constexpr bool has_byte_masks = false;
std::uint32_t high_bit_mask(const std::byte* p) noexcept;  // not called
#endif

/// The bitwise or of a small string (wire/overlapping_loads.hpp), word by word.
template <class Position>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::uint64_t or_small(
    Position p, std::size_t size) noexcept {
  // mutant: UTF-8: bytes behind the last whole word not checked
  if (size < 16) return detail::load_64(p) | detail::load_64(p + size - 8);
  const load_offsets at = load_offsets_for(size);
  if constexpr (std::is_pointer_v<Position>) {
    if (!std::is_constant_evaluated()) {
      word_pair bits{};
      detail::join_pair(bits, p);
      detail::join_pair(bits, p + at.second);
      detail::join_pair(bits, p + at.third);
      detail::join_pair(bits, p + at.last);
      return bits[0] | bits[1];
    }
  }
  return detail::join_words<2>(p) | detail::join_words<2>(p + at.second) |
         detail::join_words<2>(p + at.third) | detail::join_words<2>(p + at.last);
}

/// True if a small string is ASCII.
template <class Position>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr bool is_small_ascii(
    Position p, std::size_t size) noexcept {
  return (detail::or_small(p, size) & high_bits) == 0;
}

/// True if the bytes at p, fewer than eight, are ASCII.
template <class Position>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr bool is_tiny_ascii(
    Position p, std::size_t size) noexcept {
  if (size >= 4) return ((detail::load_32(p) | detail::load_32(p + size - 4)) & 0x80808080) == 0;
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < size; ++i)
    bits |= detail::byte_value(p + i);
  return bits < 0x80;
}

/// True if [p, end) is valid UTF-8. Header strings are short and ASCII.
template <class Position>
[[nodiscard]] constexpr bool is_utf8(Position p, Position end) noexcept {
  const auto size = static_cast<std::size_t>(end - p);
  if (size < 8) {
    // mutant: UTF-8: only checked where there are eight bytes
    if (detail::is_tiny_ascii(p, size)) [[likely]]
      return true;
  } else if (size <= 64) {
    if (detail::is_small_ascii(p, size)) [[likely]]
      return true;
  } else {
    std::uint64_t bits = detail::join_words<8>(end - 64);
    // mutant: UTF-8: a part of a long text not checked
    for (Position q = p; end - q > 64; q += 64)
      bits |= detail::join_words<8>(q);
    if ((bits & high_bits) == 0) return true;
  }
  return detail::is_utf8_slow(p, end);
}

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
