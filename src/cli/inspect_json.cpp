// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "cli/describe.hpp"
#include "cli/escape.hpp"
#include "cli/inspected.hpp"
#include "cli/json_text.hpp"
#include "cli/streams.hpp"
#include "cli/text.hpp"
#include "cli/value.hpp"
#include "headwire/explain.hpp"

namespace headwire::tool {
namespace {

using nlohmann::ordered_json;

std::string_view kind_name(const inspected_field& field) {
  switch (field.kind) {
    case content::message:
      return "message";
    case content::guessed_message:
      return "guessed_message";
    case content::group:
      return "group";
    case content::group_end:
      return "group_end";
    default:
      return field.seen.field != nullptr ? type_name_of(*field.seen.field) : "unknown";
  }
}

/// The bytes that belong to this row alone: all of a scalar, tag and length of what has rows
/// inside.
bytes own_bytes(bytes input, const inspected_field& field) {
  const element& seen = field.seen;
  if (field.kind == content::group_end) {
    return input.subspan(seen.end_offset() - seen.end_tag_size, seen.end_tag_size);
  }
  const std::size_t size = seen.value_offset() - seen.offset;
  return input.subspan(seen.offset,
                       field.kind == content::scalar ? size + seen.value.size() : size);
}

void add_value(ordered_json& row, const inspected_field& field) {
  if (field.kind == content::scalar) {
    row["value"] = value_json(field.seen);
    if (field.seen.field != nullptr && field.seen.field->enumerator != nullptr) {
      const auto name = field.seen.field->enumerator(row["value"].get<std::int32_t>());
      row["enumerator"] = name.empty() ? ordered_json(nullptr) : ordered_json(name);
    }
    if (field.seen.field == nullptr && field.seen.wire == wire_type::len &&
        is_printable_lines(field.seen.value)) {
      row["text"] = as_text(field.seen.value);
    }
  } else if (field.kind == content::message || field.kind == content::guessed_message) {
    row["content_size"] = field.seen.value.size();
  }
}

ordered_json to_json(const inspection& found, const inspected_field& field) {
  const element& seen = field.seen;
  const bytes own = own_bytes(found.input, field);
  ordered_json row{
      {"offset", own.data() - found.input.data()},
      {"bytes", to_hex(own)},
      {"path", field.path},
      {"number", seen.number},
      {"depth", seen.depth},
      {"wire", wire_name(field.kind == content::group_end ? wire_type::egroup : seen.wire)},
      {"kind", kind_name(field)},
      {"known", seen.field != nullptr}};
  if (seen.mismatched != nullptr) row["expected_wire"] = wire_name(seen.mismatched->wire);
  add_value(row, field);
  return row;
}

ordered_json to_json(const inspection& found, status failure) {
  if (failure) return nullptr;
  return {{"code", error_name(failure.code())},
          {"offset", failure.offset()},
          {"field", failure.field()},
          {"text", explain(found.input, failure, found.descriptor())}};
}

/// A row as it stands two levels inside of the object.
std::string indented(const ordered_json& row) {
  std::string text;
  for (const char c : json_text(row, 2)) {
    text += c;
    if (c == '\n') text += "    ";
  }
  return text;
}

}  // namespace

/// Written segment by segment: a tree of all fields took 900 times the memory of the input.
void print_json(const inspection& found) {
  ordered_json front{{"type", nullptr}, {"size", found.input.size()}};
  if (found.type != nullptr) front["type"] = found.type->full_name();
  const std::string opened = json_text(front, 2);
  print(opened.substr(0, opened.rfind("\n}")) + ",\n  \"fields\": [");

  std::string_view before;
  for_each_field(found, [&](const inspected_field& field) {
    print(fmt::format("{}\n    {}", before, indented(to_json(found, field))));
    before = ",";
  });

  ordered_json rest{{"error", to_json(found, found.verdict)}, {"canonical", nullptr}};
  if (found.type != nullptr) rest["canonical"] = found.canonical && *found.canonical;
  rest["not_canonical"] = to_json(found, found.canonical.value_or(status{}));
  const std::string closed = json_text(rest, 2);
  print(fmt::format("{}],{}\n", before.empty() ? "" : "\n  ", closed.substr(closed.find('\n'))));
}

}  // namespace headwire::tool
