// SPDX-License-Identifier: Apache-2.0
//
// The golden data of tests/data: where it is, and its tables as rows of strings.
#pragma once

#include <cstddef>
#include <fstream>
#include <iterator>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headwire::test {

/// The path of a file of tests/data, e.g. data_path("vectors/atomix-go.tsv").
inline std::string data_path(std::string_view name) {
  return std::string(HEADWIRE_TEST_DATA "/").append(name);
}

/// The whole file as bytes in a string. Throws when it cannot be read: a test without its data must
/// not pass.
inline std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    throw std::runtime_error("cannot read " + path);
  }
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// The parts of `text` between separators; "a,,b" has three, "" has one.
inline std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) {
      return parts;
    }
    text.remove_prefix(end + 1);
  }
}

using row = std::vector<std::string>;

/// The rows of a tab-separated file, without comment lines; a column `-` becomes an empty string.
inline std::vector<row> read_table(const std::string& path) {
  std::vector<row> rows;
  for (const std::string& line : split(read_file(path), '\n')) {
    if (line.empty() || line.front() == '#') {
      continue;
    }
    row columns = split(line, '\t');
    for (std::string& column : columns) {
      if (column == "-") {
        column.clear();
      }
    }
    rows.push_back(std::move(columns));
  }
  if (rows.empty()) {
    throw std::runtime_error("no rows in " + path);
  }
  return rows;
}

/// edge_cases.json as a table: name, type, input in hex, then of Google's C++ the verdict (accept
/// or reject), the leaves, the unknown bytes (path=hex, `.` is the top level) and the re-encoding
/// in hex; last the verdicts of all decoders (decoder=verdict). Lists are separated by spaces. The
/// type comes without its package; tests/data/README.md says how leaves are written.
inline std::vector<row> edge_cases() {
  return read_table(HEADWIRE_EDGE_CASES);
}

inline int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  throw std::invalid_argument(std::string("not a hex digit: ") + c);
}

inline std::vector<std::byte> from_hex(std::string_view hex) {
  if (hex.size() % 2 != 0) {
    throw std::invalid_argument("odd number of hex digits");
  }
  std::vector<std::byte> out(hex.size() / 2);
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<std::byte>(hex_digit(hex[2 * i]) * 16 + hex_digit(hex[2 * i + 1]));
  }
  return out;
}

inline std::string to_hex(std::span<const std::byte> bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const std::byte b : bytes) {
    const auto value = std::to_integer<unsigned>(b);
    out += digits[value >> 4];
    out += digits[value & 15];
  }
  return out;
}

}  // namespace headwire::test
