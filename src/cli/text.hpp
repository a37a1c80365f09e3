// SPDX-License-Identifier: Apache-2.0
//
// Bytes as text and back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headwire/wire/bytes.hpp"

namespace headwire::tool {

/// Two lower-case digits a byte, without separators.
[[nodiscard]] std::string to_hex(bytes data);

/// The bytes that `text` writes in hex digits, two a byte. White space and colons between bytes and
/// a 0x in front of any are ignored. nullopt if there is anything else, or half a byte.
[[nodiscard]] std::optional<std::vector<std::byte>> from_hex(std::string_view text);

/// True if `text` is made of nothing but what from_hex reads, whole bytes or not, and is not empty.
[[nodiscard]] bool is_hex_text(std::string_view text) noexcept;

/// The bytes that `text` writes in base64 (RFC 4648, either alphabet but not both, padded or not).
/// White space is ignored. nullopt if there is anything else; `why` then says what is wrong.
[[nodiscard]] std::optional<std::vector<std::byte>> from_base64(std::string_view text,
                                                                std::string_view& why);

/// True if `text` is made of nothing but characters that occur in base64, and is not empty.
[[nodiscard]] bool is_base64_text(std::string_view text) noexcept;

/// True if `data` is valid UTF-8.
[[nodiscard]] bool is_text(bytes data) noexcept;

/// The form of a word that goes with `count`: "record" with 1, "records" with any other number.
[[nodiscard]] constexpr std::string_view one_or_many(std::uint64_t count, std::string_view one,
                                                     std::string_view many) noexcept {
  return count == 1 ? one : many;
}

/// "1 byte", "2 bytes".
[[nodiscard]] std::string count_bytes(std::size_t count);

}  // namespace headwire::tool
