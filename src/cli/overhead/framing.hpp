// SPDX-License-Identifier: Apache-2.0
//
// What stands in front of each record of a file.
#pragma once

#include <algorithm>
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

namespace detail {

inline constexpr std::size_t length_size = 4;

[[nodiscard]] inline std::uint64_t big_endian(bytes digits) noexcept {
  std::uint64_t value = 0;
  for (const std::byte digit : digits)
    value = value << 8 | std::to_integer<std::uint64_t>(digit);
  return value;
}

[[nodiscard]] inline prefix read_go(bytes window) noexcept {
  if (window.size() < length_size) return {};
  return {.found = prefix::verdict::whole,
          .size = length_size,
          .length = big_endian(window.first<length_size>())};
}

[[nodiscard]] inline prefix read_java(bytes window) noexcept {
  std::uint64_t value = 0;
  const std::size_t most = std::min(window.size(), max_prefix_size);
  for (std::size_t i = 0; i < most; ++i) {
    const auto digit = std::to_integer<std::uint64_t>(window[i]);
    value |= (digit & 0x7f) << (7 * i);
    if (digit < 0x80) return {.found = prefix::verdict::whole, .size = i + 1, .length = value};
  }
  return {.found = most == max_prefix_size ? prefix::verdict::malformed : prefix::verdict::cut};
}

[[nodiscard]] inline prefix read_frame(bytes window) noexcept {
  if (window.empty()) return {};
  // Any other flag says that this is no frame, so that the length cannot be trusted either.
  if (window[0] > std::byte{1}) return {.found = prefix::verdict::malformed};
  if (window.size() < 1 + length_size) return {};
  return {.found = prefix::verdict::whole,
          .compressed = window[0] == std::byte{1},
          .size = 1 + length_size,
          .length = big_endian(window.subspan<1, length_size>())};
}

}  // namespace detail

/// Reads the prefix at the front of `window`. Inline: this is done for each record.
[[nodiscard]] inline prefix read_prefix(framing kind, bytes window) noexcept {
  switch (kind) {
    case framing::go:
      return detail::read_go(window);
    case framing::java:
      return detail::read_java(window);
    case framing::frames:
      return detail::read_frame(window);
  }
  return {};
}

}  // namespace headwire::tool
