// SPDX-License-Identifier: Apache-2.0
//
// peek beside decode: for any input each path must give what decoding the whole message gives.
// Unit tests, exhaustive tests and fuzz targets share it, so it tells the first difference in words
// instead of using a test framework.
#pragma once

#include <headwire/headwire.hpp>
#include <string_view>
#include <tuple>

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
std::string_view check_peek_at(bytes in, const decoded<T>& whole) {
  if (!is_peeked<Path>(peek<Path>(in), whole.read, whole.value)) return "peek";
  if (!is_peeked<Path>(peek<Path>(in, canonical), whole.gate, whole.strict)) {
    return "peek, canonical";
  }
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

/// Empty if peek agrees with decode for every path of T.
template <message T>
std::string_view check_peek(bytes in) {
  const decoded<T> whole(in);
  std::string_view difference;
  for_each_path<T>([&]<auto Path>() {
    if (difference.empty()) difference = check_peek_at<Path>(in, whole);
  });
  return difference.empty() ? check_peek_together(in, whole, all_paths<T>{}) : difference;
}

}  // namespace headwire::test
