// SPDX-License-Identifier: Apache-2.0
//
// Bytes written down in tests.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace headwire::test {

/// An array of the given numbers, each 0 to 255, as bytes: usable in constant expressions.
template <class... Number>
[[nodiscard]] constexpr std::array<std::byte, sizeof...(Number)> make_bytes(Number... number) {
  return {static_cast<std::byte>(static_cast<std::uint8_t>(number))...};
}

}  // namespace headwire::test
