// SPDX-License-Identifier: Apache-2.0
//
// A message as the lists of leaves that the recorded vectors hold; tests/data/README.md describes
// both ways of writing them.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "reference/bridge.hpp"
#include "support/data.hpp"

namespace headwire::reference {

using leaf_list = std::vector<std::string>;

template <class V>
[[nodiscard]] std::string leaf_text(const V& value, std::string_view string_prefix) {
  if constexpr (is_view<V>) {
    return std::string(string_prefix) + test::to_hex(as_bytes(to_text(value)));
  } else if constexpr (std::is_same_v<V, bool>) {
    return value ? "true" : "false";
  } else if constexpr (std::is_floating_point_v<V>) {
    using bits = std::conditional_t<sizeof(V) == 8, std::uint64_t, std::uint32_t>;
    auto left = std::bit_cast<bits>(value);
    std::string digits;
    for (std::size_t i = 0; i < 2 * sizeof(V); ++i, left >>= 4)
      digits.insert(digits.begin(), "0123456789abcdef"[left & 15]);
    return "bits:" + digits;
  } else if constexpr (std::is_enum_v<V>) {
    return std::to_string(static_cast<std::int32_t>(value));
  } else {
    return std::to_string(value);
  }
}

/// Calls `scalar(path, value, is_set)` and `submessage(path)` for what is present in `value`.
template <message T, class Scalar, class Submessage>
void each_leaf(const T& value, const std::string& prefix, Scalar scalar, Submessage submessage) {
  all_fields<T>([&]<std::size_t I>() {
    using field = detail::field_at<T, I>;
    const auto& member = value.*field::member;
    const std::string path = prefix + std::string(member_name<field::member>);
    if constexpr (field::is_message) {
      if (!member) return true;
      submessage(path);
      each_leaf(*member, path + ".", scalar, submessage);
    } else if constexpr (field::explicit_presence) {
      if (member) scalar(path, *member, true);
    } else {
      scalar(path, member, !detail::is_zero(member));
    }
    return true;
  });
}

/// As in edge_cases.json: what is set, sub-messages as `{}`; of a message nested in itself seven
/// levels.
template <message T>
[[nodiscard]] leaf_list edge_leaves(const T& value) {
  constexpr int levels_listed = 7;
  leaf_list found;
  each_leaf(
      value, "",
      [&](const std::string& path, const auto& leaf, bool is_set) {
        if (is_set) found.push_back(path + "=" + leaf_text(leaf, "hex:"));
      },
      [&](const std::string& path) {
        if (std::count(path.begin(), path.end(), '.') < levels_listed)
          found.push_back(path + "={}");
      });
  std::sort(found.begin(), found.end());
  return found;
}

/// As in malformed.tsv: the leaves of all messages that are present, zero or not.
template <message T>
[[nodiscard]] leaf_list header_leaves(const T& value) {
  leaf_list found;
  each_leaf(
      value, "",
      [&](const std::string& path, const auto& leaf, bool) {
        found.push_back(path + "=" + leaf_text(leaf, "x"));
      },
      [](const std::string&) {});
  std::sort(found.begin(), found.end());
  return found;
}

/// As in malformed.tsv: the paths of the sub-messages that are present.
template <message T>
[[nodiscard]] leaf_list present_messages(const T& value) {
  leaf_list found;
  each_leaf(
      value, "", [](const std::string&, const auto&, bool) {},
      [&](const std::string& path) { found.push_back(path); });
  std::sort(found.begin(), found.end());
  return found;
}

/// A list as it stands in a table, in the same order as those above.
[[nodiscard]] inline leaf_list recorded_list(std::string_view column) {
  if (column.empty()) return {};
  leaf_list items = test::split(column, ' ');
  std::sort(items.begin(), items.end());
  return items;
}

}  // namespace headwire::reference
