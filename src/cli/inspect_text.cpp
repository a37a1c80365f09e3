// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "cli/describe.hpp"
#include "cli/inspected.hpp"
#include "cli/streams.hpp"
#include "cli/text.hpp"
#include "cli/value.hpp"

namespace headwire::tool {
namespace {

using table_row = std::array<std::string, 5>;
constexpr std::size_t offset_column = 0;

/// Tag, length and value, with spaces between; of a sub-message only tag and length, because its
/// content follows in rows of its own.
std::string wire_bytes(bytes input, const inspected_field& field) {
  constexpr std::size_t most = 12;
  const element& seen = field.seen;
  if (field.kind == content::group_end) {
    return to_hex(input.subspan(seen.end_offset() - seen.end_tag_size, seen.end_tag_size));
  }
  std::string text = to_hex(input.subspan(seen.offset, seen.tag_size));
  if (seen.length_size != 0) {
    text += ' ' + to_hex(input.subspan(seen.offset + seen.tag_size, seen.length_size));
  }
  if (field.kind != content::scalar || seen.value.empty()) return text;
  text += ' ' + to_hex(seen.value.first(std::min(seen.value.size(), most)));
  return seen.value.size() > most ? text + "..." : text;
}

std::string meaning(const inspected_field& field) {
  switch (field.kind) {
    case content::message:
      return fmt::format("{}, {}", field.seen.field->message->name,
                         count_bytes(field.seen.value.size()));
    case content::guessed_message:
      return fmt::format("message?, {}", count_bytes(field.seen.value.size()));
    case content::group:
      return "group";
    case content::group_end:
      return "end of group";
    default:
      return value_text(field.seen);
  }
}

table_row to_row(const inspection& found, const inspected_field& field) {
  const bool ends = field.kind == content::group_end;
  const element& seen = field.seen;
  std::string value = meaning(field);
  // Below an unknown field nothing is known: said once, at the top of it.
  if (found.type != nullptr && seen.field == nullptr && !ends) value += ", unknown field";
  return {std::to_string(ends ? seen.end_offset() - seen.end_tag_size : seen.offset),
          wire_bytes(found.input, field),
          std::string(wire_name(ends ? wire_type::egroup : seen.wire)), field.path,
          std::move(value)};
}

std::string table_text(const std::vector<table_row>& rows) {
  std::array<std::size_t, std::tuple_size_v<table_row>> widths{};
  for (const table_row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], row[i].size());
  }
  std::string text;
  const auto out = std::back_inserter(text);
  for (const table_row& row : rows) {
    fmt::format_to(out, "{:>{}}", row[offset_column], widths[offset_column]);
    for (std::size_t i = 1; i + 1 < row.size(); ++i)
      fmt::format_to(out, "  {:<{}}", row[i], widths[i]);
    fmt::format_to(out, "  {}\n", row.back());
  }
  return text;
}

std::string heading(const inspection& found) {
  const std::string size = count_bytes(found.input.size());
  if (found.type != nullptr) return fmt::format("{}, {}", found.type->full_name(), size);
  return fmt::format("{} of unknown type, read by wire shape; a ? marks a guess", size);
}

}  // namespace

void print_text(const inspection& found) {
  std::string text = heading(found) + '\n';
  if (!found.fields.empty()) {
    std::vector<table_row> rows{{"offset", "bytes", "wire", "field", "value"}};
    for (const inspected_field& field : found.fields)
      rows.push_back(to_row(found, field));
    text += table_text(rows);
  }
  if (found.canonical) {
    text += fmt::format("canonical: {}\n", *found.canonical ? "yes" : "no: " + found.error());
  }
  print(text);
}

}  // namespace headwire::tool
