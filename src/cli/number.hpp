// SPDX-License-Identifier: Apache-2.0
//
// Options that take a number.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <limits>

namespace headwire::tool {

/// Accepts nothing but decimal digits that write a number from `least` to `most`. CLI11 by itself
/// takes -5 and 2^64 for large numbers, 010 for 8, and no text for 0.
[[nodiscard]] CLI::Validator whole_number(
    std::uint64_t least, std::uint64_t most = std::numeric_limits<std::uint64_t>::max());

}  // namespace headwire::tool
