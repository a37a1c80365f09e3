// SPDX-License-Identifier: Apache-2.0
//
// `covers<T>`: does a declaration name every member of its struct?
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include "headwire/schema/message.hpp"

namespace headwire {

namespace detail {

/// Initialises a member of any type; a std::optional through its contents, or it could convert in
/// two ways.
struct any_member {
  template <class T>
  requires(!is_optional<T>)
  operator T() const noexcept {  // NOLINT(*-explicit-*): must convert by itself
    // Never called. clang 19 wants a definition where T has no linkage.
    __builtin_unreachable();
  }
};

template <class T, std::size_t... Index>
concept initialised_by = requires { T{(static_cast<void>(Index), any_member{})...}; };

template <class T, std::size_t... Index>
constexpr bool takes(std::index_sequence<Index...>) noexcept {
  return initialised_by<T, Index...>;
}

/// Members of the aggregate T: the most initialisers it takes.
template <class T, std::size_t Most>
constexpr std::size_t member_count() noexcept {
  if constexpr (detail::takes<T>(std::make_index_sequence<Most>{})) {
    return Most;
  } else if constexpr (Most == 0) {
    return 0;
  } else {
    return detail::member_count<T, Most - 1>();
  }
}

template <message T>
constexpr bool covers_all() noexcept {
  static_assert(std::is_aggregate_v<T>,
                "headwire: covers<T> counts the members of aggregates only");
  constexpr std::size_t declared = field_count<T> + (schema_type<T>::keeps_unknown ? 1 : 0);
  // Each member takes at least a byte; a member more than declared is all that matters.
  return detail::member_count<T, declared + 1>() == declared;
}

}  // namespace detail

/// True if the declaration of T names every non-static data member. A forgotten one would silently
/// never be read or written; `static_assert(headwire::covers<T>)` in a test finds it. T must be an
/// aggregate without base classes and without arrays as members.
template <message T>
inline constexpr bool covers = detail::covers_all<T>();

}  // namespace headwire
