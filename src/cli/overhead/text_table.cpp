// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/text.hpp"

namespace headwire::tool {

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');  // g++ 12 takes the form with "," for an overlapping copy
  }
  return digits;
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", grouped(count), one_or_many(count, one, many));
}

std::string percent(double share) {
  return fmt::format("{:.1f} %", 100 * share);
}

std::string text_table::text() const {
  std::vector<std::size_t> widths;
  for (const row& shown : rows_) {
    widths.resize(std::max(widths.size(), shown.cells.size()));
    for (std::size_t i = 0; i < shown.cells.size(); ++i)
      widths[i] = std::max(widths[i], shown.cells[i].size());
  }
  std::string text;
  for (const row& shown : rows_) {
    std::string line = shown.line;
    for (std::size_t i = 0; i < shown.cells.size(); ++i) {
      const std::string_view gap = i == 0 ? "" : "  ";
      line += i < left_ ? fmt::format("{}{:<{}}", gap, shown.cells[i], widths[i])
                        : fmt::format("{}{:>{}}", gap, shown.cells[i], widths[i]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  return text;
}

}  // namespace headwire::tool
