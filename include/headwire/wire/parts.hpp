// SPDX-License-Identifier: Apache-2.0
//
// Text of a usual size is checked and copied in parts of equal size that overlap: a loop over it,
// or a choice by size, would end where nobody can predict.
#pragma once

#include <cstddef>

#include "headwire/wire/isa.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// True for 8 to 64 bytes: two parts of 8 cover fewer than 16, and four of 16 the others.
[[nodiscard]] constexpr bool is_usual_size(std::size_t size) noexcept {
  return size - 8 <= 56;
}

/// Where parts of 16 bytes begin that cover 16 to 64 bytes; the first one begins at 0.
struct part_offsets {
  std::size_t second;
  std::size_t third;
  std::size_t last;
};

[[nodiscard, gnu::always_inline]] inline constexpr part_offsets parts_of(
    std::size_t size) noexcept {
  const std::size_t last = size - 16;
  return {last < 16 ? last : 16, last < 32 ? last : 32, last};
}

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
