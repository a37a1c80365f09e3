// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/header_table.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <string>
#include <system_error>

#include "cli/exit_codes.hpp"
#include "cli/overhead/atomix_services.hpp"

namespace headwire::tool {

namespace {

constexpr std::string_view blanks = " \t\r";

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
  if (fixed_part.find('*') != std::string_view::npos) {
    throw failure(exit_usage,
                  fmt::format("pattern '{}' has a * that is not its last character", pattern));
  }
  if (!is_prefix && pattern.front() != '/') {
    throw failure(
        exit_usage,
        fmt::format("pattern '{}' does not begin with / as in /package.Service/Method", pattern));
  }
  const std::optional<direction> parsed_way = parse_direction(way);
  if (!parsed_way) {
    throw failure(exit_usage, fmt::format("direction '{}' is not request or response", way));
  }
  return {.pattern = std::string(fixed_part),
          .is_prefix = is_prefix,
          .way = *parsed_way,
          .header = parse_header(type)};
}

void header_table::add(std::string_view rule_text) {
  rules_.push_back(parse(rule_text));
}

void header_table::add_file(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  int number = 0;
  while (std::getline(file, line)) {
    ++number;
    std::string_view rest = std::string_view(line).substr(0, line.find('#'));
    if (rest.find_first_not_of(blanks) == std::string_view::npos) continue;
    try {
      add(rest);
    } catch (const failure& wrong) {
      throw failure(exit_usage, fmt::format("{}:{}: {}", path, number, wrong.what()));
    }
  }
  // A directory opens, and fails when it is read.
  if (!file.is_open() || file.bad()) {
    throw failure(exit_file, fmt::format("{}: {}", path, std::generic_category().message(errno)));
  }
}

bool header_table::rule::matches(std::string_view method, direction wanted) const noexcept {
  if (way != wanted) return false;
  return is_prefix ? method.starts_with(pattern) : method == pattern;
}

/// An exact pattern is closer than a prefix, and a longer prefix than a shorter one.
bool header_table::rule::is_closer_than(const rule& other) const noexcept {
  if (is_prefix != other.is_prefix) return other.is_prefix;
  return pattern.size() >= other.pattern.size();
}

message_kind header_table::find(std::string_view method, direction way) const {
  const rule* closest = nullptr;
  for (const rule& candidate : rules_) {
    if (candidate.matches(method, way) &&
        (closest == nullptr || candidate.is_closer_than(*closest))) {
      closest = &candidate;
    }
  }
  message_kind kind = atomix_message(method, way);
  if (closest != nullptr) kind.header = closest->header;
  return kind;
}

}  // namespace headwire::tool
