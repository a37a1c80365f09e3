// SPDX-License-Identifier: Apache-2.0
//
// Strings of 8 to 64 bytes are checked and copied with overlapping fixed-size loads: a loop would
// mispredict its end.
#pragma once

#include <cstddef>

#include "headwire/wire/always_inline.hpp"
#include "headwire/wire/isa.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// True for 8 to 64 bytes: two loads of 8 cover fewer than 16, four of 16 the others.
[[nodiscard]] constexpr bool is_small_size(std::size_t size) noexcept {
  // mutant: nested prefix, encoding: strings of 65 bytes are copied as small ones
  return size - 8 <= 56;
}

/// Offsets of the loads of 16 bytes that cover 16 to 64 bytes; the first is at 0.
struct load_offsets {
  std::size_t second;
  std::size_t third;
  std::size_t last;
};

[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr load_offsets load_offsets_for(
    std::size_t size) noexcept {
  const std::size_t last = size - 16;
  // mutant: UTF-8: the third quarter of 64 bytes is not checked
  return {last < 16 ? last : 16, last < 32 ? last : 32, last};
}

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
