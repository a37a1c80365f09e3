// SPDX-License-Identifier: Apache-2.0
//
// How often this program has allocated: every operator new and every malloc, calloc, realloc and
// aligned_alloc of the process is counted.
#pragma once

#include <cstddef>

namespace headwire::test {

[[nodiscard]] std::size_t allocation_count() noexcept;

}  // namespace headwire::test
