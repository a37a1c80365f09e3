// SPDX-License-Identifier: Apache-2.0
//
// `encode`: a message to bytes, in the order of its field numbers, with minimal varints: the bytes
// that Google's C++ writes for the same values.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "headwire/codec/size.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/error.hpp"
#include "headwire/wire/sink.hpp"
#include "headwire/wire/utf8.hpp"

namespace headwire {

namespace detail {

template <message T>
[[nodiscard]] constexpr std::byte* write_message(const T& in, std::byte* p,
                                                 const std::uint64_t* lengths) noexcept;

/// A sub-message with its length in front.
template <message T, std::size_t I>
[[nodiscard]] constexpr std::byte* write_submessage(
    const typename field_at<T, I>::value_type& value, std::byte* p,
    const std::uint64_t* lengths) noexcept {
  if constexpr (has_long_length<field_at<T, I>>()) {
    const std::uint64_t* const own = lengths + first_long_length<T, I>;
    return write_message(value, write_varint(p, *own), own + 1);
  } else {
    // At most 127 bytes, so the length is one byte, filled in when it is known.
    std::byte* const end = write_message(value, p + 1, nullptr);
    *p = static_cast<std::byte>(end - p - 1);
    return end;
  }
}

template <class Field>
[[nodiscard]] constexpr std::byte* write_scalar(const typename Field::value_type& value,
                                                std::byte* p) noexcept {
  constexpr scalar type = Field::type();
  if constexpr (Field::wire() == wire_type::varint) {
    return write_varint(p, to_varint<Field>(value));
  } else if constexpr (Field::wire() == wire_type::len) {
    return write_bytes(write_varint(p, value.size()), value.data(), value.size());
  } else if constexpr (type == scalar::double_) {
    return write_fixed<8>(p, std::bit_cast<std::uint64_t>(value));
  } else if constexpr (type == scalar::float_) {
    return write_fixed<4>(p, std::bit_cast<std::uint32_t>(value));
  } else {
    return write_fixed<sizeof(value)>(p, static_cast<std::uint64_t>(value));
  }
}

template <message T, std::size_t I>
[[nodiscard]] constexpr std::byte* write_field(
    const T& in, std::byte* p, [[maybe_unused]] const std::uint64_t* lengths) noexcept {
  using field = field_at<T, I>;
  if (!is_written<field>(in)) return p;
  p = write_constant<field::tag()>(p);
  if constexpr (field::is_message) {
    return write_submessage<T, I>(value_of<field>(in), p, lengths);
  } else {
    return write_scalar<field>(value_of<field>(in), p);
  }
}

template <message T, std::size_t... I>
[[nodiscard]] constexpr std::byte* write_fields(const T& in, std::byte* p,
                                                [[maybe_unused]] const std::uint64_t* lengths,
                                                std::index_sequence<I...>) noexcept {
  ((p = write_field<T, I>(in, p, lengths)), ...);
  return p;
}

template <message T>
[[nodiscard]] constexpr std::byte* write_message(const T& in, std::byte* p,
                                                 const std::uint64_t* lengths) noexcept {
  p = write_fields(in, p, lengths, std::make_index_sequence<field_count<T>>{});
  if constexpr (schema_type<T>::keeps_unknown) {
    for (const bytes run : (in.*schema_type<T>::unknown_member::member).runs()) {
      p = write_bytes(p, run.data(), run.size());
    }
  }
  return p;
}

template <message T, std::size_t... I>
constexpr bool any_strings(std::index_sequence<I...>) noexcept;

/// True if T or a sub-message of it has a string field, whose contents are to be checked.
template <message T>
inline constexpr bool has_strings = any_strings<T>(std::make_index_sequence<field_count<T>>{});

template <class Field>
constexpr bool is_string_or_holds_one() noexcept {
  if constexpr (Field::is_message) {
    return has_strings<typename Field::value_type>;
  } else {
    return Field::type() == scalar::string;
  }
}

template <message T, std::size_t... I>
constexpr bool any_strings(std::index_sequence<I...>) noexcept {
  return (false || ... || is_string_or_holds_one<field_at<T, I>>());
}

template <message T, std::size_t... I>
[[nodiscard]] constexpr status check_strings(const T& in, std::index_sequence<I...>) noexcept;

/// Success if the new contents of a string field are UTF-8; the first bad byte otherwise.
template <class Field>
[[nodiscard]] constexpr status check_text(std::string_view text) noexcept {
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  if (is_utf8(begin, end)) [[likely]]
    return {};
  return {errc::invalid_utf8, valid_utf8_size(begin, end), Field::number};
}

template <class Field, message T>
[[nodiscard]] constexpr status check_string(const T& in) noexcept {
  if constexpr (is_string_or_holds_one<Field>()) {
    if (!is_written<Field>(in)) return {};
    const auto& value = value_of<Field>(in);
    if constexpr (Field::is_message) {
      constexpr std::size_t count = field_count<typename Field::value_type>;
      return check_strings(value, std::make_index_sequence<count>{});
    } else {
      return check_text<Field>(value);
    }
  }
  return {};
}

/// Success if all strings of the message are UTF-8.
template <message T, std::size_t... I>
[[nodiscard]] constexpr status check_strings(const T& in, std::index_sequence<I...>) noexcept {
  status found;
  static_cast<void>(((found = check_string<field_at<T, I>>(in), static_cast<bool>(found)) && ...));
  return found;
}

}  // namespace detail

/// Writes `in` to the front of `out` and returns the part of `out` that was written.
///
/// A bare scalar whose bits are all zero is left out (proto3), a std::optional that holds a value
/// is always written, kept unknown fields follow the known ones. Fails, with no byte of `out`
/// changed, with
/// - `buffer_too_small`: offset() is the number of bytes needed;
/// - `invalid_utf8`: field() is the number of the string, offset() the first bad byte in it
/// (Google's
///   C++ would write such a message, and then refuse to read it);
/// - `too_large`: the message would take 2 GiB or more, which nobody could read.
///
/// Views in `in` must be valid, and must not overlap `out`.
template <message T>
[[nodiscard]] constexpr result<mutable_bytes> encode(const T& in, mutable_bytes out) noexcept {
  if constexpr (detail::is_bounded<T> && detail::long_length_count<T>() == 0) {
    if (out.size() >= max_encoded_size<T>) {
      const std::byte* const end = detail::write_message(in, out.data(), nullptr);
      return {out.first(static_cast<std::size_t>(end - out.data())), status{}};
    }
  }
  if constexpr (detail::has_strings<T>) {
    const status strings =
        detail::check_strings(in, std::make_index_sequence<detail::field_count<T>>{});
    if (!strings) return strings;
  }
  detail::length_list<T> lengths;
  const std::uint64_t size = detail::measure(in, lengths.sizes);
  if (size >= size_limit) return status{errc::too_large, 0, 0};
  if (size > out.size()) return status{errc::buffer_too_small, static_cast<std::size_t>(size), 0};
  static_cast<void>(detail::write_message(in, out.data(), lengths.sizes));
  return {out.first(static_cast<std::size_t>(size)), status{}};
}

}  // namespace headwire
