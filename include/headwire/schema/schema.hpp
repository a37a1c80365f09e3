// SPDX-License-Identifier: Apache-2.0
//
// The declaration of a message: `static constexpr auto proto = headwire::schema(field<…>, …);`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <tuple>
#include <type_traits>

#include "headwire/schema/field.hpp"

namespace headwire {

namespace detail {

/// The numbers of the declared fields, and a 0 so that there is an array without fields, too.
template <class... Fields>
inline constexpr std::uint32_t numbers[sizeof...(Fields) + 1] = {Fields::number..., 0};

template <class... Fields>
constexpr bool numbers_unique() noexcept {
  for (std::size_t i = 0; i < sizeof...(Fields); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (numbers<Fields...>[i] == numbers<Fields...>[j]) return false;
    }
  }
  return true;
}

template <class... Fields>
constexpr bool numbers_ascending() noexcept {
  for (std::size_t i = 1; i < sizeof...(Fields); ++i) {
    if (numbers<Fields...>[i - 1] > numbers<Fields...>[i]) return false;
  }
  return true;
}

template <class A, class B>
constexpr bool same_member() noexcept {
  if constexpr (std::is_same_v<decltype(A::member), decltype(B::member)>) {
    return A::member == B::member;
  } else {
    return false;
  }
}

/// How many of Fields are stored in the member of F.
template <class F, class... Fields>
inline constexpr int times_stored = (0 + ... + (detail::same_member<F, Fields>() ? 1 : 0));

template <class... Fields>
inline constexpr bool members_unique = ((times_stored<Fields, Fields...> == 1) && ...);

template <class... Fields>
struct one_owner : std::true_type {};
template <class First, class... Rest>
struct one_owner<First, Rest...>
    : std::bool_constant<(std::is_same_v<typename First::owner, typename Rest::owner> && ...)> {};

/// Levels of sub-messages below a message with these fields.
template <class... Fields>
constexpr int nesting_of() noexcept {
  int most = 0;
  for (const int levels : {0, kind_of<Fields>::levels()...})
    most = levels > most ? levels : most;
  return most;
}

/// No unknown fields are kept.
struct keeps_nothing {
  static constexpr bool is_unknown = false;
};

/// The fields of a message by index, and the member for unknown ones.
template <class Unknown, class... Fields>
struct schema_t : schema_base {
  static constexpr std::size_t size = sizeof...(Fields);
  static constexpr int nesting = detail::nesting_of<Fields...>();
  static constexpr bool keeps_unknown = Unknown::is_unknown;
  using unknown_member = Unknown;

  template <std::size_t Index>
  using at = std::tuple_element_t<Index, std::tuple<Fields...>>;
};

// clang objects to `consteval` in C++20, too.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wc++20-compat"

/// Moves the `unknown<…>` of a declaration, wherever it stands, to the front of the result.
template <class Unknown, class... Known>
struct collect {
  template <class Next>
  static consteval auto add(Next) noexcept {
    if constexpr (Next::is_unknown) {
      static_assert(!Unknown::is_unknown,
                    "headwire: a message keeps unknown fields in one member only");
      return collect<Next, Known...>{};
    } else {
      return collect<Unknown, Known..., Next>{};
    }
  }

  static consteval auto schema() noexcept {
    constexpr bool unique = detail::numbers_unique<Known...>();
    static_assert(unique, "headwire: two fields have the same number");
    constexpr bool ascending = detail::numbers_ascending<Known...>();
    static_assert(ascending,
                  "headwire: fields must be declared in ascending order of their numbers");
    static_assert(members_unique<Known...>, "headwire: two fields are stored in the same member");
    constexpr bool one_struct = one_owner<Known...>::value;
    static_assert(one_struct, "headwire: all fields must be members of the same struct");
    constexpr bool shallow = detail::nesting_of<Known...>() <= max_nesting;
    static_assert(shallow, "headwire: sub-messages nest more than 100 levels deep");
    return schema_t<Unknown, Known...>{};
  }
};

template <class Collected>
consteval auto collect_all(Collected collected) noexcept {
  return collected;
}
template <class Collected, class First, class... Rest>
consteval auto collect_all(Collected, First first, Rest... rest) noexcept {
  return detail::collect_all(Collected::add(first), rest...);
}

}  // namespace detail

/// Declares the fields of a message, in ascending order of their numbers. Every mistake is reported
/// here, at the declaration.
template <class... Fields>
[[nodiscard]] consteval auto schema(Fields... fields) noexcept {
  return decltype(detail::collect_all(detail::collect<detail::keeps_nothing>{},
                                      fields...))::schema();
}

#pragma GCC diagnostic pop

}  // namespace headwire
