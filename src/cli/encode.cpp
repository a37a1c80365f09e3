// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cli/assignment.hpp"
#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/streams.hpp"
#include "cli/text.hpp"
#include "cli/types.hpp"
#include "headwire/explain.hpp"

namespace headwire::tool {
namespace {

struct encode_arguments {
  std::string type;
  std::vector<std::string> assignments;
  bool hex = false;
  bool raw = false;
};

/// All assignments as one message, in the order in which they were given.
std::vector<std::byte> encode_in_order(const std::vector<std::string>& assignments,
                                       const message_descriptor& type) {
  std::vector<std::byte> message;
  std::set<std::string_view> paths;
  for (const std::string& assignment : assignments) {
    if (!paths.insert(path_of(assignment)).second) {
      throw failure(exit_usage,
                    fmt::format("'{}': {} is set twice", assignment, path_of(assignment)));
    }
    const std::vector<std::byte> field = encode_assignment(assignment, type);
    message.insert(message.end(), field.begin(), field.end());
  }
  return message;
}

void run(const encode_arguments& arguments) {
  const message_type& type = require_type(arguments.type);
  const std::vector<std::byte> in_order = encode_in_order(arguments.assignments, *type.descriptor);
  std::vector<std::byte> message;
  if (const status done = type.reencode(in_order, message); !done) {
    throw failure(exit_usage, explain(in_order, done, *type.descriptor));
  }
  arguments.raw ? print(as_text(message)) : print(to_hex(message) + '\n');
}

}  // namespace

void add_encode(CLI::App& app, int& /*exit_code*/) {
  auto* const command =
      app.add_subcommand("encode", "Writes a message of the given values, in hex");
  const auto arguments = std::make_shared<encode_arguments>();
  command->add_option("--type", arguments->type, "The message type (see `headwire types`)")
      ->required();
  auto* const hex = command->add_flag("--hex", arguments->hex, "Write hex digits (the default)");
  command->add_flag("--raw", arguments->raw, "Write the bytes themselves")->excludes(hex);
  command->add_option("FIELDS", arguments->assignments,
                      "path=value, as in operation.session.primitive_id=7; operation={} is an "
                      "empty sub-message");
  command->callback([arguments] { run(*arguments); });
}

}  // namespace headwire::tool
