// SPDX-License-Identifier: Apache-2.0
//
// One field of a declaration: its number, the struct member it lives in, and how it is encoded.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

#include "headwire/schema/names.hpp"
#include "headwire/schema/unknown_fields.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/tag.hpp"

namespace headwire {

/// How an integer goes to the wire.
enum class encoding : std::uint8_t {
  automatic,  ///< varint (int32, int64, uint32, uint64 in a .proto)
  zigzag,     ///< zigzag varint (sint32, sint64): short also for small negative numbers
  fixed,      ///< 4 or 8 bytes (fixed32, fixed64, sfixed32, sfixed64)
};
inline constexpr encoding automatic = encoding::automatic;
inline constexpr encoding zigzag = encoding::zigzag;
inline constexpr encoding fixed = encoding::fixed;

/// The types of protobuf that a field without sub-fields can have. Those whose names mean something
/// else in C++ or in this namespace end in an underscore.
enum class scalar : std::uint8_t {
  double_,
  float_,
  int32,
  int64,
  uint32,
  uint64,
  sint32,
  sint64,
  fixed32,
  fixed64,
  sfixed32,
  sfixed64,
  bool_,
  string,
  bytes_,
  enum_,
};

/// The declaration that belongs to T: its own `T::proto`. Specialise it for a struct that cannot be
/// changed:
///
///     template <> struct headwire::schema_of<other::point> {
///       static constexpr auto proto = headwire::schema(headwire::field<1, &other::point::x>);
///     };
template <class T>
struct schema_of {};

template <class T>
requires requires { T::proto; }
struct schema_of<T> {
  static constexpr auto proto = T::proto;
};

namespace detail {

/// Marks the type of what `schema()` returns.
struct schema_base {};

template <class T>
concept has_schema = requires {
  schema_of<T>::proto;
  requires std::derived_from<std::remove_const_t<decltype(schema_of<T>::proto)>, schema_base>;
};

template <class M>
struct member_of;
template <class Owner, class T>
struct member_of<T Owner::*> {
  using owner = Owner;
  using type = T;
};

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
struct without_optional {
  using type = T;
};
template <class T>
struct without_optional<std::optional<T>> {
  using type = T;
};

/// What a std::optional holds. A call of its member: `*` and `!` in front of it are looked up in
/// the namespace of its value, too, where a program may have operators of its own.
template <class Optional>
[[nodiscard]] constexpr auto& held(Optional& present) noexcept {
  return present.operator*();
}

template <class T>
inline constexpr bool is_unknown_fields = false;
template <std::size_t N>
inline constexpr bool is_unknown_fields<unknown_fields<N>> = true;

template <class T>
concept signed_integer = std::same_as<T, std::int32_t> || std::same_as<T, std::int64_t>;
template <class T>
concept unsigned_integer = std::same_as<T, std::uint32_t> || std::same_as<T, std::uint64_t>;
template <class T>
concept integer = signed_integer<T> || unsigned_integer<T>;

template <class T>
constexpr bool is_open_enum() noexcept {
  if constexpr (std::is_enum_v<T>) {
    return std::same_as<std::underlying_type_t<T>, std::int32_t>;
  } else {
    return false;
  }
}

template <class T>
concept scalar_value_type =
    integer<T> || std::same_as<T, bool> || std::same_as<T, float> || std::same_as<T, double> ||
    std::same_as<T, std::string_view> || std::same_as<T, bytes> || detail::is_open_enum<T>();

/// The protobuf type of a C++ scalar with an encoding.
template <scalar_value_type T, encoding E>
constexpr scalar scalar_of() noexcept {
  constexpr bool wide = sizeof(T) == 8;
  if constexpr (std::same_as<T, double>)
    return scalar::double_;
  else if constexpr (std::same_as<T, float>)
    return scalar::float_;
  else if constexpr (std::same_as<T, bool>)
    return scalar::bool_;
  else if constexpr (std::same_as<T, std::string_view>)
    return scalar::string;
  else if constexpr (std::same_as<T, bytes>)
    return scalar::bytes_;
  else if constexpr (detail::is_open_enum<T>())
    return scalar::enum_;
  else if constexpr (E == zigzag)
    return wide ? scalar::sint64 : scalar::sint32;
  else if constexpr (E == fixed && signed_integer<T>)
    return wide ? scalar::sfixed64 : scalar::sfixed32;
  else if constexpr (E == fixed)
    return wide ? scalar::fixed64 : scalar::fixed32;
  else if constexpr (signed_integer<T>)
    return wide ? scalar::int64 : scalar::int32;
  else
    return wide ? scalar::uint64 : scalar::uint32;
}

}  // namespace detail

namespace detail {
inline namespace HEADWIRE_ISA {

template <std::same_as<scalar>... Types>
[[nodiscard]] constexpr bool is_any_of(scalar type, Types... types) noexcept {
  return (false || ... || (type == types));
}

/// The wire type of an encoded value.
[[nodiscard]] constexpr wire_type wire_type_of(scalar type) noexcept {
  if (detail::is_any_of(type, scalar::double_, scalar::fixed64, scalar::sfixed64)) {
    return wire_type::i64;
  }
  if (detail::is_any_of(type, scalar::float_, scalar::fixed32, scalar::sfixed32)) {
    return wire_type::i32;
  }
  if (detail::is_any_of(type, scalar::string, scalar::bytes_)) return wire_type::len;
  return wire_type::varint;
}

}  // namespace HEADWIRE_ISA
}  // namespace detail

namespace detail {

/// The checks of a declaration, each one a plain bool: a concept in a static_assert makes compilers
/// print every step of its evaluation (101 lines against 21 when tried).
template <std::uint32_t Number>
inline constexpr bool number_in_range = Number >= 1 && Number <= max_field_number;
template <std::uint32_t Number>
inline constexpr bool number_is_free = Number<first_reserved_number || Number> last_reserved_number;
template <class T>
inline constexpr bool is_bare_message = has_schema<T>;
template <class T>
inline constexpr bool is_supported = scalar_value_type<typename without_optional<T>::type> ||
                                     has_schema<typename without_optional<T>::type>;
template <class T>
inline constexpr bool is_closed_enum = std::is_enum_v<T> && !detail::is_open_enum<T>();
template <class T, encoding E>
inline constexpr bool encoding_fits =
    E == automatic || (E == zigzag && signed_integer<T>) || (E == fixed && integer<T>);

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
      detail::is_supported<member_type> || detail::is_closed_enum<value_type>,
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
  static constexpr bool is_message = detail::has_schema<value_type>;
  /// Presence is tracked: absent and zero are two things.
  static constexpr bool explicit_presence = detail::is_optional<member_type>;

  // clang objects to `consteval` in C++20, too.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wc++20-compat"
  /// The protobuf type; only asked for fields that are no sub-messages.
  static consteval scalar type() noexcept { return detail::scalar_of<value_type, Encoding>(); }

  static consteval wire_type wire() noexcept {
    if constexpr (is_message) {
      return wire_type::len;
    } else {
      return detail::wire_type_of(type());
    }
  }
  static consteval std::uint32_t tag() noexcept { return make_tag(Number, wire()); }
#pragma GCC diagnostic pop
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
