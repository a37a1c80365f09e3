// SPDX-License-Identifier: Apache-2.0
//
// Varints written with whole-word stores, which may change up to 10 bytes behind what is written:
// the encoders of the lower bound ask for a buffer with that much room.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <headwire/wire/varint.hpp>

#if defined(__BMI2__)
#include <immintrin.h>
#endif

namespace headwire::bench::lower_bound {

/// Stores the little-endian number, all bytes of it.
template <class Number>
[[gnu::always_inline]] inline void store(std::byte* p, Number number) {
  if constexpr (std::endian::native == std::endian::little) {
    std::memcpy(p, &number, sizeof number);
  } else {
    for (std::size_t i = 0; i < sizeof number; ++i)
      p[i] = static_cast<std::byte>(number >> (8 * i));
  }
}

/// Digits of seven bits in bytes of their own; `value` is below 2^56. Additions as in pack_word.
[[nodiscard, gnu::always_inline]] inline std::uint64_t expand_groups(std::uint64_t value) {
#if defined(__BMI2__)
  return _pdep_u64(value, 0x7f7f7f7f7f7f7f7f);
#else
  value = (value & 0x0fffffff) | value >> 28 << 32;
  value += 3 * (value & 0x0fffc0000fffc000);
  value += value & 0x3f803f803f803f80;
  return value;
#endif
}

/// Digits of seven bits in bytes of their own; `value` is below 2^28.
[[nodiscard, gnu::always_inline]] inline std::uint64_t expand_four(std::uint64_t value) {
#if defined(__BMI2__)
  return _pdep_u64(value, 0x7f7f7f7f);
#else
  value += 3 * (value & 0x0fffc000);
  return value + (value & 0x3f803f80);
#endif
}

/// A field with a tag of one byte and a varint of up to 4. False for zero, which is not written;
/// `value` must be below 2^28. Whether a small number takes one byte or two, a larger one three or
/// four, is as good as random, so no branch asks for it: an addition makes a bit of it.
template <std::uint8_t Tag>
[[nodiscard, gnu::always_inline]] inline bool write_short_varint(std::byte*& p,
                                                                 std::uint64_t value) {
  if (value - 1 < 0x3fff) {
    const std::uint64_t two = (value + 0x3f80) >> 14;
    const std::uint64_t digits = value + (value & 0x3f80);
    store(p, static_cast<std::uint32_t>((digits << 8) + (two << 15) + Tag));
    p += 2 + two;
    return true;
  }
  const std::uint64_t four = (value + 0x0fe00000) >> 28;
  store(p, (expand_four(value) << 8) + (four << 31) + (0x808000 | Tag));
  p += 4 + four;
  return value != 0;
}

/// The same for a number that takes one byte nearly always.
template <std::uint8_t Tag>
[[nodiscard, gnu::always_inline]] inline bool write_tiny(std::byte*& p, std::uint64_t value) {
  if (value - 1 < 0x7f) {
    store(p, static_cast<std::uint16_t>(value << 8 | Tag));
    p += 2;
    return true;
  }
  return write_short_varint<Tag>(p, value);
}

/// A field with a tag of one byte and a varint of any width; nothing for zero. Ids of every width
/// are what no branch can guess, so ten bytes are written at any rate.
template <std::uint8_t Tag>
[[nodiscard, gnu::always_inline]] inline std::byte* write_any(std::byte* p, std::uint64_t value) {
  constexpr std::uint64_t low = (std::uint64_t{1} << 56) - 1;
  constexpr std::uint64_t all_bytes = 0x8080808080808080;
  if (value == 0) return p;
  const std::size_t width = detail::varint_size(value);
  const std::uint64_t continued = width > 8 ? all_bytes : all_bytes >> 8 >> (64 - 8 * width);
  const std::uint64_t rest = value >> 56;
  *p = std::byte{Tag};
  store(p + 1, expand_groups(value & low) | continued);
  store(p + 9, static_cast<std::uint16_t>(rest + ((rest & 0x80) << 1)));
  return p + 1 + width;
}

}  // namespace headwire::bench::lower_bound
