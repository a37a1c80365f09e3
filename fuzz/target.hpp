// SPDX-License-Identifier: Apache-2.0
//
// What each fuzz target defines, for the programs that drive it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

/// Runs one input. Prints and aborts when it finds something.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace headwire::fuzz {

/// How many bytes at the front of an input are choices, perhaps more than it has. The mutator
/// changes the rest as a message.
[[nodiscard]] std::size_t leading_choices(std::string_view input);

}  // namespace headwire::fuzz
