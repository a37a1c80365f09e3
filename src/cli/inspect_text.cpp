// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <string_view>
#include <tuple>

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

/// Why a field has no name, where others have one.
std::string unknown_note(const element& seen) {
  if (seen.mismatched == nullptr) return ", unknown field";
  return fmt::format(", wrong wire type for {}: {} expected", seen.mismatched->name,
                     wire_name(seen.mismatched->wire));
}

table_row to_row(const inspection& found, const inspected_field& field) {
  const bool ends = field.kind == content::group_end;
  const element& seen = field.seen;
  std::string value = meaning(field);
  if (found.type != nullptr && seen.field == nullptr && !ends) value += unknown_note(seen);
  return {std::to_string(ends ? seen.end_offset() - seen.end_tag_size : seen.offset),
          wire_bytes(found.input, field),
          std::string(wire_name(ends ? wire_type::egroup : seen.wire)), std::string(field.path),
          std::move(value)};
}

/// The widths of columns that hold all rows that were fitted.
class table_layout {
 public:
  void fit(const table_row& row) {
    for (std::size_t i = 0; i < row.size(); ++i)
      widths_[i] = std::max(widths_[i], row[i].size());
  }

  void print(const table_row& row) const {
    std::string text = fmt::format("{:>{}}", row[offset_column], widths_[offset_column]);
    for (std::size_t i = 1; i + 1 < row.size(); ++i)
      fmt::format_to(std::back_inserter(text), "  {:<{}}", row[i], widths_[i]);
    tool::print(text + "  " + row.back() + '\n');
  }

 private:
  std::array<std::size_t, std::tuple_size_v<table_row>> widths_{};
};

/// Goes through the fields twice, for the widths and to print, so as not to keep them all.
void print_table(const inspection& found) {
  const table_row titles{"offset", "bytes", "wire", "field", "value"};
  table_layout layout;
  layout.fit(titles);
  bool is_empty = true;
  for_each_field(found, [&](const inspected_field& field) {
    layout.fit(to_row(found, field));
    is_empty = false;
  });
  if (is_empty) return;
  layout.print(titles);
  for_each_field(found, [&](const inspected_field& field) { layout.print(to_row(found, field)); });
}

std::string heading(const inspection& found) {
  const std::string size = count_bytes(found.input.size());
  if (found.type != nullptr) return fmt::format("{}, {}", found.type->full_name(), size);
  return fmt::format("{} of unknown type, read by wire shape; a ? marks a guess", size);
}

}  // namespace

void print_text(const inspection& found) {
  print(heading(found) + '\n');
  print_table(found);
  if (found.canonical) {
    print(fmt::format("canonical: {}\n", *found.canonical ? "yes" : "no: " + found.error()));
  }
}

}  // namespace headwire::tool
