// SPDX-License-Identifier: Apache-2.0
//
// What the declarations say of a chain of messages, each the first field of the one around it:
// codec/read_chain.hpp and codec/write_chain.hpp make their straight line of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "headwire/schema/message.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/tag.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// How many links, a tag and a length each, fit into eight bytes.
inline constexpr std::size_t longest_chain = 4;

/// Links of the chain that begins with T: messages below T that are the first field, with a tag of
/// one byte, of the one around them.
template <message T>
constexpr std::size_t chain_length() noexcept {
  if constexpr (field_count<T> != 0) {
    using first = field_at<T, 0>;
    if constexpr (first::is_message && first::tag() < 0x80) {
      const std::size_t below = detail::chain_length<typename first::value_type>();
      return below < longest_chain ? below + 1 : below;
    }
  }
  return 0;
}

/// What may stand in a message of the chain behind the link to the next one.
enum class rest : std::uint8_t {
  nothing,
  varint,  ///< one varint field with a tag of one byte
  fields,  ///< anything
};

/// The rest of T from its First-th field on.
template <message T, std::size_t First>
constexpr rest rest_of() noexcept {
  if constexpr (field_count<T> == First) {
    return rest::nothing;
  } else {
    using field = field_at<T, First>;
    constexpr bool last = field_count<T> == First + 1;
    return last && kind_of<field>::is_plain_varint && field::tag() < 0x80 ? rest::varint
                                                                          : rest::fields;
  }
}

/// A varint behind a link is a tag and one to four bytes: ids are short, with few exceptions.
inline constexpr std::uint8_t shortest_varint_field = 2;
/// Mask of the extra bytes that it may occupy.
inline constexpr std::uint64_t more_bytes = 3;

/// What the links of a chain look like, in lanes of 16 bits: a tag below a length. The last message
/// of the chain, which has no link, has its fields as its rest.
struct chain_shape {
  std::uint8_t tags[longest_chain] = {};
  rest rests[longest_chain + 1] = {};  ///< [0] is that of the top message
  std::size_t length = 0;

  /// The links with the shortest rests.
  [[nodiscard]] constexpr std::uint64_t shortest() const noexcept {
    std::uint64_t links = 0;
    std::uint64_t size = 0;
    for (std::size_t i = length; i-- > 0;) {
      size += rests[i + 1] == rest::varint ? std::uint64_t{shortest_varint_field} : 0;
      links = links << 16 | size << 8 | tags[i];
      size += 2;
    }
    return links;
  }

  /// The bits by which the size of each rest may exceed the shortest. Together they stay below 256,
  /// so that no length runs over into the lane above.
  [[nodiscard]] constexpr std::uint64_t spare() const noexcept {
    std::uint64_t others = 0;
    for (std::size_t i = 1; i <= length; ++i)
      others += rests[i] == rest::fields ? 1 : 0;
    const std::uint64_t most = others <= 1 ? 0x7f : others == 2 ? 0x3f : 0x1f;
    std::uint64_t bits = 0;
    for (std::size_t i = length; i >= 1; --i) {
      const std::uint64_t extra = rests[i] == rest::varint   ? more_bytes
                                  : rests[i] == rest::fields ? most
                                                             : 0;
      bits = bits << 16 | extra << 8;
    }
    return bits;
  }

  /// True if something else than one varint may trail a message of the chain.
  [[nodiscard]] constexpr bool has_other_fields() const noexcept {
    for (std::size_t i = 0; i <= length; ++i) {
      if (rests[i] == rest::fields) return true;
    }
    return false;
  }

  /// The lanes of varints of up to four digits, as masks of their excess.
  [[nodiscard]] constexpr std::uint64_t varint_lanes() const noexcept {
    std::uint64_t lanes = 0;
    for (std::size_t i = length; i >= 1; --i)
      lanes = lanes << 16 | (rests[i] == rest::varint ? more_bytes << 8 : 0);
    return lanes;
  }
};

template <message T, std::size_t Level, std::size_t Length>
constexpr void describe_chain(chain_shape& shape) noexcept {
  shape.rests[Level] = detail::rest_of<T, (Level == Length ? 0 : 1)>();
  if constexpr (Level < Length) {
    using link = field_at<T, 0>;
    shape.tags[Level] = static_cast<std::uint8_t>(link::tag());
    detail::describe_chain<typename link::value_type, Level + 1, Length>(shape);
  }
}

template <message T>
constexpr chain_shape make_chain_shape() noexcept {
  chain_shape shape;
  shape.length = detail::chain_length<T>();
  detail::describe_chain<T, 0, detail::chain_length<T>()>(shape);
  return shape;
}

template <message T>
inline constexpr chain_shape chain_shape_of = detail::make_chain_shape<T>();

/// True if a message of the chain has sub-messages besides the link.
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
/// last message ends. Sub-messages beside the chain have errors of their own, which nobody would
/// note.
template <message T>
inline constexpr bool reads_as_chain = [] {
  constexpr chain_shape shape = chain_shape_of<T>;
  const bool ends_in_varint = shape.rests[shape.length] == rest::varint;
  const std::size_t least = 2 * shape.length + (ends_in_varint ? shortest_varint_field : 0);
  return least >= 8 && !detail::branches<T, shape.length>();
}();

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
