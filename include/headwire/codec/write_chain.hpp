// SPDX-License-Identifier: Apache-2.0
//
// The most frequent case of encoding nested headers: the chain of codec/read_chain.hpp, with every
// link and every number there.
//
// Narrow numbers are written forward, as their widths are mostly predicted. Wide ones have widths
// that nobody can guess, so no branch depends on them: the message is written from its end to its
// front, each number with stores of a fixed size. What those write in front of the number belongs
// to the message, too, and is written next.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "headwire/codec/chain_shape.hpp"
#include "headwire/codec/size.hpp"
#include "headwire/schema/message.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/sink.hpp"
#include "headwire/wire/varint.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// Numbers in the chain that begins with T.
template <message T>
inline constexpr std::size_t chain_numbers = [] {
  std::size_t count = 0;
  for (const rest each : chain_shape_of<T>.rests)
    count += each == rest::varint ? 1 : 0;
  return count;
}();

/// The widest number that a chain encoder takes, in bytes of its varint.
enum class digits : std::uint8_t { up_to_four, up_to_ten };

/// True if T can be written as a chain with numbers of this width. Wide ones need as many bytes in
/// front of the end of the first as any of them stores, and no other fields beside them.
template <message T, digits Width>
inline constexpr bool writes_as_chain = [] {
  constexpr chain_shape shape = chain_shape_of<T>;
  bool others = false;
  for (const rest each : shape.rests)
    others = others || each == rest::fields;
  const std::size_t least = 2 * shape.length + shortest_varint_field;
  return reads_as_chain<T> && !keeps_unknown_inside<T> && chain_numbers<T> != 0 &&
         may_be_short<T> && (Width == digits::up_to_four || (!others && least >= max_varint_size));
}();

/// What is known of a chain before it is written.
template <message T>
struct survey {
  std::uint64_t numbers[chain_numbers<T>] = {};  ///< those of the top message first
  std::uint64_t others = 0;                      ///< varints of other fields, joined
};

/// True if a field beside the numbers can be written in line.
template <class Field, message T, class Survey>
[[nodiscard, gnu::always_inline]] inline constexpr bool is_usual(const T& in,
                                                                 Survey& found) noexcept {
  return !detail::is_written<Field>(in) ||
         kind_of<Field>::is_small(detail::value_of<Field>(in), found.others);
}

template <std::size_t First, message T, class Survey, std::size_t... Index>
[[nodiscard, gnu::always_inline]] inline constexpr bool are_usual(
    const T& in, Survey& found, std::index_sequence<Index...>) noexcept {
  return (detail::is_usual<field_at<T, First + Index>>(in, found) && ...);
}

/// Looks at the message at Level and those in it; the Next-th number and those behind it are
/// theirs. False if a link or a number is not to be written, or a field is not usual.
template <std::size_t Level, std::size_t Length, std::size_t Next, message T, class Survey>
[[nodiscard, gnu::always_inline]] inline constexpr bool look_at(const T& in,
                                                                Survey& found) noexcept {
  constexpr std::size_t first = Level == Length ? 0 : 1;
  constexpr rest kind = detail::rest_of<T, first>();
  if constexpr (kind == rest::varint) {
    using field = field_at<T, first>;
    if (!detail::is_written<field>(in)) return false;
    found.numbers[Next] = kind_of<field>::to_varint(detail::value_of<field>(in));
  } else if constexpr (kind == rest::fields) {
    constexpr auto others = std::make_index_sequence<field_count<T> - first>{};
    if (!detail::are_usual<first>(in, found, others)) return false;
  }
  if constexpr (Level != Length) {
    using link = field_at<T, 0>;
    if (!detail::is_written<link>(in)) return false;
    return detail::look_at<Level + 1, Length, Next + (kind == rest::varint ? 1 : 0)>(
        detail::value_of<link>(in), found);
  }
  return true;
}

/// Writes a field beside the numbers, if it is there.
template <class Field, message T>
[[nodiscard, gnu::always_inline]] inline constexpr std::byte* write_usual(const T& in,
                                                                          std::byte* p) noexcept {
  if (!detail::is_written<Field>(in)) return p;
  p = detail::write_constant<Field::tag()>(p);
  return kind_of<Field>::write_small(detail::value_of<Field>(in), p);
}

template <std::size_t First, message T, std::size_t... Index>
[[nodiscard, gnu::always_inline]] inline constexpr std::byte* write_all_usual(
    const T& in, std::byte* p, std::index_sequence<Index...>) noexcept {
  ((p = detail::write_usual<field_at<T, First + Index>>(in, p)), ...);
  return p;
}

/// Writes what follows the links, whose place for the message at Level is at `link`, at p. Fills in
/// the lengths of the links.
template <std::size_t Level, std::size_t Length, std::size_t Next, message T, std::size_t Count>
[[nodiscard, gnu::always_inline]] inline constexpr std::byte* write_narrow_level(
    const T& in, std::byte* link, std::byte* p, const std::uint64_t (&numbers)[Count]) noexcept {
  constexpr std::size_t first = Level == Length ? 0 : 1;
  constexpr rest kind = detail::rest_of<T, first>();
  if constexpr (Level != Length) {
    constexpr std::size_t next = Next + (kind == rest::varint ? 1 : 0);
    p = detail::write_narrow_level<Level + 1, Length, next>(detail::value_of<field_at<T, 0>>(in),
                                                            link + 2, p, numbers);
    link[1] = static_cast<std::byte>(p - link - 2);
  }
  if constexpr (kind == rest::varint) {
    p = detail::write_constant<field_at<T, first>::tag()>(p);
    p = detail::write_narrow(p, numbers[Next]);
  } else if constexpr (kind == rest::fields) {
    p = detail::write_all_usual<first>(in, p, std::make_index_sequence<field_count<T> - first>{});
  }
  return p;
}

/// Writes a chain of narrow numbers, forward: their widths are mostly predicted.
template <message T>
[[nodiscard, gnu::always_inline]] inline constexpr std::byte* write_narrow_chain(
    const T& in, std::byte* p, std::size_t room,
    const std::uint64_t (&numbers)[chain_numbers<T>]) noexcept {
  constexpr std::size_t length = detail::chain_length<T>();
  constexpr std::uint64_t tags = chain_shape_of<T>.shortest() & 0x00ff00ff00ff00ff;
  if (!detail::is_short(in, room)) [[unlikely]]
    return nullptr;
  return detail::write_narrow_level<0, length, 0>(in, p, detail::write_fixed<2 * length>(p, tags),
                                                  numbers);
}

/// Spreads the last eight of ten digits, those of `low` and, above it, `high`.
[[nodiscard, gnu::always_inline]] inline constexpr std::uint64_t spread_last_eight(
    std::uint64_t low, std::uint64_t high) noexcept {
  if constexpr (has_bit_moves) {
    return spread_digits(low >> 14 | high << 50);
  } else {
    // Of the same, clang makes a shift of two registers here, which takes long.
    return spread_halves((low >> 14 & 0x0fffffff) | (low >> 10 & 0x003fffff00000000) | high << 54);
  }
}

/// Writes a varint of `size` bytes in front of `end`, and anything in the ten bytes before.
[[gnu::always_inline]] inline constexpr void write_wide(std::byte* end, std::uint64_t value,
                                                        std::size_t size) noexcept {
  // Shifted, so that it has ten digits: two and eight.
  const std::size_t shift = 7 * (max_varint_size - size);
  const std::uint64_t low = value << shift;
  const std::uint64_t high = value >> 1 >> (63 - shift);
  const std::uint64_t first = low & 0x3fff;
  static_cast<void>(write_fixed<2>(end - 10, (first + (first & 0x3f80)) | 0x8080));
  static_cast<void>(write_fixed<8>(end - 8, spread_last_eight(low, high) | high_bits >> 8));
}

/// Writes the message at Level, the content of which begins at `begin`, and ends at `end`. Returns
/// its links.
template <std::size_t Level, std::size_t Length, std::size_t Next, message T, std::size_t Count>
[[nodiscard, gnu::always_inline]] inline constexpr std::uint64_t write_wide_level(
    std::byte* begin, std::byte* end, const std::uint64_t (&numbers)[Count],
    const std::size_t (&sizes)[Count]) noexcept {
  constexpr std::size_t first = Level == Length ? 0 : 1;
  constexpr bool has_number = detail::rest_of<T, first>() == rest::varint;
  if constexpr (has_number) {
    detail::write_wide(end, numbers[Next], sizes[Next]);
    end -= sizes[Next] + 1;
    *end = static_cast<std::byte>(field_at<T, first>::tag());
  }
  if constexpr (Level == Length) {
    return 0;
  } else {
    using link = field_at<T, 0>;
    constexpr std::size_t next = Next + (has_number ? 1 : 0);
    const std::uint64_t inner =
        detail::write_wide_level<Level + 1, Length, next, typename link::value_type>(
            begin + 2, end, numbers, sizes);
    const auto length = static_cast<std::uint64_t>(end - begin - 2);
    return inner << 16 | length << 8 | link::tag();
  }
}

/// Writes these numbers; nullptr if there is no room.
template <message T, std::size_t... Index>
[[nodiscard, gnu::always_inline]] inline constexpr std::byte* write_numbers(
    std::byte* p, std::size_t room, const std::uint64_t (&numbers)[chain_numbers<T>],
    std::index_sequence<Index...>) noexcept {
  constexpr std::size_t length = detail::chain_length<T>();
  const std::size_t sizes[] = {detail::varint_size(numbers[Index])...};
  const std::size_t total = ((2 * length) + ... + (sizes[Index] + 1));
  if (total > room) [[unlikely]]
    return nullptr;
  const std::uint64_t links =
      detail::write_wide_level<0, length, 0, T>(p, p + total, numbers, sizes);
  static_cast<void>(detail::write_fixed<2 * length>(p, links));
  return p + total;
}

/// True if no number is wider than four digits.
template <class Survey, std::size_t... Index>
[[nodiscard, gnu::always_inline]] inline constexpr bool are_narrow(
    const Survey& found, std::index_sequence<Index...>) noexcept {
  return (found.others | ... | found.numbers[Index]) >> 28 == 0;
}

/// write_chain for numbers of any width. Looks again: what is passed would have to lie in memory,
/// on the narrow way, too.
template <message T>
[[nodiscard]] [[gnu::noinline]] constexpr std::byte* write_wide_chain(const T& in, std::byte* p,
                                                                      std::size_t room) noexcept {
  survey<T> found;
  if (!detail::look_at<0, detail::chain_length<T>(), 0>(in, found)) return nullptr;
  return detail::write_numbers<T>(p, room, found.numbers,
                                  std::make_index_sequence<chain_numbers<T>>{});
}

/// Writes the message if it is a whole chain; returns its end, or nullptr if it is none, or has no
/// room.
template <message T>
[[nodiscard, gnu::always_inline]] inline constexpr std::byte* write_chain(
    const T& in, std::byte* p, std::size_t room) noexcept {
  survey<T> found;
  if (!detail::look_at<0, detail::chain_length<T>(), 0>(in, found)) return nullptr;
  if (detail::are_narrow(found, std::make_index_sequence<chain_numbers<T>>{}))
    return detail::write_narrow_chain(in, p, room, found.numbers);
  if constexpr (writes_as_chain<T, digits::up_to_ten>) return detail::write_wide_chain(in, p, room);
  return nullptr;
}

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
