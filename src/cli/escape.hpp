// SPDX-License-Identifier: Apache-2.0
//
// Text from payloads, file names and arguments as it may go to a terminal.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "headwire/wire/bytes.hpp"

namespace headwire::tool {

enum class escaping : std::uint8_t {
  unsafe,     ///< what a terminal would act on, and bytes that are not UTF-8
  json,       ///< the same, with the escapes that JSON has: two surrogates beyond U+FFFF
  quoted,     ///< as json, and also double quotes and backslashes
  non_ascii,  ///< also all characters beyond ASCII: the result is as wide as it is long
};

/// `text` without characters that change more than their own place, or cannot be seen: see
/// is_unsafe_to_print. They become \n, \r, \t, \uNNNN or \UNNNNNNNN, a byte that is not UTF-8 \xNN.
/// Other characters stay, except those that `what` names too.
[[nodiscard]] std::string escape(std::string_view text, escaping what = escaping::unsafe);

/// In double quotes, escaped as in JSON.
[[nodiscard]] std::string quote(std::string_view text);

/// True if `data` is valid UTF-8 without control characters.
[[nodiscard]] bool is_printable(bytes data) noexcept;

/// As is_printable, but tabs and line ends are allowed.
[[nodiscard]] bool is_printable_lines(bytes data) noexcept;

}  // namespace headwire::tool
