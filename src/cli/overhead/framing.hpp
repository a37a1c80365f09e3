// SPDX-License-Identifier: Apache-2.0
//
// What stands in front of each record of a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "headwire/wire/bytes.hpp"

namespace headwire::tool {

enum class framing : std::uint8_t {
  go,      ///< binary log of grpc-go: the length as 4 bytes, big-endian
  java,    ///< binary log of grpc-java: the length as a varint
  frames,  ///< gRPC messages as in the stream: a flag byte, the length as 4 bytes, big-endian
};

[[nodiscard]] std::string_view name_of(framing kind) noexcept;

/// Which of the two framings a binary log has, by its first byte: a record of grpc-go below 16 MiB
/// starts with 00, and one of grpc-java never does, because no entry is empty.
[[nodiscard]] constexpr framing detect_framing(std::byte first) noexcept {
  return first == std::byte{0} ? framing::go : framing::java;
}

/// The longest prefix of any framing: a varint of 10 bytes.
inline constexpr std::size_t max_prefix_size = 10;

/// What the prefix at the front of a window says.
struct prefix {
  enum class verdict : std::uint8_t { whole, cut, malformed };

  verdict found = verdict::cut;
  bool compressed = false;   ///< only frames have that flag
  std::size_t size = 0;      ///< of the prefix itself
  std::uint64_t length = 0;  ///< of the record behind it
};

/// Reads the prefix at the front of `window`.
[[nodiscard]] prefix read_prefix(framing kind, bytes window) noexcept;

}  // namespace headwire::tool
