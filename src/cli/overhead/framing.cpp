// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/framing.hpp"

#include <algorithm>

namespace headwire::tool {

namespace {

constexpr std::size_t length_size = 4;

std::uint64_t big_endian(bytes digits) noexcept {
  std::uint64_t value = 0;
  for (const std::byte digit : digits)
    value = value << 8 | std::to_integer<std::uint64_t>(digit);
  return value;
}

prefix read_go(bytes window) noexcept {
  if (window.size() < length_size) return {};
  return {.found = prefix::verdict::whole,
          .size = length_size,
          .length = big_endian(window.first<length_size>())};
}

prefix read_java(bytes window) noexcept {
  std::uint64_t value = 0;
  const std::size_t most = std::min(window.size(), max_prefix_size);
  for (std::size_t i = 0; i < most; ++i) {
    const auto digit = std::to_integer<std::uint64_t>(window[i]);
    value |= (digit & 0x7f) << (7 * i);
    if (digit < 0x80) return {.found = prefix::verdict::whole, .size = i + 1, .length = value};
  }
  return {.found = most == max_prefix_size ? prefix::verdict::malformed : prefix::verdict::cut};
}

prefix read_frame(bytes window) noexcept {
  if (window.empty()) return {};
  // Any other flag says that this is no frame, so that the length cannot be trusted either.
  if (window[0] > std::byte{1}) return {.found = prefix::verdict::malformed};
  if (window.size() < 1 + length_size) return {};
  return {.found = prefix::verdict::whole,
          .compressed = window[0] == std::byte{1},
          .size = 1 + length_size,
          .length = big_endian(window.subspan<1, length_size>())};
}

}  // namespace

std::string_view name_of(framing kind) noexcept {
  switch (kind) {
    case framing::go:
      return "go";
    case framing::java:
      return "java";
    case framing::frames:
      return "frames";
  }
  return "";
}

prefix read_prefix(framing kind, bytes window) noexcept {
  switch (kind) {
    case framing::go:
      return read_go(window);
    case framing::java:
      return read_java(window);
    case framing::frames:
      return read_frame(window);
  }
  return {};
}

}  // namespace headwire::tool
