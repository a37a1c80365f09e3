// SPDX-License-Identifier: Apache-2.0
//
// Adds up every leaf of a message, by its declaration. An absent leaf counts as zero.
#pragma once

#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <string_view>
#include <type_traits>
#include <utility>

#include "leaves.hpp"

namespace headwire::bench::systems {

template <class V>
[[nodiscard]] std::uint64_t sum_of_leaves(const V& value) {
  if constexpr (detail::is_optional<V>) {
    return value ? sum_of_leaves(*value) : 0;
  } else if constexpr (message<V>) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return (std::uint64_t{0} + ... + sum_of_leaves(value.*detail::field_at<V, I>::member));
    }(std::make_index_sequence<detail::field_count<V>>{});
  } else if constexpr (std::is_same_v<V, bytes>) {
    return sum_of(as_text(value));
  } else if constexpr (std::is_convertible_v<const V&, std::string_view>) {
    return sum_of(std::string_view(value));
  } else {
    return static_cast<std::uint64_t>(value);
  }
}

}  // namespace headwire::bench::systems
