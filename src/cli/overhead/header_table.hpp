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

/// True of "/package.Service/Method", the form that names of methods have.
[[nodiscard]] bool is_method_name(std::string_view name) noexcept;

/// What is known of the messages of one method in one direction.
struct message_kind {
  const message_type* header = nullptr;  ///< nullptr: field 1 is no header, or not known to be one
  std::string name;                      ///< of the application message; empty if not known
  bool is_known = false;                 ///< some rule says whether there is a header
};

/// A rule of the user's that decided about no method, and where it was given.
struct unused_rule {
  std::string_view origin;  ///< "rules.txt:3" or "--header"
  std::string_view text;
  bool matched;  ///< it matched some methods, but a closer or later rule decided about each
};

/// The built-in rules for the services of Atomix multi-raft, and the user's own before them.
class header_table {
 public:
  /// Adds one rule, as in `/shop.v1.Cart/* request CommandRequestHeaders`. Later rules come before
  /// earlier ones of the same pattern length. Throws a usage `failure` that begins with `origin`
  /// for a rule that is malformed, or that no method can match.
  void add(std::string_view text, const std::string& origin);

  /// Adds the rules in a text file, one a line; `#` begins a comment. A line ends in \n, \r\n or
  /// \r. Throws a `failure` with file and line.
  void add_file(const std::string& path);

  /// Looks `method` up, "/package.Service/Method", and notes which rules matched and decided.
  [[nodiscard]] message_kind find(std::string_view method, direction way);

  /// In the order in which they were added.
  [[nodiscard]] std::vector<unused_rule> unused() const;

 private:
  struct rule {
    std::string pattern;  ///< without its `*`
    bool is_prefix;
    direction way;
    const message_type* header;
    std::string origin = {};
    std::string text = {};
    bool matched = false;
    bool decided = false;

    [[nodiscard]] bool matches(std::string_view method, direction wanted) const noexcept;
    [[nodiscard]] bool is_closer_than(const rule& other) const noexcept;
  };

  static rule parse(std::string_view text);

  std::vector<rule> rules_;
};

}  // namespace headwire::tool
