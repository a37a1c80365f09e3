// SPDX-License-Identifier: Apache-2.0
//
// Which messages carry a header in field 1, and of which type. That is decided by method and
// direction, never by the bytes: field 1 of other messages can look just like a header.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/types.hpp"

namespace headwire::tool {

enum class direction : std::uint8_t { request, response };
inline constexpr direction directions[] = {direction::request, direction::response};

[[nodiscard]] constexpr std::string_view name_of(direction way) noexcept {
  return way == direction::request ? "request" : "response";
}
[[nodiscard]] std::optional<direction> parse_direction(std::string_view name) noexcept;

/// What is known of the messages of one method in one direction.
struct message_kind {
  const message_type* header = nullptr;  ///< nullptr: field 1 is no header
  std::string name;                      ///< of the application message; empty if not known
};

/// The built-in rules for the services of Atomix multi-raft, and the user's own before them.
class header_table {
 public:
  /// Adds one rule, as in `/shop.v1.Cart/* request CommandRequestHeaders`. Later rules come before
  /// earlier ones of the same pattern length. Throws a usage `failure`.
  void add(std::string_view rule);

  /// Adds the rules in a file, one a line; `#` begins a comment. Throws a `failure` with file and
  /// line.
  void add_file(const std::string& path);

  /// Looks `method` up, "/package.Service/Method".
  [[nodiscard]] message_kind find(std::string_view method, direction way) const;

 private:
  struct rule {
    std::string pattern;  ///< without its `*`
    bool is_prefix;
    direction way;
    const message_type* header;

    [[nodiscard]] bool matches(std::string_view method, direction wanted) const noexcept;
    [[nodiscard]] bool is_closer_than(const rule& other) const noexcept;
  };

  static rule parse(std::string_view text);

  std::vector<rule> rules_;
};

}  // namespace headwire::tool
