// SPDX-License-Identifier: Apache-2.0
//
// A path: from a message through its sub-messages to one field.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "headwire/schema/message.hpp"

namespace headwire {

namespace detail {

template <auto A, auto B>
constexpr bool same_pointer() noexcept {
  if constexpr (std::is_same_v<decltype(A), decltype(B)>) {
    return A == B;
  } else {
    return false;
  }
}

/// Index of the field that T stores in `Member`; the number of fields if there is none.
template <message T, auto Member, std::size_t... Index>
constexpr std::size_t index_of_member(std::index_sequence<Index...>) noexcept {
  const bool is_it[] = {detail::same_pointer<field_at<T, Index>::member, Member>()..., true};
  std::size_t at = 0;
  while (!is_it[at])
    ++at;
  return at;
}

template <auto Member>
using owner_of = typename member_of<decltype(Member)>::owner;

template <auto Member>
inline constexpr std::size_t declared_index = detail::index_of_member<owner_of<Member>, Member>(
    std::make_index_sequence<field_count<owner_of<Member>>>{});

template <auto Member>
constexpr bool is_declared() noexcept {
  if constexpr (has_schema<owner_of<Member>>) {
    return declared_index<Member> < field_count<owner_of<Member>>;
  } else {
    return false;
  }
}

/// The field that is stored in `Member`.
template <auto Member>
using field_of = field_at<owner_of<Member>, declared_index<Member>>;

template <auto Upper, auto Lower>
constexpr bool leads_to() noexcept {
  return std::is_same_v<typename without_optional<typename member_of<decltype(Upper)>::type>::type,
                        owner_of<Lower>>;
}

template <auto... Members>
constexpr bool is_connected() noexcept {
  if constexpr (sizeof...(Members) < 2) {
    return true;
  } else {
    // not run: in constant expressions only
    return []<auto First, auto Second, auto... Rest>() {
      return detail::leads_to<First, Second>() && detail::is_connected<Second, Rest...>();
    }.template operator()<Members...>();
  }
}

/// Names of the path's fields with dots between them, in static memory.
template <auto... Members>
struct dotted {
  static constexpr std::size_t size =
      (std::size_t{sizeof...(Members) - 1} + ... + member_name<Members>.size());
  static constexpr auto text = [] {
    std::array<char, size> joined{};
    std::size_t at = 0;
    for (const std::string_view name : {member_name<Members>...}) {
      if (at != 0) joined[at++] = '.';
      for (const char c : name)
        joined[at++] = c;
    }
    return joined;
  }();
};

/// True if the path ends at a value; asked of connected paths only.
template <auto... Members>
constexpr bool ends_at_value() noexcept {
  using last = std::tuple_element_t<sizeof...(Members) - 1, std::tuple<field_of<Members>...>>;
  return !last::is_message;
}

/// True for a path without a mistake.
template <auto... Members>
constexpr bool is_path_of_fields() noexcept {
  if constexpr (sizeof...(Members) != 0 && (detail::is_declared<Members>() && ...)) {
    if constexpr (detail::is_connected<Members...>()) return detail::ends_at_value<Members...>();
  }
  return false;
}

/// What a path offers. One with a mistake offers nothing, so that compilers say no more of it than
/// what the mistake is.
template <bool Valid, auto... Members>
struct path_fields {};

template <auto... Members>
struct path_fields<true, Members...> {
  /// Fields on the path, the last one included.
  static constexpr std::size_t size = sizeof...(Members);

  /// The I-th field on the path, as declared.
  template <std::size_t Index>
  using field = std::tuple_element_t<Index, std::tuple<detail::field_of<Members>...>>;

  /// The field at the end.
  using leaf = field<size - 1>;

  /// The message at the beginning.
  using root = typename field<0>::owner;
  /// The C++ type of the value at the end.
  using value_type = typename leaf::value_type;

  /// The names on the path with dots between them: "operation.session.primitive_id".
  [[nodiscard]] static constexpr std::string_view name() noexcept {
    using joined = detail::dotted<Members...>;
    return {joined::text.data(), joined::size};
  }

  /// The value in a decoded message: nullopt if and only if a sub-message on the path, or a field
  /// with explicit presence at the end, is absent. Views borrow what the message borrows.
  [[nodiscard]] static constexpr std::optional<value_type> get(const root& in) noexcept {
    return get_from<0>(in);
  }

 private:
  template <std::size_t Index, class T>
  [[nodiscard]] static constexpr std::optional<value_type> get_from(const T& in) noexcept {
    const auto& member = in.*field<Index>::member;
    if constexpr (Index + 1 == size) {
      return member;
    } else {
      return member.has_value() ? get_from<Index + 1>(detail::held(member)) : std::nullopt;
    }
  }
};

/// Names the mistake of a path.
template <auto... Members>
constexpr void check_path() noexcept {
  constexpr bool declared = (detail::is_declared<Members>() && ...);
  static_assert(sizeof...(Members) > 0, "headwire: a path names at least one field");
  static_assert(declared,
                "headwire: each member of a path must be a declared field of its message");
  if constexpr (declared && sizeof...(Members) > 0) {
    constexpr bool connected = detail::is_connected<Members...>();
    static_assert(connected,
                  "headwire: each field of a path but the last must be the sub-message that the "
                  "next one is a member of");
    if constexpr (connected) {
      constexpr bool ends = detail::ends_at_value<Members...>();
      static_assert(ends, "headwire: a path ends at a scalar, string or bytes field");
    }
  }
}

}  // namespace detail

/// What `path<…>` is an object of.
template <auto... Members>
struct path_t : detail::path_fields<detail::is_path_of_fields<Members...>(), Members...> {
  constexpr path_t() noexcept { detail::check_path<Members...>(); }
};

/// From a message through its sub-messages to one field, as a constant:
/// `path<&SessionRequestHeaders::partition, &PartitionRequestHeaders::partition_id>`.
template <auto... Members>
inline constexpr path_t<Members...> path{};

namespace detail {

template <class P>
inline constexpr bool is_path = false;
template <auto... Members>
inline constexpr bool is_path<path_t<Members...>> = true;

/// The type of the path that a template argument names: a path, or a pointer to a member of the
/// message itself.
template <auto Path, class P>
struct path_named {
  using type = P;
};
template <auto Path, class T, class Owner>
struct path_named<Path, T Owner::*> {
  using type = path_t<Path>;
};
template <auto Path>
using path_type = typename path_named<Path, std::remove_cv_t<decltype(Path)>>::type;

/// The message at which the first of the paths begins.
template <auto... Paths>
using root_of = typename std::tuple_element_t<0, std::tuple<path_type<Paths>...>>::root;

template <auto... Paths>
concept paths_of_one_message =
    sizeof...(Paths) > 0 && (is_path<path_type<Paths>> && ...) &&
    (std::is_same_v<typename path_type<Paths>::root, root_of<Paths...>> && ...);

/// For calls with another template argument: paths that begin at different messages, or no path.
template <auto... Paths>
concept no_paths_of_one_message = sizeof...(Paths) > 0 && !paths_of_one_message<Paths...>;

template <class P>
concept path_without_mistake = requires { typename P::root; };

/// Names the mistake: that of a path or, if there is none, of all together.
template <auto... Paths>
constexpr void check_paths() noexcept {
  if constexpr ((is_path<path_type<Paths>> && ...) &&
                !(path_without_mistake<path_type<Paths>> && ...)) {
    (static_cast<void>(path_type<Paths>{}), ...);
  } else {
    constexpr bool of_one_message = paths_of_one_message<Paths...>;
    static_assert(of_one_message,
                  "headwire: the paths of one call are headwire::path<...> or pointers to declared "
                  "members, and all begin at one message");
  }
}

}  // namespace detail

/// The value at the end of `Path` in a decoded message; see path_t::get.
template <auto Path>
requires detail::paths_of_one_message<Path>
[[nodiscard]] constexpr auto get(const typename detail::path_type<Path>::root& in) noexcept {
  return detail::path_type<Path>::get(in);
}

}  // namespace headwire
