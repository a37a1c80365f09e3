// SPDX-License-Identifier: Apache-2.0
//
// What a value on the wire means to a field, and what is canonical about it.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "headwire/codec/size.hpp"
#include "headwire/schema/message.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/cursor.hpp"
#include "headwire/wire/isa.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// What is accepted.
enum class rules : std::uint8_t {
  standard,   ///< as Google's C++
  canonical,  ///< only what the encoder would have written
};

/// The value of a varint field. Bits beyond the field's width are dropped, as in every decoder.
template <class Field>
[[nodiscard]] constexpr typename Field::value_type from_varint(std::uint64_t wire) noexcept {
  using T = typename Field::value_type;
  if constexpr (Field::type() == scalar::sint32) {
    return zigzag_decode(static_cast<std::uint32_t>(wire));
  } else if constexpr (Field::type() == scalar::sint64) {
    return zigzag_decode(wire);
  } else if constexpr (std::is_same_v<T, bool>) {
    return wire != 0;
  } else if constexpr (std::is_enum_v<T>) {
    return static_cast<T>(static_cast<std::int32_t>(static_cast<std::uint32_t>(wire)));
  } else {
    return static_cast<T>(wire);
  }
}

/// True if the encoder would leave this value out.
template <class Field>
[[nodiscard]] constexpr bool is_left_out(const typename Field::value_type& value) noexcept {
  return !Field::explicit_presence && detail::is_zero(value);
}

/// True if a message may hold this value of a fixed width.
template <rules Rules, class Field>
[[nodiscard]] constexpr bool is_allowed(const typename Field::value_type& value) noexcept {
  return Rules != rules::canonical || !detail::is_left_out<Field>(value);
}

/// The value of a fixed-width field.
template <class V, class Position>
[[nodiscard]] constexpr V load_fixed(Position p) noexcept {
  if constexpr (sizeof(V) == 8) {
    return std::bit_cast<V>(detail::load_64(p));
  } else {
    return std::bit_cast<V>(detail::load_32(p));
  }
}

/// The value of a number as it is on the wire.
template <class Field>
[[nodiscard]] constexpr typename Field::value_type from_number(std::uint64_t wire) noexcept {
  using V = typename Field::value_type;
  if constexpr (Field::wire() == wire_type::varint) {
    return detail::from_varint<Field>(wire);
  } else if constexpr (sizeof(V) == 8) {
    return std::bit_cast<V>(wire);
  } else {
    return std::bit_cast<V>(static_cast<std::uint32_t>(wire));
  }
}

/// The value of a string or bytes field with these contents.
template <class Field>
[[nodiscard]] constexpr typename Field::value_type as_value(bytes content) noexcept {
  if constexpr (Field::type() == scalar::bytes_) {
    return content;
  } else {
    // An empty view needs no cast, and so decodes in constant expressions, too.
    return content.empty() ? std::string_view{} : as_text(content);
  }
}

/// Makes a T{} in place. A T{} that is passed would be copied, with all that its absent
/// sub-messages would hold; and for a struct declared inside of another, with initialisers for its
/// members, clang finds no emplace() without an argument.
template <class T>
struct fresh {
  constexpr operator T() const noexcept { return T{}; }  // NOLINT(*-explicit-*): that is its use
};

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
