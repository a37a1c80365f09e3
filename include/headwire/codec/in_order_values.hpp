// SPDX-License-Identifier: Apache-2.0
//
// How the in-order fast path (codec/in_order.hpp) reads a varint and checks a text.
//
// Nothing here notes an error or calls a function: whatever is rare bails out, and the slow path
// reads the message instead. So the fast path is a leaf function with its state in registers.
#pragma once

#include <cstddef>
#include <cstdint>

#include "headwire/codec/value.hpp"
#include "headwire/wire/always_inline.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/utf8.hpp"
#include "headwire/wire/varint.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// The position that says that the fast path gives up. It is greater than every other, so
/// "bailed out" and "at the end" are one comparison.
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline const std::byte* bail_out() noexcept {
  return reinterpret_cast<const std::byte*>(  // NOLINT(performance-no-int-to-ptr): never read from
      ~std::uintptr_t{0});
}

/// The whole input of a call. Passed by value: inlined, it is two registers.
struct fast_input {
  const std::byte* begin;
  const std::byte* end;

  /// True if `size` bytes can be loaded at once.
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] bool has(std::size_t size) const noexcept {
    return static_cast<std::size_t>(end - begin) >= size;
  }
};

[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline std::uint32_t byte_at(const std::byte* p) noexcept {
  return static_cast<std::uint32_t>(*p);
}

/// The eight bytes from p on, p < in.end; zeros behind the input. Needs in.has(8).
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline std::uint64_t load_within(
    fast_input in, const std::byte* p) noexcept {
  // A shift by zero costs less than a branch that depends on the data.
  // mutant: in order: a text near the front is loaded in front of it
  const std::byte* const last = in.end - 8;
  const std::byte* const from = p < last ? p : last;
  // mutant: in order: a load near the end is shifted by seven bits a byte
  return load_64(from) >> (8 * static_cast<unsigned>(p - from) & 63);
}

/// A varint and the position behind it; `bail_out()` if it was not read.
struct fast_varint {
  std::uint64_t value;
  const std::byte* next;
};

[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline fast_varint no_varint() noexcept {
  return {0, detail::bail_out()};
}

/// Which bytes a varint may end with: under canonical rules a last byte of several is not zero, as
/// it would add nothing. One comparison either way.
template <rules Rules>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline bool ends_varint(std::uint32_t byte) noexcept {
  constexpr std::uint32_t least = Rules == rules::canonical ? 1 : 0;
  return byte - least < 0x80 - least;
}

/// True for a byte that ends a varint which canonical rules refuse, as padded. Asked of a byte that
/// ends_varint() does not take.
template <rules Rules>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline bool is_padding(std::uint32_t byte) noexcept {
  // mutant: canonical, in order: padded varints
  return Rules == rules::canonical && byte == 0;
}

/// True if the encoder would write the value of `wire` as `wire`.
template <rules Rules, class Field>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline bool fits_field(std::uint64_t wire) noexcept {
  return Rules != rules::canonical ||
         // mutant: canonical, in order: bits that the type drops
         kind_of<Field>::to_varint(kind_of<Field>::from_varint(wire)) == wire;
}

/// Reads a varint of two bytes and more by a word. `EndsLow`: the input ends with a byte below 0x80,
/// so every varint in it ends in it.
template <rules Rules, bool EndsLow, class Field>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline fast_varint read_word_varint(
    fast_input in, const std::byte* p) noexcept {
  if (!in.has(8)) [[unlikely]]
    return detail::no_varint();
  const std::uint64_t word = detail::load_within(in, p);
  const std::uint64_t stops = ~word & high_bits;
  if (stops != 0) [[likely]] {
    const std::uint64_t value = detail::compact_groups(word & (stops - 1));
    const std::byte* const next = p + trailing_zeros(stops) / 8 + 1;
    // mutant: in order: a varint may end behind the input
    if (!EndsLow && next > in.end) [[unlikely]]
      return detail::no_varint();
    if (detail::is_padding<Rules>(detail::byte_at(next - 1)) ||
        !detail::fits_field<Rules, Field>(value)) [[unlikely]]
      return detail::no_varint();
    return {value, next};
  }
  // Eight bytes go on, so p + 8 <= in.end.
  if (!EndsLow && in.end - p < 9) [[unlikely]]
    return detail::no_varint();
  const std::uint64_t low = detail::compact_groups(word);
  const std::uint32_t ninth = detail::byte_at(p + 8);
  if (ninth < 0x80) {
    const std::uint64_t value = low | std::uint64_t{ninth} << 56;
    if (detail::is_padding<Rules>(ninth) || !detail::fits_field<Rules, Field>(value)) [[unlikely]]
      return detail::no_varint();
    return {value, p + 9};
  }
  // mutant: in order: a varint of ten bytes is read over the end
  if (!EndsLow && in.end - p < 10) [[unlikely]]
    return detail::no_varint();
  const std::uint32_t tenth = detail::byte_at(p + 9);
  const std::uint64_t value = low | std::uint64_t{ninth & 0x7f} << 56 | std::uint64_t{tenth} << 63;
  // mutant: in order: the tenth byte may go on
  if (tenth >= 0x80 || (Rules == rules::canonical && tenth != 1) ||
      !detail::fits_field<Rules, Field>(value)) [[unlikely]]
    return detail::no_varint();
  return {value, p + 10};
}

/// Reads the fifth byte of a varint of 32 bits at p; `four` is the value of the first four without
/// their continuation bits.
template <rules Rules>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline fast_varint read_fifth(const std::byte* p,
                                                                    std::uint32_t four) noexcept {
  // Canonical, the fifth byte has the upper four of 32 bits; otherwise what is above drops out.
  constexpr std::uint32_t least = Rules == rules::canonical ? 1 : 0;
  constexpr std::uint32_t beyond = Rules == rules::canonical ? 0x10 : 0x80;
  const std::uint32_t fifth = detail::byte_at(p + 4);
  if (fifth - least < beyond - least) [[likely]]
    // mutant: in order: the fifth byte of a number of 32 bits is lost
    return {std::uint32_t{four + (fifth << 28) - 0x10000000}, p + 5};
  return detail::no_varint();
}

/// Reads the third byte of a varint and those behind it; `two` is the value of the first two
/// without their continuation bits. At least five bytes are there, or the input ends low.
template <rules Rules, bool EndsLow, class Field>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline fast_varint read_long_varint(
    fast_input in, const std::byte* p, std::uint32_t two) noexcept {
  constexpr bool is_wide = sizeof(typename Field::value_type) == 8;
  const std::uint32_t third = detail::byte_at(p + 2);
  const std::uint32_t three = two + (third << 14) - 0x4000;
  if constexpr (is_wide) {
    // Three and four bytes by arithmetic: their mix is what a branch would mispredict.
    const std::uint32_t more = third >> 7;
    const std::uint32_t fourth =
        detail::byte_at(p + 2 + more);  // the third again if it is the last
    if (detail::ends_varint<Rules>(fourth)) [[likely]]
      // mutant: in order: the fourth byte of a varint counts for less
      return {three + ((0 - more) & ((fourth << 21) - 0x200000)), p + 3 + more};
    if (detail::is_padding<Rules>(fourth)) [[unlikely]]
      return detail::no_varint();
  } else {
    if (detail::ends_varint<Rules>(third)) return {three, p + 3};
    if (detail::is_padding<Rules>(third)) [[unlikely]]
      return detail::no_varint();
    const std::uint32_t fourth = detail::byte_at(p + 3);
    const std::uint32_t four = three + (fourth << 21) - 0x200000;
    if (detail::ends_varint<Rules>(fourth)) return {four, p + 4};
    if (detail::is_padding<Rules>(fourth)) [[unlikely]]
      return detail::no_varint();
    if constexpr (kind_of<Field>::max_size() == 5) {
      return detail::read_fifth<Rules>(p, four);
    }
  }
  return detail::read_word_varint<Rules, EndsLow, Field>(in, p);
}

/// The rest of a varint that begins with two bytes, where fewer than five are left.
template <rules Rules>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline fast_varint read_last_varint(
    fast_input in, const std::byte* p, std::uint32_t two) noexcept {
  if (in.end - p < 3) return detail::no_varint();
  const std::uint32_t third = detail::byte_at(p + 2);
  const std::uint32_t three = two + (third << 14) - 0x4000;
  if (detail::ends_varint<Rules>(third)) return {three, p + 3};
  if (detail::is_padding<Rules>(third) || in.end - p < 4) return detail::no_varint();
  const std::uint32_t fourth = detail::byte_at(p + 3);
  if (!detail::ends_varint<Rules>(fourth)) return detail::no_varint();
  return {three + (fourth << 21) - 0x200000, p + 4};
}

/// Reads the varint of a field at p, p < in.end. One byte and two by a branch each: most varints
/// are short, and in a stream their widths repeat.
template <rules Rules, bool EndsLow, class Field>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline fast_varint read_fast_varint(
    fast_input in, const std::byte* p) noexcept {
  // The least value of a single byte: a canonical message omits the zero of a bare scalar.
  constexpr std::uint32_t least = Rules == rules::canonical && !Field::explicit_presence ? 1 : 0;
  const std::uint32_t first = detail::byte_at(p);
  if constexpr (kind_of<Field>::max_size() == 1) {
    constexpr std::uint32_t beyond = Rules == rules::canonical ? 2 : 0x80;
    if (first - least < beyond - least) [[likely]]
      return {first, p + 1};
    return detail::no_varint();
  } else {
    if (first - least < 0x80 - least) [[likely]]
      return {first, p + 1};
    if (least == 1 && first == 0) [[unlikely]]
      return detail::no_varint();
    if (!EndsLow && in.end - p < 2) [[unlikely]]
      return detail::no_varint();
    const std::uint32_t second = detail::byte_at(p + 1);
    const std::uint32_t two = (second << 7) + first - 0x80;
    if (detail::ends_varint<Rules>(second)) [[likely]]
      return {two, p + 2};
    if (detail::is_padding<Rules>(second)) [[unlikely]]
      return detail::no_varint();
    if (!EndsLow && in.end - p < 5) [[unlikely]]
      return detail::read_last_varint<Rules>(in, p, two);
    return detail::read_long_varint<Rules, EndsLow, Field>(in, p, two);
  }
}

/// The same with one branch for a single byte, and a word for all that is longer: less code, and
/// faster where widths are at random.
template <rules Rules, class Field>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline fast_varint read_varint_by_word(
    fast_input in, const std::byte* p) noexcept {
  constexpr std::uint32_t least = Rules == rules::canonical && !Field::explicit_presence ? 1 : 0;
  const std::uint32_t first = detail::byte_at(p);
  if (first - least < 0x80 - least && detail::fits_field<Rules, Field>(first)) [[likely]]
    return {first, p + 1};
  if (first < 0x80) [[unlikely]]
    return detail::no_varint();
  return detail::read_word_varint<Rules, false, Field>(in, p);
}

/// True if the `size` bytes at p are ASCII. They lie within `in`, and so does p unless size is 0.
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline bool is_ascii(fast_input in, const std::byte* p,
                                                           std::size_t size) noexcept {
  if constexpr (has_byte_masks) {
    if (size <= 16 && in.has(16)) [[likely]] {
      const std::byte* const last = in.end - 16;
      const std::byte* const from = p < last ? p : last;
      const std::uint32_t mask = detail::high_bit_mask(from) >> static_cast<unsigned>(p - from);
      // mutant: in order: the last byte of a tiny text is not looked at
      return (mask & ((std::uint32_t{1} << size) - 1)) == 0;
    }
  }
  if (size < 8) {
    if (in.has(8)) [[likely]] {
      if (size == 0) return true;
      const std::uint64_t within = (std::uint64_t{1} << (8 * size)) - 1;
      return (detail::load_within(in, p) & high_bits & within) == 0;
    }
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < size; ++i)
      bits |= detail::byte_at(p + i);
    return bits < 0x80;
  }
  if (size <= 64) return detail::is_small_ascii(p, size);
  std::uint64_t bits = detail::join_words<2>(p + size - 16);
  for (const std::byte* const last = p + size - 16; p < last; p += 16)
    bits |= detail::join_words<2>(p);
  return (bits & high_bits) == 0;
}

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
