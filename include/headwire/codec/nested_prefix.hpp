// SPDX-License-Identifier: Apache-2.0
//
// The nested-prefix fast path of decoding: messages in messages, each the first field of the one
// around it, with one-byte lengths, and mostly a short varint behind each of them:
//
//   0a 0f | 0a 0b | 0a 08 | 0a 02 | 08 05 | 10 b7 60 | 10 2a | 10 e4 0c
//
// The lengths lie next to each other at the front, so one load sees all of them. Their differences
// are the sizes of the fields that follow each sub-message, so the width of every varint is known
// before it is read: no search for its end, and none waits for the one before it. What does not
// look like this is read by the in-order fast path (codec/in_order.hpp).
#pragma once

#include <cstddef>
#include <cstdint>

#include "headwire/codec/in_order.hpp"
#include "headwire/codec/nested_prefix_shape.hpp"
#include "headwire/schema/message.hpp"
#include "headwire/wire/always_inline.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/reader.hpp"
#include "headwire/wire/varint.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// For each nested header, by how much its lane exceeds the one above it. No two sequences of headers
/// have the same differences, unless the first lane of one is zero: the number W minus W / 2^16
/// grows with W, by one each time but where the low 16 bits of W become zero.
template <std::size_t Length>
[[nodiscard]] constexpr std::uint64_t header_differences(std::uint64_t headers) noexcept {
  if constexpr (Length < max_nested_prefix) headers &= (std::uint64_t{1} << (16 * Length)) - 1;
  return headers - (headers >> 16);
}

/// A nested prefix that is being read.
struct nested_prefix {
  const std::byte* begin = nullptr;
  const std::byte* end = nullptr;
  std::uint64_t headers = 0;  ///< the first eight bytes
  std::uint64_t excess = 0;   ///< in the high byte of each lane, what `spare` allows
  std::uint64_t shifts = 0;   ///< in each lane, what aligns a varint field
  std::uint64_t fault = 0;    ///< if any of `fault_bits` is set, fall back

  /// The continuation bits and the tag of varint fields, which must have become zero.
  // mutant: nested prefix: the tag of a varint is not looked at
  // mutant: nested prefix: the end of the second byte is not looked at
  static constexpr std::uint64_t fault_bits = 0x80808080808080ff;

  /// The end of the message at a level.
  template <std::size_t Level>
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] constexpr const std::byte* end_of() const noexcept {
    if constexpr (Level == 0) {
      return end;
    } else {
      return begin + (headers >> (16 * Level - 8) & 0xff) + 2 * Level;
    }
  }

  /// What aligns the varint field that ends the message at a level.
  template <std::size_t Level>
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] constexpr std::uint64_t shift_at() const noexcept {
    if constexpr (Level == 0) {
      return 0x30 - 8 * excess_at<0>();
    } else {
      return shifts >> (16 * (Level - 1));
    }
  }

  /// How much larger than the shortest the trailing fields of the message at a level are.
  template <std::size_t Level>
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] constexpr std::size_t excess_at() const noexcept {
    if constexpr (Level == 0) {
      return detail::distance(end_of<1>(), end) - shortest_varint_field;
    } else {
      return detail::to_size(excess >> (16 * Level - 8) & 0xff);
    }
  }
};

/// All lanes at once: by how many bits eight bytes that end with a varint field are shifted.
template <message T>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::uint64_t field_shifts(
    std::uint64_t excess) noexcept {
  constexpr std::uint64_t all = 0x0030003000300030;  // eight bytes less a tag and a value byte
  constexpr std::uint64_t lanes = nested_prefix_shape_of<T>.varint_lanes();
  // mutant: nested prefix: a varint is shifted by half its width
  return all - ((excess & lanes) >> 5);
}

/// compact_clean_groups for the four bytes behind the first.
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::uint64_t compact_four(
    std::uint64_t field) noexcept {
  if constexpr (has_bit_moves) {
    // not run: with BMI2 only
    if (!std::is_constant_evaluated()) return extract_bits(field, 0x7f7f7f7f00);
  }
  auto packed = static_cast<std::uint32_t>(field >> 8);
  packed += packed & 0x007f007f;
  packed += 3 * (packed & 0x0000ffff);
  return packed >> 3;
}

/// The continuation bits of all bytes of a varint except its last.
inline constexpr std::uint64_t continued_before_last = high_bits >> 8;

/// The varint that ends at `end`, behind its tag. Whatever is wrong with it sets a bit in `fault`.
template <std::uint32_t Tag>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::uint64_t read_known_varint(
    const std::byte* end, std::uint64_t shift, std::uint64_t& fault) noexcept {
  const std::uint64_t field = (load_64(end - 8) ^ continued_before_last) >> (shift & 63);
  // As the continuation bit of the tag: it comes before the last byte, too.
  const std::uint64_t checked = field ^ (Tag | 0x80);
  fault |= checked;
  return compact_four(checked);
}

/// Reads the varint field that ends with the message at Level.
template <rules Rules, std::size_t Level, class Field, class Handler>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr bool read_last_varint(
    nested_prefix& c, Handler& out) noexcept {
  const std::byte* const end = c.end_of<Level>();
  const std::size_t count = c.excess_at<Level>() + shortest_varint_field - 1;
  const std::uint64_t wire =
      detail::read_known_varint<Field::tag()>(end, c.shift_at<Level>(), c.fault);
  const auto value = kind_of<Field>::from_varint(wire);
  if constexpr (Rules == rules::canonical) {
    // A last byte of zero is padding, or the whole of a value that is omitted.
    // mutant: canonical, nested prefix: padded varints and zeros
    const bool zero = end[-1] == std::byte{0} && (!Field::explicit_presence || count != 1);
    if (zero || kind_of<Field>::to_varint(value) != wire) [[unlikely]]
      return false;
  }
  out.template set<Field>(value, end - count, end);
  return true;
}

/// Reads the trailing fields at Level, which begin with the First-th of their message.
template <in_order Mode, std::size_t Level, std::size_t First, class Handler>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr bool read_trailing(nested_prefix& c,
                                                                          Handler& out) noexcept {
  using T = typename Handler::message_type;
  constexpr trailing kind = detail::trailing_of<T, First>();
  if constexpr (kind == trailing::varint) {
    return detail::read_last_varint<Mode.accepted, Level, field_at<T, First>>(c, out);
  } else if constexpr (kind == trailing::fields) {
    const std::byte* const begin = First == 0 ? c.begin + 2 * Level : c.end_of<Level + First>();
    const std::byte* const end = c.end_of<Level>();
    if (begin == end) return true;
    return detail::distance(begin, end) >= 2 &&
           detail::read_fields_in_order<Mode, First>({c.begin, c.end}, begin, end - 1, out) == end;
  } else {
    return true;
  }
}

/// Reads the message at Level of a nested prefix of Length headers.
template <in_order Mode, std::size_t Level, std::size_t Length, class Handler>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr bool read_level(nested_prefix& c,
                                                                       Handler& out) noexcept {
  if constexpr (Level == Length) {
    return detail::read_trailing<Mode, Level, 0>(c, out);
  } else {
    using nested = field_at<typename Handler::message_type, 0>;
    auto inner = out.template enter<nested>();
    return detail::read_level<Mode, Level + 1, Length>(c, inner) &&
           detail::read_trailing<Mode, Level, 1>(c, out);
  }
}

/// True if the trailing fields of the top message can be of this size.
template <message T>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr bool top_fits(
    const nested_prefix& c) noexcept {
  constexpr trailing top = nested_prefix_shape_of<T>.trailing_fields[0];
  if constexpr (top == trailing::varint) {
    // mutant: nested prefix: any size of the last varint is taken
    return c.excess_at<0>() <= more_bytes;
  } else if constexpr (top == trailing::fields) {
    // mutant: nested prefix: the first link may lead over the end
    return c.end_of<1>() <= c.end;
  } else {
    // mutant: nested prefix: what follows the only link is not looked at
    return c.end_of<1>() == c.end;
  }
}

/// True if a message of this size may be read here: eight bytes can be loaded, and it is below 2
/// GiB.
[[nodiscard]] constexpr bool has_word(std::size_t size) noexcept {
  return size - 8 < size_limit - 8;
}

/// True if the input begins with the headers of a nested prefix and ends with it.
template <message T>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr bool find_headers(
    nested_prefix& c) noexcept {
  if (!has_word(detail::distance(c.begin, c.end))) [[unlikely]]
    return false;
  constexpr nested_prefix_shape shape = nested_prefix_shape_of<T>;
  constexpr std::uint64_t spare = shape.spare();
  constexpr std::uint64_t least = detail::header_differences<shape.length>(shape.shortest());
  c.headers = load_64(c.begin);
  c.excess = detail::header_differences<shape.length>(c.headers) - least;
  // mutant: nested prefix: only the outer headers are compared
  if ((c.excess & ~spare) != 0) return false;
  c.shifts = detail::field_shifts<T>(c.excess);
  // The first length is the greatest.
  constexpr std::uint64_t greatest = (shape.shortest() >> 8 & 0xff) + [] {
    std::uint64_t sum = 0;
    for (std::uint64_t rest = spare; rest != 0; rest >>= 16)
      sum += rest >> 8 & 0xff;
    return sum;
  }();
  static_assert(greatest < 0x100);
  if constexpr (greatest >= 0x80) {
    // mutant: nested prefix: a first length of 128 and more is taken
    if ((c.headers & 0x8000) != 0) [[unlikely]]
      return false;
  }
  return detail::top_fits<T>(c);
}

/// Reads the message [p, end) if it is a nested prefix. If not, `out` may have seen a part of it.
template <rules Rules, class Handler>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline bool try_nested_prefix(const std::byte* p,
                                                                    const std::byte* end,
                                                                    Handler& out) noexcept {
  using T = typename Handler::message_type;
  constexpr in_order mode{Rules, detail::ends_low<T>(), false};
  nested_prefix c{p, end};
  if (!detail::find_headers<T>(c)) return false;
  if (mode.ends_low && nested_prefix_shape_of<T>.has_other_fields() &&
      detail::byte_at(end - 1) >= 0x80) [[unlikely]]
    return false;
  // mutant: nested prefix: what was in the message before is not forgotten
  out.restart();
  return detail::read_level<mode, 0, detail::nested_prefix_depth<T>()>(c, out) &&
         (c.fault & nested_prefix::fault_bits) == 0;
}

/// Reads the message [p, end) on the fast path that its declaration is made for, if it has one. If
/// not, `out` may have seen a part of it.
template <rules Rules, class Handler>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline bool try_fast([[maybe_unused]] const std::byte* p,
                                                           [[maybe_unused]] const std::byte* end,
                                                           [[maybe_unused]] Handler& out) noexcept {
  using T = typename Handler::message_type;
  if constexpr (reads_nested_prefix<T>) {
    return detail::try_nested_prefix<Rules>(p, end, out);
  } else if constexpr (reads_in_order<T>) {
    return detail::try_in_order<Rules>(p, end, out);
  } else {
    return false;
  }
}

/// True if a message that is no nested prefix is tried in order, too.
template <message T>
inline constexpr bool has_second_fast_path = reads_nested_prefix<T> && reads_in_order<T>;

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
