// SPDX-License-Identifier: Apache-2.0
//
// peek beside decode: for any input each path must give what decoding the whole message gives.
// Unit tests, exhaustive tests and fuzz targets share it, so it tells the first difference in words
// instead of using a test framework.
#pragma once

#include <headwire/headwire.hpp>
#include <string_view>
#include <tuple>
#include <utility>

#include "support/paths.hpp"

namespace headwire::test {

/// What decode says of one input under both rules.
template <message T>
struct decoded {
  T value{};
  T strict{};
  status read;
  status gate;

  explicit decoded(bytes in) : read(decode(in, value)), gate(decode(in, strict, canonical)) {}
};

/// True if `got` is what `get` gives of a message that was read with that status.
template <auto Path, message T>
bool is_peeked(const detail::peek_result<Path>& got, status expected, const T& value) {
  if (got.status() != expected) return false;
  return expected ? detail::equal_values(*got, get<Path>(value)) : !got->has_value();
}

template <auto Path, message T>
std::string_view check_peek_alone(bytes in, const decoded<T>& whole) {
  if (!is_peeked<Path>(peek<Path>(in), whole.read, whole.value)) return "peek";
  if (!is_peeked<Path>(peek<Path>(in, canonical), whole.gate, whole.strict)) {
    return "peek, canonical";
  }
  return "";
}

template <auto Path, message T>
std::string_view check_peek_trusted(bytes in, const decoded<T>& whole) {
  const detail::peek_result<Path> trusted = peek_trusted<Path>(in);
  if (whole.gate && !is_peeked<Path>(trusted, {}, whole.strict)) return "peek_trusted";
  return "";
}

template <message T, class... Paths>
std::string_view check_peek_together(bytes in, const decoded<T>& whole, std::tuple<Paths...>) {
  if constexpr (sizeof...(Paths) > 1) {
    const auto got = peek<Paths{}...>(in);
    if (got.status() != whole.read) return "status of peek with several paths";
    const std::tuple expected(get<Paths{}>(whole.value)...);
    const bool same = [&]<std::size_t... I>(std::index_sequence<I...>) {
      return (detail::equal_values(std::get<I>(*got), std::get<I>(expected)) && ...);
    }(std::index_sequence_for<Paths...>{});
    if (whole.read && !same) return "values of peek with several paths";
    const auto strict = peek<Paths{}...>(in, canonical);
    if (strict.status() != whole.gate) return "status of peek with several paths, canonical";
  }
  return "";
}

/// True for the paths that are read alone. Each takes code for all fields of the message, so of a
/// message with many fields it is every sixth; all are read together.
template <message T>
constexpr bool is_peeked_alone(std::size_t index) {
  return detail::field_count<T> <= 8 || index % 6 == 0;
}

template <message T, class... Paths, std::size_t... I>
std::string_view check_peek_each(bytes in, const decoded<T>& whole, std::tuple<Paths...>,
                                 std::index_sequence<I...>) {
  std::string_view difference;
  const auto check = [&]<std::size_t Index, class Path>(Path) {
    if constexpr (is_peeked_alone<T>(Index)) {
      if (difference.empty()) difference = check_peek_alone<Path{}>(in, whole);
    }
    if (difference.empty()) difference = check_peek_trusted<Path{}>(in, whole);
  };
  (check.template operator()<I>(Paths{}), ...);
  return difference;
}

/// Empty if peek agrees with decode for every path of T.
template <message T>
std::string_view check_peek(bytes in) {
  using paths = all_paths<T>;
  const decoded<T> whole(in);
  const std::string_view difference =
      check_peek_each(in, whole, paths{}, std::make_index_sequence<std::tuple_size_v<paths>>{});
  return difference.empty() ? check_peek_together(in, whole, paths{}) : difference;
}

}  // namespace headwire::test
