// SPDX-License-Identifier: Apache-2.0
//
// Output buffers that show which of their bytes were written.
#pragma once

#include <algorithm>
#include <cstddef>
#include <headwire/wire/bytes.hpp>

#include "unit/support/heap_block.hpp"

namespace headwire::test {

inline constexpr std::byte untouched{0xee};

[[nodiscard]] inline bool is_untouched(bytes memory) {
  return std::ranges::all_of(memory, [](std::byte byte) { return byte == untouched; });
}

/// Out of line: inlined, g++ 12 warns of sizes that cannot be.
[[nodiscard, gnu::noinline]] inline heap_block fresh_buffer(std::size_t size) {
  heap_block out(size);
  std::ranges::fill(out.writable(), untouched);
  return out;
}

}  // namespace headwire::test
