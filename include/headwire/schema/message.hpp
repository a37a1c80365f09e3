// SPDX-License-Identifier: Apache-2.0
//
// The concept `message`, what a declaration says about its type, and `equal`.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include "headwire/schema/schema.hpp"
#include "headwire/wire/isa.hpp"

namespace headwire {

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

}  // namespace detail

namespace detail {
inline namespace HEADWIRE_ISA {

template <message T, std::size_t... Index>
constexpr bool any_keeps_unknown(std::index_sequence<Index...>) noexcept {
  return (false || ... || kind_of<field_at<T, Index>>::keeps_unknown());
}

template <message T>
constexpr bool keeps_unknown_in() noexcept {
  return schema_type<T>::keeps_unknown ||
         detail::any_keeps_unknown<T>(std::make_index_sequence<field_count<T>>{});
}

/// True if T or a message in it keeps unknown fields.
template <message T>
inline constexpr bool keeps_unknown_inside = detail::keeps_unknown_in<T>();

/// True if a bare scalar is not written: proto3 leaves out a value whose bits are all zero, an
/// empty string included. -0.0 is not all zero bits, and is written.
template <class T>
[[nodiscard]] constexpr bool is_zero(const T& value) noexcept {
  return field_kind<T, automatic>::is_zero(value);
}

/// True if both members hold the same.
template <class Kind, class M>
[[nodiscard]] constexpr bool equal_members(const M& a, const M& b) noexcept {
  if constexpr (is_optional<M>) {
    return a.has_value() == b.has_value() &&
           (!a.has_value() || Kind::equal(detail::held(a), detail::held(b)));
  } else {
    return Kind::equal(a, b);
  }
}

template <class T>
[[nodiscard]] constexpr bool equal_values(const T& a, const T& b) noexcept {
  return detail::equal_members<field_kind<typename without_optional<T>::type, automatic>>(a, b);
}

template <message T, std::size_t... Index>
[[nodiscard]] constexpr bool equal_fields(const T& a, const T& b,
                                          std::index_sequence<Index...>) noexcept {
  bool same = (detail::equal_members<kind_of<field_at<T, Index>>>(a.*field_at<T, Index>::member,
                                                                  b.*field_at<T, Index>::member) &&
               ...);
  if constexpr (schema_type<T>::keeps_unknown) {
    constexpr auto rest = schema_type<T>::unknown_member::member;
    same = same && a.*rest == b.*rest;
  }
  return same;
}

template <message T>
[[nodiscard]] constexpr bool equal_messages(const T& a, const T& b) noexcept {
  return detail::equal_fields(a, b, std::make_index_sequence<field_count<T>>{});
}

}  // namespace HEADWIRE_ISA
}  // namespace detail

inline namespace HEADWIRE_ISA {

/// True if both messages have the same fields present with the same contents: views are compared by
/// the bytes they show, floating-point numbers by their bits (so NaN equals itself, and 0.0 differs
/// from -0.0), kept unknown fields by their bytes.
template <message T>
[[nodiscard]] constexpr bool equal(const T& a, const T& b) noexcept {
  return detail::equal_messages(a, b);
}

}  // namespace HEADWIRE_ISA

}  // namespace headwire
