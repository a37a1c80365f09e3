// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands.hpp"
#include "cli/describe.hpp"
#include "cli/format.hpp"
#include "cli/json_text.hpp"
#include "cli/streams.hpp"
#include "cli/types.hpp"

namespace headwire::tool {
namespace {

using nlohmann::ordered_json;

struct types_arguments {
  std::string type;
  format_argument format;
};

struct table_row {
  std::string field;  ///< number and name, indented
  std::string_view type;
  std::string note;
};

std::string_view presence(const field_descriptor& field) {
  return field.explicit_presence ? "explicit presence" : "implicit presence";
}

std::string note(const field_descriptor& field) {
  std::vector<std::string> values;
  for (const auto& [value, name] : enumerators_of(field)) {
    values.push_back(fmt::format("{}={}", name, value));
  }
  if (values.empty()) return std::string(presence(field));
  return fmt::format("{}; {}", presence(field), fmt::join(values, " "));
}

/// `levels` of sub-messages below the fields of `type` get rows of their own, indented.
void add_rows(std::vector<table_row>& rows, const message_descriptor& type, std::size_t indent,
              bool nested) {
  for (const field_descriptor& field : type.fields) {
    rows.push_back({fmt::format("{:{}}{} {}", "", indent, field.number, field.name),
                    type_name_of(field), note(field)});
    if (nested && field.message != nullptr) add_rows(rows, *field.message, indent + 2, nested);
  }
}

std::string type_text(const message_type& type, bool nested) {
  std::vector<table_row> rows;
  add_rows(rows, *type.descriptor, 2, nested);
  std::size_t field_width = 0;
  std::size_t type_width = 0;
  for (const table_row& row : rows) {
    field_width = std::max(field_width, row.field.size());
    type_width = std::max(type_width, row.type.size());
  }
  std::string text = type.full_name() + '\n';
  for (const table_row& row : rows) {
    fmt::format_to(std::back_inserter(text), "{:<{}}  {:<{}}  {}\n", row.field, field_width,
                   row.type, type_width, row.note);
  }
  return text;
}

ordered_json to_json(const message_descriptor& type);

ordered_json to_json(const field_descriptor& field) {
  ordered_json out{{"number", field.number},
                   {"name", field.name},
                   {"type", type_name_of(field)},
                   {"presence", field.explicit_presence ? "explicit" : "implicit"}};
  if (field.enumerator != nullptr) {
    for (const auto& [value, name] : enumerators_of(field))
      out["values"][std::string(name)] = value;
  }
  if (field.message != nullptr) out["fields"] = to_json(*field.message);
  return out;
}

ordered_json to_json(const message_descriptor& type) {
  ordered_json fields = ordered_json::array();
  for (const field_descriptor& field : type.fields)
    fields.push_back(to_json(field));
  return fields;
}

void print_types_json(std::span<const message_type> types) {
  ordered_json list = ordered_json::array();
  for (const message_type& type : types) {
    list.push_back({{"name", type.full_name()}, {"fields", to_json(*type.descriptor)}});
  }
  print(json_text({{"types", std::move(list)}}, 2) + '\n');
}

void run(const types_arguments& arguments) {
  const bool one = !arguments.type.empty();
  const std::span<const message_type> types =
      one ? std::span(&require_type(arguments.type), 1) : known_types();
  if (arguments.format.is_json()) return print_types_json(types);
  std::string text;
  for (const message_type& type : types)
    text += type_text(type, one);
  print(text);
}

}  // namespace

void add_types(CLI::App& app, int& /*exit_code*/) {
  auto* const command = app.add_subcommand(
      "types", "Lists the known messages and their fields; of one message also all levels below");
  const auto arguments = std::make_shared<types_arguments>();
  command->add_option("TYPE", arguments->type, "Short name, or full name with the package");
  arguments->format.add_to(*command);
  command->callback([arguments] { run(*arguments); });
}

}  // namespace headwire::tool
