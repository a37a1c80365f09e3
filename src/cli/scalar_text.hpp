// SPDX-License-Identifier: Apache-2.0
//
// Values that a user writes, as bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "headwire/schema/descriptor.hpp"

namespace headwire::tool {

/// `value` as a varint.
[[nodiscard]] std::vector<std::byte> varint_bytes(std::uint64_t value);

struct scalar_bytes {
  std::vector<std::byte> content;  ///< the value on the wire, without tag and length
  std::string error;               ///< why there is none; empty on success
};

/// Reads `text` as a value of a field that is no message.
[[nodiscard]] scalar_bytes parse_scalar(std::string_view text, const field_descriptor& field);

}  // namespace headwire::tool
