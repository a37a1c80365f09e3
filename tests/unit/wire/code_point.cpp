// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <headwire/wire/code_point.hpp>
#include <headwire/wire/utf8.hpp>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"

namespace detail = headwire::detail;

namespace {

/// The code point in four bytes at most, made from the top down.
std::string utf8_of(char32_t code) {
  const auto part = [&](unsigned shift) {
    return static_cast<char>(0x80 | (code >> shift & 0x3f));
  };
  if (code < 0x80) return {static_cast<char>(code)};
  if (code < 0x800) return {static_cast<char>(0xc0 | code >> 6), part(0)};
  if (code < 0x10000) return {static_cast<char>(0xe0 | code >> 12), part(6), part(0)};
  return {static_cast<char>(0xf0 | code >> 18), part(12), part(6), part(0)};
}

using code_range = std::pair<char32_t, char32_t>;

/// The ranges of all code points of which `is` holds.
std::vector<code_range> ranges_where(bool (*is)(char32_t)) {
  std::vector<code_range> ranges;
  for (char32_t code = 0; code <= 0x10ffff; ++code) {
    if (!is(code)) continue;
    if (ranges.empty() || ranges.back().second + 1 != code) ranges.emplace_back(code, code);
    ranges.back().second = code;
  }
  return ranges;
}

}  // namespace

TEST_CASE("every valid sequence gives the code point that it was made from") {
  for (char32_t code = 0; code <= 0x10ffff; ++code) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const std::string text = utf8_of(code);
    if (detail::utf8_sequence_size(text.data(), text.data() + text.size()) != text.size() ||
        detail::code_point_of(text) != code) {
      FAIL("U+" << std::hex << static_cast<std::uint32_t>(code));
    }
  }
}

TEST_CASE("unsafe are control characters and what is not seen") {
  CHECK(ranges_where([](char32_t code) { return detail::is_control(code); }) ==
        std::vector<code_range>{{0, 0x1f}, {0x7f, 0x9f}});
  CHECK(ranges_where([](char32_t code) { return detail::is_unsafe_to_print(code); }) ==
        std::vector<code_range>{{0, 0x1f},
                                {0x7f, 0x9f},
                                {0x61c, 0x61c},
                                {0x200b, 0x200f},
                                {0x2028, 0x202e},
                                {0x2060, 0x206f},
                                {0xfeff, 0xfeff},
                                {0xe0000, 0xe007f}});
}
