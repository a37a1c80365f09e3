// SPDX-License-Identifier: Apache-2.0
//
// Code points of UTF-8, and those that text from strangers must not bring to a terminal. Not part
// of headwire.hpp: only what prints needs it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "headwire/wire/isa.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// The code point of one valid UTF-8 sequence, of the size that utf8_sequence_size gives.
[[nodiscard]] constexpr char32_t code_point_of(std::string_view sequence) noexcept {
  const auto lead = static_cast<std::uint8_t>(sequence[0]);
  char32_t code = sequence.size() == 1 ? lead : lead & 0x7fU >> sequence.size();
  for (std::size_t i = 1; i < sequence.size(); ++i)
    code = code << 6 | (static_cast<std::uint8_t>(sequence[i]) & 0x3fU);
  return code;
}

/// C0, DEL and C1. A terminal may obey U+009B as it does ESC [.
[[nodiscard]] constexpr bool is_control(char32_t code) noexcept {
  return code < 0x20 || (code >= 0x7f && code <= 0x9f);
}

/// Line and paragraph separators, marks that reorder bidirectional text, and characters without a
/// width, in which two texts can differ and look the same: joiners, invisible operators, the
/// byte-order mark, tags.
[[nodiscard]] constexpr bool is_invisible_format(char32_t code) noexcept {
  return code == 0x061c || (code >= 0x200b && code <= 0x200f) ||
         (code >= 0x2028 && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f) ||
         code == 0xfeff || (code >= 0xe0000 && code <= 0xe007f);
}

/// True if `code` does more than appear in its own place, or does not appear at all.
[[nodiscard]] constexpr bool is_unsafe_to_print(char32_t code) noexcept {
  return detail::is_control(code) || detail::is_invisible_format(code);
}

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
