// SPDX-License-Identifier: Apache-2.0
//
// Text in columns as wide as their contents.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace headwire::tool {

/// A number with a comma between groups of three digits.
[[nodiscard]] std::string grouped(std::uint64_t number);

/// "1 record", "1,000 records".
[[nodiscard]] std::string counted(std::uint64_t count, std::string_view one, std::string_view many);

/// A share of 0 to 1 in percent, with one decimal.
[[nodiscard]] std::string percent(double share);

/// Rows of cells; the first `left` columns are aligned left, the others right.
class text_table {
 public:
  explicit text_table(std::size_t left) : left_(left) {}

  void add(std::vector<std::string> cells) { rows_.push_back({std::move(cells), {}}); }

  /// A line of its own, whose width does not count.
  void add_line(std::string line) { rows_.push_back({{}, std::move(line)}); }

  /// All rows, each with a line end and no blanks in front of it.
  [[nodiscard]] std::string text() const;

 private:
  struct row {
    std::vector<std::string> cells;
    std::string line;
  };

  std::size_t left_;
  std::vector<row> rows_;
};

}  // namespace headwire::tool
