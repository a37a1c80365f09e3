// SPDX-License-Identifier: Apache-2.0
//
// The concept `message`, what a declaration says about its type, and `equal`.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "headwire/schema/schema.hpp"
#include "headwire/wire/isa.hpp"

namespace headwire {

/// A struct with a declaration: `T::proto`, or a specialisation of `schema_of<T>`.
template <class T>
concept message = detail::has_schema<std::remove_cv_t<T>>;

namespace detail {

/// Says what to write if T is no message.
template <class T>
struct declared {
  static constexpr bool value = message<T>;
  static_assert(value,
                "headwire: this type declares no fields: give it `static constexpr auto proto = "
                "headwire::schema(headwire::field<1, &T::member>, ...);`, or specialise "
                "headwire::schema_of for it");
};

template <message T>
using schema_type = std::remove_const_t<decltype(schema_of<std::remove_cv_t<T>>::proto)>;

/// The I-th declared field of T.
template <message T, std::size_t Index>
using field_at = typename schema_type<T>::template at<Index>;

template <message T>
inline constexpr std::size_t field_count = schema_type<T>::size;

/// Levels of sub-messages below T.
template <message T>
inline constexpr int nesting = schema_type<T>::nesting;

/// True if T has sub-messages from its First-th field on.
template <message T, std::size_t First, std::size_t... Index>
constexpr bool any_message_from(std::index_sequence<Index...>) noexcept {
  return (false || ... || (Index >= First && field_at<T, Index>::is_message));
}

template <message T, std::size_t... Index>
constexpr bool any_keeps_unknown(std::index_sequence<Index...>) noexcept;

/// True if T or a message in it keeps unknown fields.
template <message T>
inline constexpr bool keeps_unknown_inside =
    schema_type<T>::keeps_unknown ||
    detail::any_keeps_unknown<T>(std::make_index_sequence<field_count<T>>{});

template <class Field>
constexpr bool field_keeps_unknown() noexcept {
  if constexpr (Field::is_message) {
    return keeps_unknown_inside<typename Field::value_type>;
  } else {
    return false;
  }
}

template <message T, std::size_t... Index>
constexpr bool any_keeps_unknown(std::index_sequence<Index...>) noexcept {
  return (false || ... || detail::field_keeps_unknown<field_at<T, Index>>());
}

}  // namespace detail

namespace detail {
inline namespace HEADWIRE_ISA {

/// True if a bare scalar is not written: proto3 leaves out a value whose bits are all zero, an
/// empty string included. -0.0 is not all zero bits, and is written.
template <class T>
[[nodiscard]] constexpr bool is_zero(const T& value) noexcept {
  if constexpr (std::is_same_v<T, double>) {
    return std::bit_cast<std::uint64_t>(value) == 0;
  } else if constexpr (std::is_same_v<T, float>) {
    return std::bit_cast<std::uint32_t>(value) == 0;
  } else if constexpr (requires { value.empty(); }) {
    return value.empty();
  } else {
    return !static_cast<bool>(value);
  }
}

template <class T>
[[nodiscard]] constexpr bool equal_values(const T& a, const T& b) noexcept;

template <message T, std::size_t... Index>
[[nodiscard]] constexpr bool equal_fields(const T& a, const T& b,
                                          std::index_sequence<Index...>) noexcept {
  bool same =
      (detail::equal_values(a.*field_at<T, Index>::member, b.*field_at<T, Index>::member) && ...);
  if constexpr (schema_type<T>::keeps_unknown) {
    constexpr auto rest = schema_type<T>::unknown_member::member;
    same = same && a.*rest == b.*rest;
  }
  return same;
}

template <class T>
[[nodiscard]] constexpr bool equal_values(const T& a, const T& b) noexcept {
  if constexpr (is_optional<T>) {
    return a.has_value() == b.has_value() &&
           (!a.has_value() || detail::equal_values(detail::held(a), detail::held(b)));
  } else if constexpr (has_schema<T>) {
    return detail::equal_fields(a, b, std::make_index_sequence<field_count<T>>{});
  } else if constexpr (std::is_same_v<T, double>) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
  } else if constexpr (std::is_same_v<T, float>) {
    return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b);
  } else if constexpr (std::is_same_v<T, bytes>) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (a[i] != b[i]) return false;
    }
    return true;
  } else if constexpr (std::is_enum_v<T>) {
    return static_cast<std::underlying_type_t<T>>(a) == static_cast<std::underlying_type_t<T>>(b);
  } else {
    return a == b;
  }
}

}  // namespace HEADWIRE_ISA
}  // namespace detail

inline namespace HEADWIRE_ISA {

/// True if both messages have the same fields present with the same contents: views are compared by
/// the bytes they show, floating-point numbers by their bits (so NaN equals itself, and 0.0 differs
/// from -0.0), kept unknown fields by their bytes.
template <message T>
[[nodiscard]] constexpr bool equal(const T& a, const T& b) noexcept {
  return detail::equal_values(a, b);
}

}  // namespace HEADWIRE_ISA

}  // namespace headwire
