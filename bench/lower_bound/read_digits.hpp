// SPDX-License-Identifier: Apache-2.0
//
// Varints whose width is known before they are read, because the lengths around them say it. Both
// lower bounds build on that: all varints of a message are then read side by side, none waits for the
// end of the one before it.
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

inline constexpr std::uint64_t high_bits = 0x8080808080808080;

/// The little-endian number at p[0..7]. Of the library's portable expression g++ 12 makes eight
/// loads where p is an end less something.
[[nodiscard, gnu::always_inline]] inline std::uint64_t load_word(const std::byte* p) {
  std::uint64_t word = 0;
  std::memcpy(&word, p, sizeof word);
  return std::endian::native == std::endian::little ? word : __builtin_bswap64(word);
}

/// What turns a well-formed varint that ends with the word into seven-bit digits: every byte but
/// the last says that another one follows.
inline constexpr std::uint64_t continuations = 0x0080808080808080;

/// The digits in bytes 1 to 4 of `word` as one number; byte 0 (the tag) must be below 8, the rest
/// zero. Two bytes a and b make 256b + a, and adding a again gives twice 128b + a: an addition does
/// for two digits what else takes two masks, a shift and an OR.
[[nodiscard]] inline std::uint64_t pack_behind_tag(std::uint64_t word) {
#if defined(__BMI2__)
  return _pext_u64(word, 0x0000007f7f7f7f00);
#else
  word += word & 0x000000007f007f00;
  word += 3 * (word & 0x0000000000ffff00);
  return word >> 11;
#endif
}

/// The digits in all eight bytes as one number; all high bits must be clear.
[[nodiscard]] inline std::uint64_t pack_word(std::uint64_t word) {
#if defined(__BMI2__)
  return _pext_u64(word, ~high_bits);
#else
  word += word & 0x007f007f007f007f;
  word += 3 * (word & 0x0000ffff0000ffff);
  word += 15 * (word & 0x00000000ffffffff);
  return word >> 7;
#endif
}

/// A field of a tag of one byte and a varint of 1 to 4, which ends at `end`. What is not as it
/// should be sets bits in `faults` that `narrow_faults` has.
struct narrow_field {
  std::uint64_t digits;  ///< behind the tag, which is XORed with the expected one

  /// `gap` is 48 less 8 for each byte of the varint but the first; only its low six bits count.
  /// Eight bytes before `end` must be readable.
  narrow_field(const std::byte* end, std::uint64_t gap, std::uint64_t tag)
      : digits(((load_word(end - 8) ^ continuations) >> (gap & 63)) ^ (tag | 0x80)) {}

  [[nodiscard]] std::uint64_t value() const { return pack_behind_tag(digits); }
};
inline constexpr std::uint64_t narrow_faults = high_bits | 0xff;

/// A varint of 9 or 10 bytes: all digits of the last word, and one or two before it.
[[nodiscard]] inline std::uint64_t read_long_varint(const std::byte* end, std::size_t size,
                                                    std::uint64_t& faults) {
  const std::uint64_t word = load_word(end - 8) ^ continuations;
  const std::uint64_t first =
      ((detail::byte_value(end - 10) | detail::byte_value(end - 9) << 8) ^ 0x8080) >>
      (8 * (10 - size));
  faults |= word | first;
  const std::uint64_t low = (first & 0x7f) | (first >> 1 & 0x3f80);
  return pack_word(word & ~high_bits) << (7 * (size - 8)) | low;
}

/// A varint of `size` bytes, which ends at `end`. What is not as it should be sets high bits in
/// `faults`. Eight bytes before `end` must be readable, and the whole varint.
[[nodiscard]] inline std::uint64_t read_wide_varint(const std::byte* end, std::size_t size,
                                                    std::uint64_t& faults) {
  if (size > 8) return read_long_varint(end, size, faults);
  const std::uint64_t word = (load_word(end - 8) ^ continuations) >> (64 - 8 * size);
  faults |= word;
  return pack_word(word);
}

}  // namespace headwire::bench::lower_bound
