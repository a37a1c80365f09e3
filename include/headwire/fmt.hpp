// SPDX-License-Identifier: Apache-2.0
//
// Optional: formatters for {fmt} 9 and newer. Not part of headwire.hpp.
//
//     fmt::print("{}\n", headers);
//     // CommandRequestHeaders{operation{session{session{partition{partition_id=3}}}} sequence_num=7}
//     fmt::print("{:>9}|{}\n", Status::NOT_FOUND, Status{99});  // NOT_FOUND|99
//     fmt::print("{}\n", decode(input, headers));  // field 2 at byte 9: varint runs past 10 bytes
//
// What is printed:
// - a message (without format options): its type's name, and in braces what `encode` would write:
//   each field that is present, and each bare scalar that is not zero. Kept unknown fields follow
//   as `unknown=<12 bytes>`;
// - strings and bytes in quotes, with the escapes `\"`, `\\`, `\n` and `\x` with two hex digits.
//   Escaped are control characters, line separators, the marks of bidirectional text, characters
//   that cannot be seen, and what is not UTF-8; in bytes, all that is not printable ASCII. So a
//   dump of hostile input is one line, moves no cursor and reads in the order of its bytes;
// - floating-point numbers with as many digits as it takes to read the same number back;
// - an enum that has an `enumerator_name` beside it, as OperationResponseHeaders::Status does: the
//   name, or the number of a value without one. Takes the format options of a string, unless its
//   author has given it a formatter or a `format_as`, which then stay in charge;
// - `errc`: the words of describe(), with the format options of a string;
// - `status` (without format options): field, position and those words.
//
// Nothing here allocates but what fmt itself does for its output, and no view is kept.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include "headwire/codec/size.hpp"
#include "headwire/schema/descriptor.hpp"
#include "headwire/schema/message.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/code_point.hpp"
#include "headwire/wire/error.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/utf8.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// An enum of messages that prints by name: all others are left to fmt and to their authors.
template <class E>
concept printed_by_name =
    named_enum<E> && detail::is_open_enum<E>() && !requires(E value) { format_as(value); };

template <class Out>
[[nodiscard]] Out print_text(Out out, std::string_view text) {
  return std::copy(text.begin(), text.end(), out);
}

template <class Out>
[[nodiscard]] Out print_escape(Out out, std::uint8_t byte) {
  switch (byte) {
    case '"':
      return detail::print_text(out, "\\\"");
    case '\\':
      return detail::print_text(out, "\\\\");
    case '\n':
      return detail::print_text(out, "\\n");
    default:
      return fmt::format_to(out, "\\x{:02x}", byte);
  }
}

template <class Out>
[[nodiscard]] Out print_ascii(Out out, std::uint8_t byte) {
  const bool plain = byte >= ' ' && byte <= '~' && byte != '"' && byte != '\\';
  if (!plain) return detail::print_escape(out, byte);
  *out++ = static_cast<char>(byte);
  return out;
}

template <class Out>
[[nodiscard]] Out print_value(Out out, bytes value) {
  *out++ = '"';
  for (const std::byte byte : value)
    out = detail::print_ascii(out, static_cast<std::uint8_t>(byte));
  *out++ = '"';
  return out;
}

template <class Out>
[[nodiscard]] Out print_value(Out out, std::string_view value) {
  *out++ = '"';
  while (!value.empty()) {
    const char* const begin = value.data();
    const std::size_t size =
        std::max<std::size_t>(utf8_sequence_size(begin, begin + value.size()), 1);
    const std::string_view sequence = value.substr(0, size);
    if (size == 1) {
      out = detail::print_ascii(out, static_cast<std::uint8_t>(sequence[0]));
    } else if (is_unsafe_to_print(detail::code_point_of(sequence))) {
      for (const char c : sequence)
        out = detail::print_escape(out, static_cast<std::uint8_t>(c));
    } else {
      out = detail::print_text(out, sequence);
    }
    value.remove_prefix(size);
  }
  *out++ = '"';
  return out;
}

template <class Out, class T>
requires std::is_arithmetic_v<T>
[[nodiscard]] Out print_value(Out out, T value) {
  return fmt::format_to(out, "{}", value);
}

template <class Out, class E>
requires std::is_enum_v<E>
[[nodiscard]] Out print_value(Out out, E value) {
  if constexpr (named_enum<E>) {
    const std::string_view name = enumerator_name(value);
    if (!name.empty()) return detail::print_text(out, name);
  }
  return fmt::format_to(out, "{}", static_cast<std::underlying_type_t<E>>(value));
}

template <class Out, message T>
[[nodiscard]] Out print_value(Out out, const T& in);

/// Prints what a kind of field makes of its value: a number, an enumerator, a text or a message.
template <class Out>
struct printer {
  Out out;
  template <class T>
  [[nodiscard]] Out operator()(const T& value) const {
    return detail::print_value(out, value);
  }
};

/// Puts a space in front of all items but the first.
template <class Out>
[[nodiscard]] Out print_separator(Out out, bool& first) {
  if (!std::exchange(first, false)) *out++ = ' ';
  return out;
}

template <class Field, class Out, message T>
[[nodiscard]] Out print_field(Out out, const T& in, bool& first) {
  if (!detail::is_written<Field>(in)) return out;
  out = detail::print_separator(out, first);
  out = detail::print_text(out, member_name<Field::member>);
  out = detail::print_text(out, kind_of<Field>::print_prefix);
  return kind_of<Field>::print(printer<Out>{out}, detail::value_of<Field>(in));
}

template <class Out, message T, std::size_t... Index>
[[nodiscard]] Out print_fields(Out out, const T& in, std::index_sequence<Index...>) {
  [[maybe_unused]] bool first = true;
  ((out = detail::print_field<field_at<T, Index>>(out, in, first)), ...);
  if constexpr (schema_type<T>::keeps_unknown) {
    const auto& rest = in.*schema_type<T>::unknown_member::member;
    if (rest.empty()) return out;
    out = detail::print_separator(out, first);
    out = fmt::format_to(out, "unknown=<{} bytes>", rest.size_bytes());
  }
  return out;
}

/// The fields of a message in braces.
template <class Out, message T>
[[nodiscard]] Out print_value(Out out, const T& in) {
  *out++ = '{';
  out = detail::print_fields(out, in, std::make_index_sequence<field_count<T>>{});
  *out++ = '}';
  return out;
}

/// Where the fault is, in words that end before its description.
template <class Out>
[[nodiscard]] Out print_position(Out out, status failure) {
  if (failure.field() != 0) out = fmt::format_to(out, "field {} ", failure.field());
  return fmt::format_to(out, "at byte {}: ", failure.offset());
}

template <class Out>
[[nodiscard]] Out print_status(Out out, status done) {
  const std::string_view words = describe(done.code());
  if (done.code() == errc::ok) {
    out = detail::print_text(out, words);
    return done.skipped_unknown() ? detail::print_text(out, " (unknown fields skipped)") : out;
  }
  if (done.code() == errc::buffer_too_small || done.code() == errc::scratch_too_small) {
    // offset() is no position but the size needed.
    return fmt::format_to(out, "{}: {} bytes needed", fmt::string_view(words), done.offset());
  }
  return detail::print_text(detail::print_position(out, done), words);
}

/// The `parse` of a formatter without options: fmt itself refuses what is not consumed here.
struct no_format_options {
  static constexpr auto parse(fmt::format_parse_context& context) { return context.begin(); }
};

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail

/// Any message: `Point{x=1 y=-2}`.
template <headwire::message T>
struct fmt::formatter<T, char> : headwire::detail::no_format_options {
  template <class Context>
  static auto format(const T& in, Context& context) -> decltype(context.out()) {
    auto out = headwire::detail::print_text(context.out(), headwire::type_name<T>);
    return headwire::detail::print_value(out, in);
  }
};

/// An enum with `enumerator_name`: `NOT_FOUND`, or `99`.
template <headwire::detail::printed_by_name E>
struct fmt::formatter<E, char> : fmt::formatter<fmt::string_view, char> {
  template <class Context>
  auto format(E value, Context& context) const -> decltype(context.out()) {
    const std::string_view name = enumerator_name(value);
    if (!name.empty()) return print({name.data(), name.size()}, context);
    const fmt::format_int number(static_cast<std::int32_t>(value));
    return print({number.data(), number.size()}, context);
  }

 private:
  template <class Context>
  auto print(fmt::string_view text, Context& context) const {
    return fmt::formatter<fmt::string_view, char>::format(text, context);
  }
};

/// The words of describe(): `varint runs past 10 bytes`.
template <>
struct fmt::formatter<headwire::errc, char> : fmt::formatter<fmt::string_view, char> {
  template <class Context>
  auto format(headwire::errc code, Context& context) const -> decltype(context.out()) {
    const std::string_view words = headwire::describe(code);
    return fmt::formatter<fmt::string_view, char>::format({words.data(), words.size()}, context);
  }
};

/// Field, position and words: `field 2 at byte 9: varint runs past 10 bytes`.
template <>
struct fmt::formatter<headwire::status, char> : headwire::detail::no_format_options {
  template <class Context>
  static auto format(const headwire::status& done, Context& context) -> decltype(context.out()) {
    return headwire::detail::print_status(context.out(), done);
  }
};
