// SPDX-License-Identifier: Apache-2.0
//
// The shape of a nested prefix, known from the declarations: messages in messages, each the first
// field of the one around it. codec/nested_prefix.hpp and codec/write_nested_prefix.hpp are made for it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "headwire/schema/message.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/tag.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// How many nested headers, a tag and a length each, fit into eight bytes.
inline constexpr std::size_t max_nested_prefix = 4;

/// The depth of the nested prefix of T: messages below T that are the first field, with a tag of one
/// byte, of the one around them.
template <message T>
constexpr std::size_t nested_prefix_depth() noexcept {
  if constexpr (field_count<T> != 0) {
    using first = field_at<T, 0>;
    if constexpr (first::is_message && first::tag() < 0x80) {
      const std::size_t below = detail::nested_prefix_depth<typename first::value_type>();
      return below < max_nested_prefix ? below + 1 : below;
    }
  }
  return 0;
}

/// What may follow the nested header in its message.
enum class trailing : std::uint8_t {
  nothing,
  varint,  ///< one varint field with a tag of one byte
  fields,  ///< anything
};

/// The trailing fields of T, from its First-th on.
template <message T, std::size_t First>
constexpr trailing trailing_of() noexcept {
  if constexpr (field_count<T> == First) {
    return trailing::nothing;
  } else {
    using field = field_at<T, First>;
    constexpr bool last = field_count<T> == First + 1;
    return last && kind_of<field>::is_plain_varint && field::tag() < 0x80 ? trailing::varint
                                                                          : trailing::fields;
  }
}

/// A trailing varint is a tag and one to four bytes: ids are short, with few exceptions.
inline constexpr std::uint8_t shortest_varint_field = 2;
/// Mask of the extra bytes that it may occupy.
// mutant: nested prefix: five to eight bytes are read as four
inline constexpr std::uint64_t more_bytes = 3;

/// The nested headers in lanes of 16 bits: a tag below a length. All fields of the innermost message
/// are trailing fields.
struct nested_prefix_shape {
  std::uint8_t tags[max_nested_prefix] = {};
  trailing trailing_fields[max_nested_prefix + 1] = {};  ///< [0] is that of the top message
  std::size_t length = 0;

  /// The headers of the shortest message.
  [[nodiscard]] constexpr std::uint64_t shortest() const noexcept {
    std::uint64_t headers = 0;
    std::uint64_t size = 0;
    for (std::size_t i = length; i-- > 0;) {
      size += trailing_fields[i + 1] == trailing::varint ? std::uint64_t{shortest_varint_field} : 0;
      headers = headers << 16 | size << 8 | tags[i];
      size += 2;
    }
    return headers;
  }

  /// The bits by which the size of the trailing fields at each level may exceed the shortest. Together they stay below 256,
  /// so that no length runs over into the lane above.
  [[nodiscard]] constexpr std::uint64_t spare() const noexcept {
    std::uint64_t others = 0;
    for (std::size_t i = 1; i <= length; ++i)
      others += trailing_fields[i] == trailing::fields ? 1 : 0;
    const std::uint64_t most = others <= 1 ? 0x7f : others == 2 ? 0x3f : 0x1f;
    std::uint64_t bits = 0;
    for (std::size_t i = length; i >= 1; --i) {
      const std::uint64_t extra = trailing_fields[i] == trailing::varint   ? more_bytes
                                  : trailing_fields[i] == trailing::fields ? most
                                                                           : 0;
      bits = bits << 16 | extra << 8;
    }
    return bits;
  }

  /// True if something other than one varint may trail a nested header.
  [[nodiscard]] constexpr bool has_other_fields() const noexcept {
    for (std::size_t i = 0; i <= length; ++i) {
      if (trailing_fields[i] == trailing::fields) return true;
    }
    return false;
  }

  /// The lanes of varints of up to four bytes, as masks of their excess.
  [[nodiscard]] constexpr std::uint64_t varint_lanes() const noexcept {
    std::uint64_t lanes = 0;
    for (std::size_t i = length; i >= 1; --i)
      lanes = lanes << 16 | (trailing_fields[i] == trailing::varint ? more_bytes << 8 : 0);
    return lanes;
  }
};

template <message T, std::size_t Level, std::size_t Length>
// not run: in constant expressions only
constexpr void describe_nested_prefix(nested_prefix_shape& shape) noexcept {
  shape.trailing_fields[Level] = detail::trailing_of<T, (Level == Length ? 0 : 1)>();
  if constexpr (Level < Length) {
    using nested = field_at<T, 0>;
    shape.tags[Level] = static_cast<std::uint8_t>(nested::tag());
    detail::describe_nested_prefix<typename nested::value_type, Level + 1, Length>(shape);
  }
}

template <message T>
constexpr nested_prefix_shape make_nested_prefix_shape() noexcept {
  nested_prefix_shape shape;
  shape.length = detail::nested_prefix_depth<T>();
  detail::describe_nested_prefix<T, 0, detail::nested_prefix_depth<T>()>(shape);
  return shape;
}

template <message T>
inline constexpr nested_prefix_shape nested_prefix_shape_of = detail::make_nested_prefix_shape<T>();

/// True if a message of the prefix has another sub-message beside the nested header.
template <message T, std::size_t Length>
constexpr bool branches() noexcept {
  constexpr std::size_t first = Length == 0 ? 0 : 1;
  if constexpr (detail::any_message_from<T, first>(std::make_index_sequence<field_count<T>>{})) {
    return true;
  } else if constexpr (Length == 0) {
    return false;
  } else {
    return detail::branches<typename field_at<T, 0>::value_type, Length - 1>();
  }
}

/// A varint is loaded together with the bytes before it, so eight bytes must end where the shortest
/// last message ends. Sub-messages beside the prefix have errors of their own, which would go
/// unnoticed.
template <message T>
inline constexpr bool reads_nested_prefix = [] {
  constexpr nested_prefix_shape shape = nested_prefix_shape_of<T>;
  const bool ends_in_varint = shape.trailing_fields[shape.length] == trailing::varint;
  const std::size_t least = 2 * shape.length + (ends_in_varint ? shortest_varint_field : 0);
  return least >= 8 && !detail::branches<T, shape.length>();
}();

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
