// SPDX-License-Identifier: Apache-2.0
//
// The most frequent case of decoding nested headers: a chain of messages, each the first field of
// the one around it, with one-byte lengths, and at most a short varint behind each of them:
//
//   0a 0f | 0a 0b | 0a 08 | 0a 02 | 08 05 | 10 b7 60 | 10 2a | 10 e4 0c
//
// The lengths lie next to each other at the front, so one load sees all of them. Their differences
// are the sizes of what follows each sub-message, so the width of every varint is known before it
// is read: no search for its end, and none waits for the one before it. What does not look like
// this is declined and read by codec/read_in_line.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "headwire/codec/chain_shape.hpp"
#include "headwire/codec/read_in_line.hpp"
#include "headwire/schema/message.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/cursor.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/varint.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// For each link, by how much its lane is larger than the one above it. No two sequences of links
/// have the same differences, unless the first lane of one is zero: the number W minus W / 2^16
/// grows with W, by one each time but where the low 16 bits of W become zero.
template <std::size_t Length>
[[nodiscard]] constexpr std::uint64_t link_differences(std::uint64_t links) noexcept {
  if constexpr (Length < longest_chain) links &= (std::uint64_t{1} << (16 * Length)) - 1;
  return links - (links >> 16);
}

/// A chain that is being read.
struct chain {
  const std::byte* begin = nullptr;
  const std::byte* end = nullptr;
  std::uint64_t links = 0;   ///< the first eight bytes
  std::uint64_t excess = 0;  ///< in the high byte of each lane, what `spare` allows
  std::uint64_t shifts = 0;  ///< in each lane, what aligns a varint field of up to four digits
  std::uint64_t fault = 0;   ///< bits of `fault_bits` that are set in it decline the message

  /// The high bits and the tag of varint fields, which must have become zero.
  static constexpr std::uint64_t fault_bits = 0x80808080808080ff;

  /// The end of the message at a level of the chain.
  template <std::size_t Level>
  [[nodiscard, gnu::always_inline]] constexpr const std::byte* end_of() const noexcept {
    if constexpr (Level == 0) {
      return end;
    } else {
      return begin + (links >> (16 * Level - 8) & 0xff) + 2 * Level;
    }
  }

  /// What aligns the varint field of up to four digits that ends the message at a level.
  template <std::size_t Level>
  [[nodiscard, gnu::always_inline]] constexpr std::uint64_t shift_at() const noexcept {
    if constexpr (Level == 0) {
      return 0x30 - 8 * excess_at<0, digits::up_to_four>();
    } else {
      return shifts >> (16 * (Level - 1));
    }
  }

  /// How much larger than the shortest of this width the rest of the message at a level is.
  template <std::size_t Level, digits Width>
  [[nodiscard, gnu::always_inline]] constexpr std::size_t excess_at() const noexcept {
    if constexpr (Level == 0) {
      return detail::distance(end_of<1>(), end) - least_size(Width);
    } else {
      return detail::to_size(excess >> (16 * Level - 8) & 0xff);
    }
  }
};

/// All lanes at once: by how many bits eight bytes that end with a varint field are shifted.
template <message T>
[[nodiscard, gnu::always_inline]] inline constexpr std::uint64_t field_shifts(
    std::uint64_t excess) noexcept {
  constexpr std::uint64_t all = 0x0030003000300030;  // eight bytes less a tag and a digit
  constexpr std::uint64_t lanes = chain_shape_of<T>.varint_lanes();
  return all - ((excess & lanes) >> 5);
}

/// pack_clean_digits for four of them that stand behind a byte.
[[nodiscard, gnu::always_inline]] inline constexpr std::uint64_t pack_four(
    std::uint64_t field) noexcept {
  if constexpr (has_bit_moves) {
    if (!std::is_constant_evaluated()) return extract_bits(field, 0x7f7f7f7f00);
  }
  auto packed = static_cast<std::uint32_t>(field >> 8);
  packed += packed & 0x007f007f;
  packed += 3 * (packed & 0x0000ffff);
  return packed >> 3;
}

/// All digits but the last have their high bit set.
inline constexpr std::uint64_t digits_before_last = high_bits >> 8;

/// Nine or ten digits; a high bit in `fault` if they are none, or more.
[[nodiscard]] [[gnu::noinline]] constexpr std::uint64_t read_wide_digits(
    const std::byte* p, std::size_t count, std::uint64_t& fault) noexcept {
  const std::uint64_t low = load_64(p) ^ high_bits;
  const std::uint64_t ninth = digit(p + 8) ^ (count == 10 ? 0x80 : 0);
  const std::uint64_t tenth = count == 10 ? digit(p + 9) : 0;
  fault |= (low | ninth << 8 | tenth << 8) & high_bits;
  if (count > max_varint_size) fault |= high_bits;
  return pack_clean_digits(low) | ninth << 56 | tenth << 63;
}

/// The varint of `count` digits that ends at `end`, behind its tag. Whatever is wrong with it sets
/// a bit in `fault`.
template <digits Width, std::uint32_t Tag>
[[nodiscard, gnu::always_inline]] inline constexpr std::uint64_t read_known_varint(
    const std::byte* end, std::size_t count, std::uint64_t shift, std::uint64_t& fault) noexcept {
  if constexpr (Width == digits::up_to_four) {
    const std::uint64_t field = (load_64(end - 8) ^ digits_before_last) >> (shift & 63);
    // As the high bit of the tag: it comes before the last byte, too.
    const std::uint64_t checked = field ^ (Tag | 0x80);
    fault |= checked;
    return pack_four(checked);
  } else {
    fault |= digit(end - count - 1) ^ Tag;
    if (count > 8) [[unlikely]]
      return read_wide_digits(end - count, count, fault);
    const std::uint64_t read = (load_64(end - 8) ^ digits_before_last) >> ((64 - 8 * count) & 63);
    fault |= read & high_bits;
    return pack_clean_digits(read);
  }
}

/// Reads the varint field that ends with the message at Level, if it is there.
template <rules Rules, digits Width, std::size_t Level, class Field, class Target>
[[nodiscard, gnu::always_inline]] inline constexpr bool read_last_varint(chain& c,
                                                                         Target& out) noexcept {
  const std::byte* const end = c.end_of<Level>();
  const std::size_t size = c.excess_at<Level, Width>() + least_size(Width);
  const std::size_t count = size - 1;
  if constexpr (Width == digits::up_to_ten) {
    if (size < shortest_varint_field) return size == 0;
  }
  const std::uint64_t wire =
      detail::read_known_varint<Width, Field::tag()>(end, count, c.shift_at<Level>(), c.fault);
  const auto value = detail::from_varint<Field>(wire);
  if constexpr (Rules == rules::canonical) {
    // A last digit of zero is padding, or the whole of a value that is left out.
    const bool zero = end[-1] == std::byte{0} && (!Field::explicit_presence || count != 1);
    const bool wide = Width == digits::up_to_ten && count == 10 && end[-1] != std::byte{1};
    if (zero || wide || detail::to_varint<Field>(value) != wire) [[unlikely]]
      return false;
  }
  out.template set<Field>(value, end - count, end);
  return true;
}

template <rules Rules, digits Width, std::size_t Level, std::size_t First, class Target>
[[nodiscard, gnu::always_inline]] inline constexpr bool read_rest(chain& c, Target& out) noexcept {
  using T = typename Target::message_type;
  constexpr rest kind = detail::rest_of<T, First>();
  if constexpr (kind == rest::varint) {
    return detail::read_last_varint<Rules, Width, Level, field_at<T, First>>(c, out);
  } else if constexpr (kind == rest::fields) {
    const std::byte* const begin = First == 0 ? c.begin + 2 * Level : c.end_of<Level + First>();
    const std::byte* const end = c.end_of<Level>();
    using input = std::conditional_t<Width == digits::up_to_four, short_line, line>;
    return begin == end ||
           detail::read_fields_in_line<Rules, First>(input{c.end - 8}, begin, end, out) == end;
  } else {
    return true;
  }
}

/// Reads the message at Level of a chain that has Length links.
template <rules Rules, digits Width, std::size_t Level, std::size_t Length, class Target>
[[nodiscard, gnu::always_inline]] inline constexpr bool read_level(chain& c, Target& out) noexcept {
  if constexpr (Level == Length) {
    return detail::read_rest<Rules, Width, Level, 0>(c, out);
  } else {
    using link = field_at<typename Target::message_type, 0>;
    auto inner = out.template enter<link>(c.begin + 2 * (Level + 1), c.end_of<Level + 1>());
    return detail::read_level<Rules, Width, Level + 1, Length>(c, inner) &&
           detail::read_rest<Rules, Width, Level, 1>(c, out);
  }
}

/// True if what follows the first link is of the size that the top message's rest may have.
template <message T, digits Width>
[[nodiscard, gnu::always_inline]] inline constexpr bool top_fits(const chain& c) noexcept {
  constexpr rest top = chain_shape_of<T>.rests[0];
  if constexpr (top == rest::varint) {
    return c.excess_at<0, Width>() <= more_bytes(Width);
  } else if constexpr (top == rest::fields) {
    return c.end_of<1>() <= c.end;
  } else {
    return c.end_of<1>() == c.end;
  }
}

/// True if the input begins with the links of a chain that ends with it.
template <message T, digits Width>
[[nodiscard, gnu::always_inline]] inline constexpr bool find_links(chain& c) noexcept {
  if (!has_word(detail::distance(c.begin, c.end))) [[unlikely]]
    return false;
  constexpr chain_shape shape = chain_shape_of<T>;
  constexpr std::uint64_t spare = shape.spare(Width);
  constexpr std::uint64_t least = detail::link_differences<shape.length>(shape.shortest(Width));
  c.links = load_64(c.begin);
  c.excess = detail::link_differences<shape.length>(c.links) - least;
  if ((c.excess & ~spare) != 0) return false;
  c.shifts = detail::field_shifts<T>(c.excess);
  // The first length is the greatest.
  constexpr std::uint64_t greatest = (shape.shortest(Width) >> 8 & 0xff) + [] {
    std::uint64_t sum = 0;
    for (std::uint64_t rest = spare; rest != 0; rest >>= 16)
      sum += rest >> 8 & 0xff;
    return sum;
  }();
  static_assert(greatest < 0x100);
  if constexpr (greatest >= 0x80) {
    if ((c.links & 0x8000) != 0) [[unlikely]]
      return false;
  }
  return detail::top_fits<T, Width>(c);
}

/// Reads the message [p, end) if it is a chain of this width. If not, `out` may have seen a part of
/// it.
template <rules Rules, digits Width, class Target>
[[nodiscard, gnu::always_inline]] inline constexpr bool read_chain(const std::byte* p,
                                                                   const std::byte* end,
                                                                   Target& out) noexcept {
  using T = typename Target::message_type;
  chain c{p, end};
  if (!detail::find_links<T, Width>(c)) return false;
  out.restart();
  return detail::read_level<Rules, Width, 0, detail::chain_length<T>()>(c, out) &&
         (c.fault & chain::fault_bits) == 0;
}

/// Reads the message [p, end) if it is a chain of this width, or flat. If not, `out` may have seen
/// a part of it.
template <rules Rules, digits Width, class Target>
[[nodiscard, gnu::always_inline]] inline constexpr bool read_quickly(
    [[maybe_unused]] const std::byte* p, [[maybe_unused]] const std::byte* end,
    [[maybe_unused]] Target& out) noexcept {
  using T = typename Target::message_type;
  if constexpr (reads_as_chain<T>) {
    return detail::read_chain<Rules, Width>(p, end, out);
  } else if constexpr (reads_flat<T>) {
    out.restart();
    return detail::read_flat<Rules>(p, end, out);
  } else {
    return false;
  }
}

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
