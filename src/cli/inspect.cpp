// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli/commands.hpp"
#include "cli/format.hpp"
#include "cli/input.hpp"
#include "cli/inspected.hpp"
#include "cli/malformed.hpp"
#include "cli/types.hpp"

namespace headwire::tool {
namespace {

struct inspect_arguments {
  std::string type;
  input_argument input;
  format_argument format;
};

void run(const inspect_arguments& arguments) {
  const message_type* const type = arguments.type.empty() ? nullptr : &require_type(arguments.type);
  const std::vector<std::byte> input = arguments.input.read();
  const inspection found = inspect(input, type);
  arguments.format.is_json() ? print_json(found) : print_text(found);
  if (!found.verdict) throw malformed(input, found.error());
}

}  // namespace

void add_inspect(CLI::App& app, int& /*exit_code*/) {
  auto* const command = app.add_subcommand(
      "inspect", "Shows each field of a message: where it is, its bytes, what they mean");
  const auto arguments = std::make_shared<inspect_arguments>();
  command->add_option("--type", arguments->type,
                      "The message type (see `headwire types`); without it the bytes are read by "
                      "wire shape alone");
  arguments->input.add_to(*command);
  arguments->format.add_to(*command);
  command->callback([arguments] { run(*arguments); });
}

}  // namespace headwire::tool
