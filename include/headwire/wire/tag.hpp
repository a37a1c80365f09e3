// SPDX-License-Identifier: Apache-2.0
//
// Tags: a field number and a wire type (protobuf encoding guide, "Message Structure").
#pragma once

#include <cstddef>
#include <cstdint>

namespace headwire {

/// How a value is laid out on the wire. 6 and 7 do not exist.
enum class wire_type : std::uint8_t {
  varint = 0,  ///< VARINT: 1 to 10 bytes, 7 bits each, least significant first
  i64 = 1,     ///< I64: 8 bytes, little-endian
  len = 2,     ///< LEN: a varint length, then as many bytes
  sgroup = 3,  ///< SGROUP: start of a group, which ends with an EGROUP of the same number
  egroup = 4,  ///< EGROUP: end of a group
  i32 = 5,     ///< I32: 4 bytes, little-endian
};

/// Field numbers run from 1 to 2^29-1; 19000 to 19999 are reserved for protobuf itself.
inline constexpr std::uint32_t max_field_number = (std::uint32_t{1} << 29) - 1;
inline constexpr std::uint32_t first_reserved_number = 19000;
inline constexpr std::uint32_t last_reserved_number = 19999;

/// Sub-messages and groups nest at most this many levels below the top message (Google's C++).
inline constexpr int max_nesting = 100;

/// Inputs, lengths and outputs of this size (2 GiB) and above are refused, as by Google's C++.
inline constexpr std::uint64_t size_limit = std::uint64_t{1} << 31;

/// The tag of field `number` with wire type `type`, before its varint encoding.
[[nodiscard]] constexpr std::uint32_t make_tag(std::uint32_t number, wire_type type) noexcept {
  return (number << 3) | static_cast<std::uint32_t>(type);
}

[[nodiscard]] constexpr std::uint32_t tag_number(std::uint32_t tag) noexcept {
  return tag >> 3;
}

/// The three low bits of a tag; 6 and 7 are none of the enumerators.
[[nodiscard]] constexpr wire_type tag_wire_type(std::uint32_t tag) noexcept {
  return static_cast<wire_type>(tag & 7);
}

}  // namespace headwire
