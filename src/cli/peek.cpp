// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/input.hpp"
#include "cli/json_text.hpp"
#include "cli/located.hpp"
#include "cli/malformed.hpp"
#include "cli/streams.hpp"
#include "cli/text.hpp"
#include "cli/types.hpp"
#include "cli/value.hpp"
#include "headwire/edit/field_path.hpp"
#include "headwire/explain.hpp"

namespace headwire::tool {
namespace {

struct peek_arguments {
  std::string type;
  std::string as;
  std::vector<std::string> paths;
  bool canonical = false;
  input_argument input;
};

constexpr std::array<std::pair<std::string_view, scalar>, 16> scalar_names{{
    {"double", scalar::double_},
    {"float", scalar::float_},
    {"int32", scalar::int32},
    {"int64", scalar::int64},
    {"uint32", scalar::uint32},
    {"uint64", scalar::uint64},
    {"sint32", scalar::sint32},
    {"sint64", scalar::sint64},
    {"fixed32", scalar::fixed32},
    {"fixed64", scalar::fixed64},
    {"sfixed32", scalar::sfixed32},
    {"sfixed64", scalar::sfixed64},
    {"bool", scalar::bool_},
    {"string", scalar::string},
    {"bytes", scalar::bytes_},
    {"enum", scalar::enum_},
}};

scalar scalar_named(std::string_view name) {
  for (const auto& [known, type] : scalar_names) {
    if (known == name) return type;
  }
  throw failure(exit_usage, fmt::format("--as {}: not a scalar type of protobuf", name));
}

/// The value of a bare scalar that is not on the wire.
std::string zero_json(const field_descriptor& field) {
  static constexpr std::array<std::byte, 8> zero{};
  const bool is_view = field.type == scalar::string || field.type == scalar::bytes_;
  element absent{};
  absent.field = &field;
  absent.number = field.number;
  absent.wire = field.wire;
  absent.value = bytes(zero).first(is_view                           ? 0
                                   : field.wire == wire_type::varint ? 1
                                   : field.wire == wire_type::i32    ? 4
                                                                     : 8);
  return json_text(value_json(absent));
}

std::string line_of(std::string_view path, const located_field& found) {
  if (found.last()) {
    return fmt::format("{} = {}\n", path, json_text(value_json(*found.last())));
  }
  if (found.field().explicit_presence || found.present() < found.path().size()) {
    return fmt::format("{} absent\n", path);
  }
  return fmt::format("{} = {}\n", path, zero_json(found.field()));
}

void peek_by_name(const peek_arguments& arguments, bytes in) {
  const message_type& type = require_type(arguments.type);
  if (arguments.canonical) {
    const status gate = type.decode_canonical(in);
    if (!gate) throw malformed(in, explain(in, gate, *type.descriptor));
  }
  std::vector<located_field> fields;
  for (const std::string& path : arguments.paths)
    fields.push_back(scalar_at(path, *type.descriptor));
  locate(in, type, fields);
  std::string lines;
  for (std::size_t i = 0; i < fields.size(); ++i)
    lines += line_of(arguments.paths[i], fields[i]);
  print(lines);
}

/// The value as JSON, if it is held as the C++ type T.
template <class T>
void to_json_if(const headwire::scalar_value& value, nlohmann::ordered_json& out) {
  if (const std::optional<T> held = value.as<T>(); !held) {
    return;
  } else if constexpr (std::is_same_v<T, bytes>) {
    out = to_hex(*held);
  } else {
    out = *held;
  }
}

std::string number_value_json(const headwire::scalar_value& value) {
  nlohmann::ordered_json out;
  to_json_if<bool>(value, out);
  to_json_if<std::int32_t>(value, out);
  to_json_if<std::int64_t>(value, out);
  to_json_if<std::uint32_t>(value, out);
  to_json_if<std::uint64_t>(value, out);
  to_json_if<float>(value, out);
  to_json_if<double>(value, out);
  to_json_if<std::string_view>(value, out);
  to_json_if<bytes>(value, out);
  return json_text(out);
}

std::string field_path_text(std::string_view path, scalar type, bytes in) {
  const auto found = headwire::peek(in, path, type);
  if (!found) {
    const status why = found.status();
    if (why.code() == errc::invalid_path) {
      throw failure(exit_usage, fmt::format("--path {}: {}", path, describe(why.code())));
    }
    throw malformed(in, fmt::format("byte {}: {}", why.offset(), describe(why.code())));
  }
  if (!*found) return fmt::format("{} absent", path);
  return fmt::format("{} = {}", path, number_value_json(**found));
}

void run(const peek_arguments& arguments) {
  if (arguments.type.empty() == arguments.as.empty()) {
    throw failure(exit_usage,
                  "peek takes names with --type TYPE, or field numbers with --as SCALAR");
  }
  const std::vector<std::byte> in = arguments.input.read();
  if (arguments.as.empty()) return peek_by_name(arguments, in);
  const scalar type = scalar_named(arguments.as);
  std::string lines;
  for (const std::string& path : arguments.paths)
    lines += field_path_text(path, type, in) + '\n';
  print(lines);
}

}  // namespace

void add_peek(CLI::App& app, int& /*exit_code*/) {
  auto* const command =
      app.add_subcommand("peek", "Prints fields of a message: what decoding it would find");
  const auto arguments = std::make_shared<peek_arguments>();
  auto* const type =
      command->add_option("--type", arguments->type, "The message type (see `headwire types`)");
  command
      ->add_option("--as", arguments->as,
                   "Without a type: paths are field numbers, values of this scalar type")
      ->excludes(type);
  command
      ->add_option("--path", arguments->paths,
                   "A field, as in operation.session.primitive_id, or 1.1.2 with --as; may be "
                   "repeated")
      ->required()
      ->allow_extra_args(false);
  command
      ->add_flag("--canonical", arguments->canonical,
                 "Refuse a message that not every protobuf implementation reads alike")
      ->needs(type);
  arguments->input.add_to(*command);
  command->callback([arguments] { run(*arguments); });
}

}  // namespace headwire::tool
