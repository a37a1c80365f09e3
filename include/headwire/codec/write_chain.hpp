// SPDX-License-Identifier: Apache-2.0
//
// The most frequent case of encoding nested headers: the chain of codec/read_chain.hpp, with every
// link and every number there. Widths of ids are hard to predict, so no branch depends on them: the
// message is written from its end to its front, each number with stores of a fixed size. What those
// write in front of the number belongs to the message, too, and is written next.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "headwire/codec/read_chain.hpp"
#include "headwire/codec/size.hpp"
#include "headwire/schema/message.hpp"
#include "headwire/wire/sink.hpp"
#include "headwire/wire/varint.hpp"

namespace headwire::detail {

/// Numbers in the chain that begins with T.
template <message T>
inline constexpr std::size_t chain_numbers = [] {
  std::size_t count = 0;
  for (const rest each : chain_shape_of<T>.rests)
    count += each == rest::varint ? 1 : 0;
  return count;
}();

/// The most bytes that a number of this width stores.
[[nodiscard]] constexpr std::size_t most_digits(digits width) noexcept {
  return width == digits::up_to_four ? 4 : 10;
}

/// True if T can be written as a chain: it has nothing but links and numbers, and in front of the
/// end of the first number lie as many bytes as any number stores.
template <message T, digits Width>
inline constexpr bool writes_as_chain = [] {
  for (const rest each : chain_shape_of<T>.rests)
    if (each == rest::fields) return false;
  constexpr std::size_t least = 2 * chain_shape_of<T>.length + shortest_varint_field;
  return reads_as_chain<T> && chain_numbers<T> != 0 && least >= most_digits(Width);
}();

/// The numbers of a chain, those of the top message first.
template <message T>
using number_list = std::array<std::uint64_t, chain_numbers<T>>;

/// Takes the numbers from Level on, the Next-th and those behind it. False if a link or a number is
/// not to be written.
template <std::size_t Level, std::size_t Length, std::size_t Next, message T, std::size_t Count>
[[nodiscard, gnu::always_inline]] inline constexpr bool take_numbers(
    const T& in, std::array<std::uint64_t, Count>& numbers) noexcept {
  constexpr std::size_t first = Level == Length ? 0 : 1;
  constexpr bool has_number = rest_of<T, first>() == rest::varint;
  if constexpr (has_number) {
    using field = field_at<T, first>;
    if (!is_written<field>(in)) return false;
    numbers[Next] = to_varint<field>(value_of<field>(in));
  }
  if constexpr (Level != Length) {
    using link = field_at<T, 0>;
    if (!is_written<link>(in)) return false;
    constexpr std::size_t next = Next + (has_number ? 1 : 0);
    return take_numbers<Level + 1, Length, next>(value_of<link>(in), numbers);
  }
  return true;
}

/// Writes a varint of up to four digits.
[[nodiscard, gnu::always_inline]] inline constexpr std::byte* write_narrow(
    std::byte* p, std::uint64_t value) noexcept {
  if (value < 1 << 7) return write_fixed<1>(p, value);
  if (value < 1 << 14) return write_fixed<2>(p, (value + (value & 0x3f80)) | 0x80);
  const std::uint64_t all = spread_four(value) | 0x8080;
  if (value < 1 << 21) {
    static_cast<void>(write_fixed<2>(p, all));
    return write_fixed<1>(p + 2, all >> 16);
  }
  return write_fixed<4>(p, all | 0x800000);
}

/// Writes what follows the links, whose place for the message at Level is at `link`, at p. Fills in
/// the lengths of the links.
template <std::size_t Level, std::size_t Length, std::size_t Next, message T, std::size_t Count>
[[nodiscard, gnu::always_inline]] inline constexpr std::byte* write_narrow_level(
    std::byte* link, std::byte* p, const std::array<std::uint64_t, Count>& numbers) noexcept {
  constexpr std::size_t first = Level == Length ? 0 : 1;
  constexpr bool has_number = rest_of<T, first>() == rest::varint;
  if constexpr (Level != Length) {
    constexpr std::size_t next = Next + (has_number ? 1 : 0);
    using inner = typename field_at<T, 0>::value_type;
    p = write_narrow_level<Level + 1, Length, next, inner>(link + 2, p, numbers);
    link[1] = static_cast<std::byte>(p - link - 2);
  }
  if constexpr (has_number) {
    p = write_constant<field_at<T, first>::tag()>(p);
    p = write_narrow(p, numbers[Next]);
  }
  return p;
}

/// Writes a chain of narrow numbers, forward: their widths are mostly predicted.
template <message T>
[[nodiscard, gnu::always_inline]] inline constexpr std::byte* write_narrow_chain(
    std::byte* p, std::size_t room, const number_list<T>& numbers) noexcept {
  constexpr std::size_t length = chain_length<T>();
  if (room < 2 * length + 5 * chain_numbers<T>) [[unlikely]]
    return nullptr;
  std::byte* const begin =
      write_fixed<2 * length>(p, chain_shape_of<T>.shortest() & 0x00ff00ff00ff00ff);
  return write_narrow_level<0, length, 0, T>(p, begin, numbers);
}

/// Writes a varint of `size` bytes in front of `end`, and anything in front of it.
template <digits Width>
[[gnu::always_inline]] inline constexpr void write_number(std::byte* end, std::uint64_t value,
                                                          std::size_t size) noexcept {
  constexpr std::uint64_t continued = high_bits >> 8;  // all digits but the last
  if constexpr (Width == digits::up_to_four) {
    const std::uint64_t last = spread_four(value) << (8 * (4 - size));
    static_cast<void>(write_fixed<4>(end - 4, last | continued >> 32));
  } else {
    // Of ten digits, the last of which is the number's, two and eight.
    const std::size_t shift = 7 * (10 - size);
    const std::uint64_t low = value << shift;
    const std::uint64_t last = low >> 14 | (value >> 1 >> (63 - shift)) << 50;
    const std::uint64_t first = low & 0x3fff;
    static_cast<void>(write_fixed<2>(end - 10, (first + (first & 0x3f80)) | 0x8080));
    static_cast<void>(write_fixed<8>(end - 8, spread_digits(last) | continued));
  }
}

/// Writes the message at Level, the content of which begins at `begin`, and ends at `end`. Returns
/// its links.
template <digits Width, std::size_t Level, std::size_t Length, std::size_t Next, message T,
          std::size_t Count>
[[nodiscard, gnu::always_inline]] inline constexpr std::uint64_t write_level(
    std::byte* begin, std::byte* end, const std::array<std::uint64_t, Count>& numbers,
    const std::array<std::size_t, Count>& sizes) noexcept {
  constexpr std::size_t first = Level == Length ? 0 : 1;
  constexpr bool has_number = rest_of<T, first>() == rest::varint;
  if constexpr (has_number) {
    write_number<Width>(end, numbers[Next], sizes[Next]);
    end -= sizes[Next] + 1;
    *end = static_cast<std::byte>(field_at<T, first>::tag());
  }
  if constexpr (Level == Length) {
    return 0;
  } else {
    using link = field_at<T, 0>;
    constexpr std::size_t next = Next + (has_number ? 1 : 0);
    const std::uint64_t inner =
        write_level<Width, Level + 1, Length, next, typename link::value_type>(begin + 2, end,
                                                                               numbers, sizes);
    const auto length = static_cast<std::uint64_t>(end - begin - 2);
    return inner << 16 | length << 8 | link::tag();
  }
}

/// Writes these numbers; nullptr if there is no room.
template <digits Width, message T, std::size_t... I>
[[nodiscard, gnu::always_inline]] inline constexpr std::byte* write_numbers(
    std::byte* p, std::size_t room, const number_list<T>& numbers,
    std::index_sequence<I...>) noexcept {
  constexpr std::size_t length = chain_length<T>();
  const std::array<std::size_t, sizeof...(I)> sizes{varint_size(numbers[I])...};
  const std::size_t total = ((2 * length) + ... + (sizes[I] + 1));
  if (total > room) [[unlikely]]
    return nullptr;
  const std::uint64_t links = write_level<Width, 0, length, 0, T>(p, p + total, numbers, sizes);
  static_cast<void>(write_fixed<2 * length>(p, links));
  return p + total;
}

/// True if no number is wider than four digits.
template <std::size_t Count, std::size_t... I>
[[nodiscard, gnu::always_inline]] inline constexpr bool are_narrow(
    const std::array<std::uint64_t, Count>& numbers, std::index_sequence<I...>) noexcept {
  return (std::uint64_t{0} | ... | numbers[I]) >> 28 == 0;
}

/// write_chain for numbers of any width.
template <message T>
[[nodiscard]] [[gnu::noinline]] constexpr std::byte* write_wide_chain(const T& in, std::byte* p,
                                                                      std::size_t room) noexcept {
  number_list<T> numbers{};
  if (!take_numbers<0, chain_length<T>(), 0>(in, numbers)) return nullptr;
  return write_numbers<digits::up_to_ten, T>(p, room, numbers,
                                             std::make_index_sequence<chain_numbers<T>>{});
}

/// Writes the message if it is a whole chain; returns its end, or nullptr if it is none, or has no
/// room.
template <message T>
[[nodiscard, gnu::always_inline]] inline constexpr std::byte* write_chain(
    const T& in, std::byte* p, std::size_t room) noexcept {
  constexpr auto all = std::make_index_sequence<chain_numbers<T>>{};
  number_list<T> numbers{};
  if (!take_numbers<0, chain_length<T>(), 0>(in, numbers)) return nullptr;
  if (are_narrow(numbers, all)) return write_narrow_chain<T>(p, room, numbers);
  if constexpr (writes_as_chain<T, digits::up_to_ten>) return write_wide_chain(in, p, room);
  return nullptr;
}

}  // namespace headwire::detail
