// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "cli/assignment.hpp"
#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/located.hpp"
#include "cli/text.hpp"
#include "cli/types.hpp"

namespace headwire::tool {
namespace {

struct patch_arguments : edit_arguments {
  std::string assignment;
  bool allow_padding = false;
};

/// Makes a varint longer without changing its value.
void pad_varint(std::vector<std::byte>& content, std::size_t size) {
  while (content.size() < size) {
    content.back() |= std::byte{0x80};
    content.push_back(std::byte{0});
  }
}

void run(const patch_arguments& arguments) {
  const message_type& type = require_type(arguments.type);
  const std::string_view path = path_of(arguments.assignment);
  std::vector<located_field> fields{scalar_at(path, *type.descriptor)};
  std::vector<std::byte> content = content_of(arguments.assignment, fields.front().field());
  std::vector<std::byte> message = arguments.input.read();
  locate(message, type, fields);
  const located_field& found = fields.front();
  if (!found.last()) {
    throw failure(exit_malformed, fmt::format("{} is not in the message; splice inserts it", path));
  }
  const std::size_t width = found.last()->value.size();
  if (arguments.allow_padding && found.field().wire == wire_type::varint) {
    pad_varint(content, width);
  }
  if (content.size() != width) {
    throw failure(
        exit_malformed,
        fmt::format("{} at byte {} takes {}, the new value {}; splice changes widths", path,
                    found.last()->value_offset(), count_bytes(width), content.size()));
  }
  std::copy(content.begin(), content.end(),
            message.begin() + static_cast<std::ptrdiff_t>(found.last()->value_offset()));
  arguments.write(message);
}

}  // namespace

void add_patch(CLI::App& app, int& /*exit_code*/) {
  auto* const command = app.add_subcommand(
      "patch", "Changes the value of a field in place, if the new one is as wide as the old one");
  const auto arguments = std::make_shared<patch_arguments>();
  command->add_option("--set", arguments->assignment, "path=value, as for `headwire encode`")
      ->required();
  command->add_flag("--allow-padding", arguments->allow_padding,
                    "Write a number that is too short in more bytes than it needs");
  arguments->add_to(*command);
  command->callback([arguments] { run(*arguments); });
}

}  // namespace headwire::tool
