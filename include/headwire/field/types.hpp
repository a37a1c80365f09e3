// SPDX-License-Identifier: Apache-2.0
//
// The types that members of a message may have, and what they are called in protobuf.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

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

}  // namespace detail

/// A struct with a declaration: `T::proto`, or a specialisation of `schema_of<T>`.
template <class T>
concept message = detail::has_schema<std::remove_cv_t<T>>;

namespace detail {

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

}  // namespace headwire
