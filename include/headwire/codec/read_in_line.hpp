// SPDX-License-Identifier: Apache-2.0
//
// The frequent case of decoding a message, in one straight line: declared fields in ascending
// order, each at most once, with tags as short as can be. There the byte at hand is compared with
// the tag of the next field. At the first field that does not fit, or has something wrong with it,
// the line stops, and codec/slow_path.hpp goes on from there: it takes anything and says what is
// wrong. So nothing here notes an error, and what is accepted here is accepted there with the same
// values.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "headwire/codec/value.hpp"
#include "headwire/schema/message.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/cursor.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/utf8.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// Whether eight bytes can be loaded from a message of this size, and none is needed to say that it
/// is too large.
[[nodiscard]] constexpr bool has_word(std::size_t size) noexcept {
  return size - 8 < size_limit - 8;
}

/// Where an input has its last eight bytes; nullptr if it is shorter.
[[nodiscard]] constexpr const std::byte* last_word(const std::byte* begin,
                                                   const std::byte* end) noexcept {
  return has_word(detail::distance(begin, end)) ? end - 8 : nullptr;
}

/// The input of values that are read without a call: what needs one, because it is long or not
/// ASCII, is left. A function that calls nobody keeps everything in registers that it may change.
struct short_line {
  static constexpr bool is_short = true;
  const std::byte* last = nullptr;  ///< see last_word

  /// The bytes of a value, for as long as the input lives.
  [[nodiscard]] static constexpr bytes view(const std::byte* p, std::size_t size) noexcept {
    return {p, size};
  }
};

/// The input of values that are read in line, whatever they are.
struct line : short_line {
  static constexpr bool is_short = false;
};

/// The eight bytes from p on, p <= last + 8. What would lie behind the input is zero or, if all
/// would, anything.
[[nodiscard, gnu::always_inline]] inline constexpr std::uint64_t load_within(
    const std::byte* p, const std::byte* last) noexcept {
  // A shift by zero costs less than a branch that depends on the data.
  const std::byte* const from = p < last ? p : last;
  return load_64(from) >> (8 * static_cast<unsigned>(p - from) & 63);
}

/// True for a field whose values mostly take one digit.
template <class Field>
inline constexpr bool takes_one_digit =
    std::is_same_v<typename Field::value_type, bool> || std::is_enum_v<typename Field::value_type>;

/// Reads a varint at p; nullptr if it does not end before `end`.
template <class Field, class Line>
[[nodiscard, gnu::always_inline]] inline constexpr const std::byte* parse_varint_in_line(
    Line in, const std::byte* p, const std::byte* end, varint& read) noexcept {
  if (takes_one_digit<Field> || in.last == nullptr) {
    if (p != end && digit(p) < 0x80) [[likely]] {
      read = {digit(p), 1};
      return p + 1;
    }
  }
  const std::uint64_t word = in.last != nullptr ? detail::load_within(p, in.last) : high_bits;
  const std::uint64_t stops = ~word & high_bits;
  if (stops == 0) [[unlikely]] {
    if constexpr (Line::is_short) return nullptr;
    read = parse_varint_bytewise(p, detail::distance(p, end));
    return read.size != 0 ? p + read.size : nullptr;
  }
  const std::size_t size = trailing_zeros(stops) / 8 + std::size_t{1};
  read = {pack_digits(word & (stops - 1)), size};
  p += size;
  return p <= end ? p : nullptr;
}

template <rules Rules, class Field, class Line, class Target>
[[nodiscard, gnu::always_inline]] inline constexpr const std::byte* read_varint_in_line(
    Line in, const std::byte* p, const std::byte* end, Target& out) noexcept {
  varint read{};
  const std::byte* const next = detail::parse_varint_in_line<Field>(in, p, end, read);
  if (next == nullptr) [[unlikely]]
    return nullptr;
  const auto value = detail::from_varint<Field>(read.value);
  if (!detail::is_allowed<Rules, Field>(value, read, p)) [[unlikely]]
    return nullptr;
  out.template set<Field>(value, p, next);
  return next;
}

template <rules Rules, class Field, class Target>
[[nodiscard, gnu::always_inline]] inline constexpr const std::byte* read_fixed_in_line(
    const std::byte* p, const std::byte* end, Target& out) noexcept {
  using V = typename Field::value_type;
  if (detail::distance(p, end) < sizeof(V)) [[unlikely]]
    return nullptr;
  const V value = detail::load_fixed<V>(p);
  if (!detail::is_allowed<Rules, Field>(value)) [[unlikely]]
    return nullptr;
  out.template set<Field>(value, p, p + sizeof(V));
  return p + sizeof(V);
}

/// A length of 128 and above, or one that is padded, as read_length reads it.
template <rules Rules>
[[nodiscard]] [[gnu::noinline]] constexpr bytes read_long_length(const std::byte* p,
                                                                 const std::byte* end) noexcept {
  reader unused{{p, end}};
  std::uint32_t length = 0;
  const std::byte* const content = detail::read_length_as<Rules>(unused, p, end, 0, length);
  return {content, length};
}

/// The content that follows the length at p, p < end; its data() is nullptr if it is not all there.
template <rules Rules, class Line>
[[nodiscard, gnu::always_inline]] inline constexpr bytes read_content_in_line(
    const std::byte* p, const std::byte* end) noexcept {
  const auto length = static_cast<std::size_t>(*p);
  if (length >= 0x80) [[unlikely]] {
    if constexpr (Line::is_short) return {};
    return detail::read_long_length<Rules>(p, end);
  }
  if (length >= detail::distance(p, end)) [[unlikely]]
    return {};
  return {p + 1, length};
}

/// True if the `size` bytes at p are UTF-8 and, on a short line, ASCII.
template <class Line>
[[nodiscard, gnu::always_inline]] inline constexpr bool is_text_in_line(Line in, const std::byte* p,
                                                                        std::size_t size) noexcept {
  if (size < 8 && in.last != nullptr) {
    const std::uint64_t beyond = ~std::uint64_t{0} << (8 * size);
    if ((detail::load_within(p, in.last) & high_bits & ~beyond) == 0) return true;
  }
  if constexpr (Line::is_short) {
    return is_usual_size(size) && is_usual_ascii(p, size);
  } else {
    return is_utf8(p, p + size);
  }
}

template <rules Rules, class Field, class Line, class Target>
[[nodiscard, gnu::always_inline]] inline constexpr const std::byte* read_view_in_line(
    Line in, const std::byte* p, const std::byte* end, Target& out) noexcept {
  const bytes content = detail::read_content_in_line<Rules, Line>(p, end);
  const std::byte* const begin = content.data();
  if (begin == nullptr) [[unlikely]]
    return nullptr;
  if constexpr (Rules == rules::canonical && !Field::explicit_presence) {
    if (content.empty()) [[unlikely]]
      return nullptr;
  }
  if constexpr (Field::type() == scalar::string) {
    if (!detail::is_text_in_line(in, begin, content.size())) [[unlikely]]
      return nullptr;
  }
  out.template set_view<Field>(in, begin, content.size());
  return begin + content.size();
}

/// Reads the value of a field; p is behind the tag, p < end.
template <rules Rules, class Field, class Line, class Target>
[[nodiscard, gnu::always_inline]] inline constexpr const std::byte* read_field_in_line(
    Line in, const std::byte* p, const std::byte* end, Target& out) noexcept {
  if constexpr (Field::wire() == wire_type::varint) {
    return detail::read_varint_in_line<Rules, Field>(in, p, end, out);
  } else if constexpr (Field::wire() == wire_type::len) {
    return detail::read_view_in_line<Rules, Field>(in, p, end, out);
  } else {
    return detail::read_fixed_in_line<Rules, Field>(p, end, out);
  }
}

/// True if the tag of Field stands at p as it is encoded; if it announces a length, with at least a
/// byte behind it.
template <class Field>
[[nodiscard, gnu::always_inline]] inline constexpr bool stands_at(const std::byte* p,
                                                                  const std::byte* end) noexcept {
  constexpr std::uint32_t tag = Field::tag();
  constexpr std::size_t size = varint_size(tag);
  constexpr bool has_length = Field::wire() == wire_type::len;
  if constexpr (size == 1 && !has_length) {
    if (p == end) return false;
  } else {
    if (detail::distance(p, end) < size + (has_length ? 1 : 0)) return false;
  }
  for (std::size_t i = 0; i < size; ++i) {
    const std::uint32_t more = i + 1 < size ? 0x80 : 0;
    if (p[i] != static_cast<std::byte>((tag >> (7 * i) & 0x7f) | more)) return false;
  }
  return true;
}

/// Reads the fields from the I-th on. Returns where the first one stands that cannot be read in
/// line, or `end`.
template <rules Rules, std::size_t Index, class Line, class Target>
[[nodiscard, gnu::always_inline]] inline constexpr const std::byte* read_fields_in_line(
    Line in, const std::byte* p, const std::byte* end, Target& out) noexcept {
  using T = typename Target::message_type;
  if constexpr (Index == field_count<T>) {
    return p;
  } else {
    using field = field_at<T, Index>;
    if (detail::stands_at<field>(p, end)) [[likely]] {
      const std::byte* const next = detail::read_field_in_line<Rules, field>(
          in, p + detail::varint_size(field::tag()), end, out);
      if (next == nullptr) [[unlikely]]
        return p;
      p = next;
    }
    return detail::read_fields_in_line<Rules, Index + 1>(in, p, end, out);
  }
}

/// True for a message that is read in line without a call: of a few fields, and no sub-messages.
template <message T>
inline constexpr bool reads_flat = [] {
  constexpr auto all = std::make_index_sequence<field_count<T>>{};
  return field_count<T> <= 8 && !detail::any_message_from<T, 0>(all);
}();

/// Reads the message [p, end), of short values with its fields in order. If it is none, `out` may
/// have seen a part of it.
template <rules Rules, class Target>
[[nodiscard, gnu::always_inline]] inline constexpr bool read_flat(const std::byte* p,
                                                                  const std::byte* end,
                                                                  Target& out) noexcept {
  const short_line from{last_word(p, end)};
  return detail::distance(p, end) < size_limit &&
         detail::read_fields_in_line<Rules, 0>(from, p, end, out) == end;
}

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
