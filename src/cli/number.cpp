// SPDX-License-Identifier: Apache-2.0
#include "cli/number.hpp"

#include <fmt/format.h>

#include <charconv>
#include <string>
#include <system_error>

namespace headwire::tool {

CLI::Validator whole_number(std::uint64_t least, std::uint64_t most) {
  const auto rewrite = [least, most](std::string& text) -> std::string {
    std::uint64_t value = 0;
    const char* const end = text.data() + text.size();
    const auto [behind, error] = std::from_chars(text.data(), end, value);
    if (behind != end || error != std::errc{} || value < least || value > most) {
      return fmt::format("'{}' is not a whole number from {} to {}, in decimal digits", text, least,
                         most);
    }
    text = std::to_string(value);  // without zeros in front, which CLI11 takes for octal
    return {};
  };
  return {rewrite, fmt::format("{} to {}", least, most)};
}

}  // namespace headwire::tool
