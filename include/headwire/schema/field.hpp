// SPDX-License-Identifier: Apache-2.0
//
// One field of a declaration: its number, the struct member it lives in, and how it is encoded.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>

#include "headwire/field/kinds.hpp"
#include "headwire/schema/names.hpp"
#include "headwire/schema/unknown_fields.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/tag.hpp"

namespace headwire {

namespace detail {

template <class T>
inline constexpr bool is_unknown_fields = false;
template <std::size_t N>
inline constexpr bool is_unknown_fields<unknown_fields<N>> = true;

/// The checks of a declaration, each one a plain bool: a concept in a static_assert makes compilers
/// print every step of its evaluation (101 lines against 21 when tried).
template <std::uint32_t Number>
inline constexpr bool number_in_range = Number >= 1 && Number <= max_field_number;
template <std::uint32_t Number>
inline constexpr bool number_is_free = Number<first_reserved_number || Number> last_reserved_number;
template <class T>
inline constexpr bool is_bare_message = has_schema<T>;
template <class T, encoding E = automatic>
inline constexpr bool is_supported = has_kind<typename without_optional<T>::type, E>;
template <class T>
inline constexpr bool is_closed_enum = std::is_enum_v<T> && !detail::is_open_enum<T>();
template <class T, encoding E>
inline constexpr bool encoding_fits = field_kind<T, E>::takes_encoding;

}  // namespace detail

/// What `field<…>` is an object of; its static members describe the field to every other layer.
template <std::uint32_t Number, auto Member, encoding Encoding = automatic>
struct field_t {
  using owner = typename detail::member_of<decltype(Member)>::owner;
  using member_type = typename detail::member_of<decltype(Member)>::type;
  /// The member's type without its std::optional.
  using value_type = typename detail::without_optional<member_type>::type;

  static_assert(detail::number_in_range<Number>, "headwire: field numbers run from 1 to 536870911");
  static_assert(detail::number_is_free<Number>,
                "headwire: field numbers 19000 to 19999 are reserved for protobuf itself");
  static_assert(!detail::is_bare_message<member_type>,
                "headwire: a sub-message must be a std::optional: absent and empty are two things");
  static_assert(!detail::is_closed_enum<value_type>,
                "headwire: an enum needs the underlying type std::int32_t");
  static_assert(
      detail::is_supported<member_type, Encoding> || detail::is_closed_enum<value_type>,
      "headwire: unsupported member type: use bool, std::(u)int32_t, std::(u)int64_t, float, "
      "double, std::string_view, headwire::bytes, an enum : std::int32_t, a std::optional of "
      "these, or a std::optional of a message");
  static_assert(Encoding != zigzag || detail::encoding_fits<value_type, Encoding>,
                "headwire: zigzag is for std::int32_t and std::int64_t only");
  static_assert(Encoding != fixed || detail::encoding_fits<value_type, Encoding>,
                "headwire: fixed is for 32-bit and 64-bit integers only");

  static constexpr std::uint32_t number = Number;
  static constexpr auto member = Member;
  static constexpr bool is_unknown = false;
  /// What depends on the type of the value.
  using kind = field_kind<value_type, Encoding>;
  static constexpr bool is_message = kind::is_message;
  /// Presence is tracked: absent and zero are two things.
  static constexpr bool explicit_presence = detail::is_optional<member_type>;

  // clang objects to `consteval` in C++20, too.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wc++20-compat"
  /// The protobuf type; without meaning for a sub-message.
  static consteval scalar type() noexcept { return kind::type; }

  /// The wire type and the tag with which the field is written.
  static consteval wire_type wire() noexcept { return kind::wires[0]; }
  static consteval std::uint32_t tag() noexcept { return make_tag(Number, wire()); }
#pragma GCC diagnostic pop

  /// True if the value may have this tag.
  [[nodiscard, gnu::always_inline]] static constexpr bool accepts(std::uint32_t read) noexcept {
    return tag_number(read) == Number && kind::accepts(tag_wire_type(read));
  }
};

/// Declares that field `Number` lives in the struct member `Member`: `field<2, &self::session_id>`,
/// `field<3, &self::delta, zigzag>`, `field<4, &self::hash, fixed>`.
template <std::uint32_t Number, auto Member, encoding Encoding = automatic>
inline constexpr field_t<Number, Member, Encoding> field{};

/// What `unknown<…>` is an object of.
template <auto Member>
struct unknown_t {
  using owner = typename detail::member_of<decltype(Member)>::owner;
  static_assert(detail::is_unknown_fields<typename detail::member_of<decltype(Member)>::type>,
                "headwire: unknown<…> names a member of type headwire::unknown_fields<N>");

  static constexpr auto member = Member;
  static constexpr bool is_unknown = true;
};

/// Declares the member that keeps unknown fields: `unknown<&self::rest>`.
template <auto Member>
inline constexpr unknown_t<Member> unknown{};

}  // namespace headwire
