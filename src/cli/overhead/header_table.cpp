// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/header_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <string>
#include <system_error>

#include "cli/exit_codes.hpp"
#include "cli/overhead/atomix_services.hpp"

namespace headwire::tool {

namespace {

constexpr std::string_view blanks = " \t\r\n";

bool is_printable_ascii(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

/// Throws unless some method can match.
void check_pattern(std::string_view pattern, std::string_view fixed_part) {
  const auto refuse = [&](std::string_view why) {
    throw failure(exit_usage, fmt::format("pattern '{}' {}", pattern, why));
  };
  if (!is_printable_ascii(pattern)) {
    throw failure(exit_usage, "the pattern has a character that is not printable ASCII");
  }
  if (fixed_part.find('*') != std::string_view::npos) {
    refuse("has a * that is not its last character");
  }
  if (fixed_part.empty()) return;
  if (fixed_part.front() != '/') refuse("does not begin with / as in /package.Service/Method");
  const bool is_prefix = fixed_part.size() != pattern.size();
  if (!is_prefix && !is_method_name(pattern)) {
    refuse("is not of the form /package.Service/Method");
  }
  if (fixed_part.starts_with("//") || std::count(fixed_part.begin(), fixed_part.end(), '/') > 2) {
    refuse("can match no method, as one is of the form /package.Service/Method");
  }
}

/// Takes the next line from the front of `text`, which ends in \n, \r\n or \r.
std::string_view take_line(std::string_view& text) noexcept {
  const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  text.remove_prefix(line.size());
  text.remove_prefix(text.starts_with("\r\n") ? 2 : std::min<std::size_t>(text.size(), 1));
  return line;
}

/// The text of a file without a byte-order mark. Throws a `failure` if it is not readable, or
/// UTF-16, as some editors write it.
std::string read_text(const std::string& path) {
  std::ifstream file(path);
  std::string text;
  for (std::string line; std::getline(file, line);)
    text += line + '\n';
  // A directory opens, and fails when it is read.
  if (!file.is_open() || file.bad()) {
    throw failure(exit_file, fmt::format("{}: {}", path, std::generic_category().message(errno)));
  }
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) {
    throw failure(exit_usage, fmt::format("{}: this is UTF-16 text; save it as UTF-8", path));
  }
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (text.starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
  return text;
}

/// Takes the next word from the front of `text`; empty at its end.
std::string_view take_word(std::string_view& text) noexcept {
  const std::size_t start = text.find_first_not_of(blanks);
  if (start == std::string_view::npos) {
    text = {};
    return {};
  }
  text.remove_prefix(start);
  const std::string_view word = text.substr(0, text.find_first_of(blanks));
  text.remove_prefix(word.size());
  return word;
}

const message_type* parse_header(std::string_view name) {
  return name == "none" ? nullptr : &require_type(name);
}

}  // namespace

bool is_method_name(std::string_view name) noexcept {
  if (!name.starts_with('/') || !is_printable_ascii(name)) return false;
  const std::size_t slash = name.find('/', 1);
  return slash != std::string_view::npos && slash != 1 && slash + 1 != name.size() &&
         name.find('/', slash + 1) == std::string_view::npos;
}

std::optional<direction> parse_direction(std::string_view name) noexcept {
  for (const direction way : directions) {
    if (name == name_of(way)) return way;
  }
  return std::nullopt;
}

header_table::rule header_table::parse(std::string_view text) {
  const std::string_view pattern = take_word(text);
  const std::string_view way = take_word(text);
  const std::string_view type = take_word(text);
  if (type.empty() || !take_word(text).empty()) {
    throw failure(exit_usage, "expected three words: PATTERN request|response TYPE|none");
  }
  const bool is_prefix = pattern.back() == '*';
  const std::string_view fixed_part = pattern.substr(0, pattern.size() - (is_prefix ? 1 : 0));
  check_pattern(pattern, fixed_part);
  const std::optional<direction> parsed_way = parse_direction(way);
  if (!parsed_way) {
    throw failure(exit_usage, fmt::format("direction '{}' is not request or response", way));
  }
  return {.pattern = std::string(fixed_part),
          .is_prefix = is_prefix,
          .way = *parsed_way,
          .header = parse_header(type)};
}

void header_table::add(std::string_view text, const std::string& origin) {
  try {
    rules_.push_back(parse(text));
  } catch (const failure& wrong) {
    throw failure(exit_usage, fmt::format("{}: {}", origin, wrong.what()));
  }
  rules_.back().origin = origin;
  rules_.back().text = text.substr(0, text.find_last_not_of(blanks) + 1);
}

void header_table::add_file(const std::string& path) {
  const std::string text = read_text(path);
  std::string_view rest = text;
  for (int number = 1; !rest.empty(); ++number) {
    std::string_view line = take_line(rest);
    line = line.substr(0, line.find('#'));
    line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
    if (!line.empty()) add(line, fmt::format("{}:{}", path, number));
  }
}

bool header_table::rule::matches(std::string_view method, direction wanted) const noexcept {
  // A log may hold names that no method has; `*` does not stand for these.
  if (way != wanted || !method.starts_with('/')) return false;
  return is_prefix ? method.starts_with(pattern) : method == pattern;
}

/// An exact pattern is closer than a prefix, and a longer prefix than a shorter one.
bool header_table::rule::is_closer_than(const rule& other) const noexcept {
  if (is_prefix != other.is_prefix) return other.is_prefix;
  return pattern.size() >= other.pattern.size();
}

message_kind header_table::find(std::string_view method, direction way) {
  rule* closest = nullptr;
  for (rule& candidate : rules_) {
    if (!candidate.matches(method, way)) continue;
    candidate.matched = true;
    if (closest == nullptr || candidate.is_closer_than(*closest)) closest = &candidate;
  }
  message_kind kind = atomix_message(method, way);
  if (closest != nullptr) {
    closest->decided = true;
    kind.header = closest->header;
    kind.is_known = true;
  }
  return kind;
}

std::vector<unused_rule> header_table::unused() const {
  std::vector<unused_rule> unused;
  for (const rule& each : rules_) {
    if (!each.decided) unused.push_back({each.origin, each.text, each.matched});
  }
  return unused;
}

}  // namespace headwire::tool
