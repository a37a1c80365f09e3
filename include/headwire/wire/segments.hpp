// SPDX-License-Identifier: Apache-2.0
//
// The segments of a call, in a form that keeps the user's types out of all names behind it.
#pragma once

#include <cstddef>
#include <span>
#include <type_traits>

#include "headwire/wire/bytes.hpp"
#include "headwire/wire/input.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/writable.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// `list` is no template: a call or an operator on it, or on a type made with it, finds nothing in the
/// namespaces of `Segment` by the types of its arguments. `Segment` is const, unless it owns bytes
/// that are to be changed.
template <class Segment>
struct segments_in {
  struct list {
    Segment* first;
    std::size_t count;

    [[nodiscard]] constexpr std::size_t size() const noexcept { return count; }
    /// mutable_bytes if they can be changed, else bytes.
    [[nodiscard]] constexpr auto operator[](std::size_t i) const noexcept {
      if constexpr (is_changeable<Segment>) {
        return detail::mutable_bytes_of(first[i]);
      } else {
        return detail::bytes_of(first[i]);
      }
    }
  };
};

/// The ranges of a segment_range, const if they are in there.
template <segment_range R>
[[nodiscard]] constexpr typename segments_in<element<R>>::list changeable_segments_of(
    R&& in) noexcept {
  static_assert(
      std::is_lvalue_reference_v<R> || std::ranges::enable_borrowed_range<segment_of<R>>,
      "headwire: a temporary owns these bytes, and views of them would dangle: keep it in a "
      "variable");
  if constexpr (std::is_array_v<std::remove_reference_t<R>>) {
    return {in, std::extent_v<std::remove_reference_t<R>>};
  } else {
    return {in.data(), in.size()};
  }
}

/// The same, only to be read.
template <segment_range R>
[[nodiscard]] constexpr typename segments_in<const segment_of<R>>::list segments_of(
    R&& in) noexcept {
  const auto found = detail::changeable_segments_of(static_cast<R&&>(in));
  return {found.first, found.count};
}

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
