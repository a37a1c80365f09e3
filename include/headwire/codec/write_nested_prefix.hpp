// SPDX-License-Identifier: Apache-2.0
//
// The fast path of encoding nested headers: those of codec/nested_prefix.hpp, with every header and
// every number present.
//
// Short varints are written forward, as their widths are mostly predicted. Those of long ones are
// not, so no branch depends on them: the message is written from its end to its
// front, each number with stores of a fixed size. What those write in front of the number belongs
// to the message, too, and is written next.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "headwire/codec/nested_prefix_shape.hpp"
#include "headwire/codec/size.hpp"
#include "headwire/schema/message.hpp"
#include "headwire/wire/always_inline.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/varint.hpp"
#include "headwire/wire/writer.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// Numbers in the nested prefix of T.
template <message T>
inline constexpr std::size_t nested_prefix_numbers = [] {
  std::size_t count = 0;
  for (const trailing each : nested_prefix_shape_of<T>.trailing_fields)
    count += each == trailing::varint ? 1 : 0;
  return count;
}();

/// The longest varint that an encoder takes, in bytes.
enum class varint_bytes : std::uint8_t { up_to_four, up_to_ten };

/// True if T can be written as a nested prefix with varints of this size. Long ones need as many bytes in
/// front of the end of the first as any of them stores, and no other fields beside them.
template <message T, varint_bytes Width>
inline constexpr bool writes_nested_prefix = [] {
  constexpr nested_prefix_shape shape = nested_prefix_shape_of<T>;
  bool others = false;
  for (const trailing each : shape.trailing_fields)
    others = others || each == trailing::fields;
  const std::size_t least = 2 * shape.length + shortest_varint_field;
  // mutant: nested prefix, encoding: preserved unknown fields are not written
  return reads_nested_prefix<T> && !keeps_unknown_inside<T> && nested_prefix_numbers<T> != 0 &&
         may_be_short<T> &&
         (Width == varint_bytes::up_to_four || (!others && least >= max_varint_size));
}();

/// What a scan finds before the message is written.
template <message T>
struct prefix_scan {
  std::uint64_t numbers[nested_prefix_numbers<T>] = {};  ///< those of the top message first
  std::uint64_t others = 0;                              ///< varints of other fields, or-ed
};

/// True if a field beside the numbers can be written without a call.
template <class Field, message T, class Scan>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr bool is_common_case(const T& in,
                                                                           Scan& found) noexcept {
  return !detail::is_written<Field>(in) ||
         kind_of<Field>::is_small(detail::value_of<Field>(in), found.others);
}

template <std::size_t First, message T, class Scan, std::size_t... Index>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr bool are_common_case(
    const T& in, Scan& found, std::index_sequence<Index...>) noexcept {
  return (detail::is_common_case<field_at<T, First + Index>>(in, found) && ...);
}

/// Scans the message at Level and those in it; the Next-th number and those behind it are theirs.
/// False if a header or a number is omitted, or a field is not the common case.
template <std::size_t Level, std::size_t Length, std::size_t Next, message T, class Scan>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr bool scan_level(const T& in,
                                                                       Scan& found) noexcept {
  constexpr std::size_t first = Level == Length ? 0 : 1;
  constexpr trailing kind = detail::trailing_of<T, first>();
  if constexpr (kind == trailing::varint) {
    using field = field_at<T, first>;
    // mutant: nested prefix, encoding: a zero that is omitted is written
    if (!detail::is_written<field>(in)) return false;
    found.numbers[Next] = kind_of<field>::to_varint(detail::value_of<field>(in));
  } else if constexpr (kind == trailing::fields) {
    constexpr auto others = std::make_index_sequence<field_count<T> - first>{};
    if (!detail::are_common_case<first>(in, found, others)) return false;
  }
  if constexpr (Level != Length) {
    using nested = field_at<T, 0>;
    if (!detail::is_written<nested>(in)) return false;
    return detail::scan_level<Level + 1, Length, Next + (kind == trailing::varint ? 1 : 0)>(
        detail::value_of<nested>(in), found);
  }
  // not run: clang counts nothing behind a constant `if` that returns
  return true;
}

/// Writes a field beside the numbers, if it is there.
template <class Field, message T>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::byte* write_small_field(
    const T& in, std::byte* p) noexcept {
  if (!detail::is_written<Field>(in)) return p;
  p = detail::write_constant<Field::tag()>(p);
  return kind_of<Field>::write_small(detail::value_of<Field>(in), p);
}

template <std::size_t First, message T, std::size_t... Index>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::byte* write_small_fields(
    const T& in, std::byte* p, std::index_sequence<Index...>) noexcept {
  ((p = detail::write_small_field<field_at<T, First + Index>>(in, p)), ...);
  return p;
}

/// Writes at p what follows the headers, and backpatches their lengths; that of the message at Level
/// is at `header`.
template <std::size_t Level, std::size_t Length, std::size_t Next, message T, std::size_t Count>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::byte* write_short_level(
    const T& in, std::byte* header, std::byte* p, const std::uint64_t (&numbers)[Count]) noexcept {
  constexpr std::size_t first = Level == Length ? 0 : 1;
  constexpr trailing kind = detail::trailing_of<T, first>();
  if constexpr (Level != Length) {
    constexpr std::size_t next = Next + (kind == trailing::varint ? 1 : 0);
    p = detail::write_short_level<Level + 1, Length, next>(detail::value_of<field_at<T, 0>>(in),
                                                           header + 2, p, numbers);
    header[1] = static_cast<std::byte>(p - header - 2);
  }
  if constexpr (kind == trailing::varint) {
    p = detail::write_constant<field_at<T, first>::tag()>(p);
    p = detail::write_short_varint(p, numbers[Next]);
  } else if constexpr (kind == trailing::fields) {
    p = detail::write_small_fields<first>(in, p,
                                          std::make_index_sequence<field_count<T> - first>{});
  }
  return p;
}

/// Writes a nested prefix with short varints, forward: their widths are mostly predicted.
template <message T>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::byte* write_short_prefix(
    const T& in, std::byte* p, std::size_t room,
    const std::uint64_t (&numbers)[nested_prefix_numbers<T>]) noexcept {
  constexpr std::size_t length = detail::nested_prefix_depth<T>();
  constexpr std::uint64_t tags = nested_prefix_shape_of<T>.shortest() & 0x00ff00ff00ff00ff;
  if (!detail::is_short(in, room)) [[unlikely]]
    return nullptr;
  return detail::write_short_level<0, length, 0>(in, p, detail::write_fixed<2 * length>(p, tags),
                                                 numbers);
}

/// Expands the last eight of ten 7-bit groups, those of `low` and, above it, `high`.
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::uint64_t expand_last_eight(
    std::uint64_t low, std::uint64_t high) noexcept {
  if constexpr (has_bit_moves) {
    // not run: with BMI2 only
    return expand_groups(low >> 14 | high << 50);
  } else {
    // Of the same, clang makes a shift of two registers here, which takes long.
    return expand_halves((low >> 14 & 0x0fffffff) | (low >> 10 & 0x003fffff00000000) | high << 54);
  }
}

/// Writes a varint of `size` bytes in front of `end`, and anything in the ten bytes before.
[[HEADWIRE_ALWAYS_INLINE]] inline constexpr void write_varint_before(std::byte* end,
                                                                     std::uint64_t value,
                                                                     std::size_t size) noexcept {
  // Shifted, so that it has ten groups: two and eight.
  const std::size_t shift = 7 * (max_varint_size - size);
  const std::uint64_t low = value << shift;
  const std::uint64_t high = value >> 1 >> (63 - shift);
  const std::uint64_t first = low & 0x3fff;
  // mutant: nested prefix, encoding: the second of ten bytes is lost
  static_cast<void>(write_fixed<2>(end - 10, (first + (first & 0x3f80)) | 0x8080));
  // mutant: nested prefix, encoding: the ninth byte has no continuation bit
  static_cast<void>(write_fixed<8>(end - 8, expand_last_eight(low, high) | high_bits >> 8));
}

/// Writes the message at Level, whose content is [begin, end). Returns its headers.
template <std::size_t Level, std::size_t Length, std::size_t Next, message T, std::size_t Count>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::uint64_t write_long_level(
    std::byte* begin, std::byte* end, const std::uint64_t (&numbers)[Count],
    const std::size_t (&sizes)[Count]) noexcept {
  constexpr std::size_t first = Level == Length ? 0 : 1;
  constexpr bool has_number = detail::trailing_of<T, first>() == trailing::varint;
  if constexpr (has_number) {
    detail::write_varint_before(end, numbers[Next], sizes[Next]);
    end -= sizes[Next] + 1;
    *end = static_cast<std::byte>(field_at<T, first>::tag());
  }
  if constexpr (Level == Length) {
    return 0;
  } else {
    using nested = field_at<T, 0>;
    constexpr std::size_t next = Next + (has_number ? 1 : 0);
    const std::uint64_t inner =
        detail::write_long_level<Level + 1, Length, next, typename nested::value_type>(
            begin + 2, end, numbers, sizes);
    const auto length = static_cast<std::uint64_t>(end - begin - 2);
    return inner << 16 | length << 8 | nested::tag();
  }
}

/// Writes these numbers; nullptr if there is no room.
template <message T, std::size_t... Index>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::byte* write_numbers(
    std::byte* p, std::size_t room, const std::uint64_t (&numbers)[nested_prefix_numbers<T>],
    std::index_sequence<Index...>) noexcept {
  constexpr std::size_t length = detail::nested_prefix_depth<T>();
  const std::size_t sizes[] = {detail::varint_size(numbers[Index])...};
  const std::size_t total = ((2 * length) + ... + (sizes[Index] + 1));
  // mutant: nested prefix, encoding: no number is too many for the buffer
  if (total > room) [[unlikely]]
    return nullptr;
  const std::uint64_t headers =
      detail::write_long_level<0, length, 0, T>(p, p + total, numbers, sizes);
  static_cast<void>(detail::write_fixed<2 * length>(p, headers));
  return p + total;
}

/// True if no varint is longer than four bytes.
template <class Scan, std::size_t... Index>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr bool are_short(
    const Scan& found, std::index_sequence<Index...>) noexcept {
  // mutant: nested prefix, encoding: varints of five bytes are written as short
  return (found.others | ... | found.numbers[Index]) >> 28 == 0;
}

/// write_nested_prefix for varints of any size. Scans again: a scan that is passed on would have to
/// be kept in memory, for short varints, too.
template <message T>
[[nodiscard]] [[gnu::noinline]] constexpr std::byte* write_long_prefix(const T& in, std::byte* p,
                                                                       std::size_t room) noexcept {
  prefix_scan<T> found;
  // not run: its caller has looked
  if (!detail::scan_level<0, detail::nested_prefix_depth<T>(), 0>(in, found)) return nullptr;
  return detail::write_numbers<T>(p, room, found.numbers,
                                  std::make_index_sequence<nested_prefix_numbers<T>>{});
}

/// Writes the message if it is a nested prefix with every header present and there is room. Returns
/// its end, or nullptr.
template <message T>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::byte* write_nested_prefix(
    const T& in, std::byte* p, std::size_t room) noexcept {
  prefix_scan<T> found;
  // not run: its caller has looked
  if (!detail::scan_level<0, detail::nested_prefix_depth<T>(), 0>(in, found)) return nullptr;
  if (detail::are_short(found, std::make_index_sequence<nested_prefix_numbers<T>>{}))
    return detail::write_short_prefix(in, p, room, found.numbers);
  if constexpr (writes_nested_prefix<T, varint_bytes::up_to_ten>)
    return detail::write_long_prefix(in, p, room);
  return nullptr;
}

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
