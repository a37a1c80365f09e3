// SPDX-License-Identifier: Apache-2.0
#include "cli/located.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/assignment.hpp"
#include "cli/exit_codes.hpp"
#include "cli/malformed.hpp"
#include "cli/streams.hpp"
#include "cli/text.hpp"
#include "headwire/explain.hpp"

namespace headwire::tool {
namespace {

/// Shows each field of a walk to all that are looked for.
struct all_of {
  std::vector<located_field>& fields;

  void begin(const element& seen) {
    for (located_field& field : fields)
      field.begin(seen);
  }
  void end(const element& seen) {
    for (located_field& field : fields)
      field.end(seen);
  }
};

}  // namespace

void located_field::begin(const element& seen) {
  const bool next_on_way = static_cast<std::size_t>(seen.depth) == open_ && seen.field != nullptr &&
                           open_ < path_.size() && seen.field == path_[open_];
  if (!next_on_way) return;
  if (open_ + 1 == path_.size()) {
    last_ = seen;
    return;
  }
  ++open_;
  if (open_ + 1 >= present_) {
    present_ = open_ + 1;
    deepest_parent_ = seen.value_offset();
  }
}

void located_field::end(const element& seen) noexcept {
  if (open_ != 0 && static_cast<std::size_t>(seen.depth) == open_ - 1 &&
      seen.field == path_[open_ - 1]) {
    --open_;
  }
}

void locate(bytes in, const message_type& type, std::vector<located_field>& fields) {
  all_of visitor{fields};
  const status done = walk(in, type.descriptor, visitor);
  if (!done) throw malformed(in, explain(in, done, *type.descriptor));
}

located_field scalar_at(std::string_view path, const message_descriptor& type) {
  located_field found(fields_on_path(path, type));
  if (found.field().message != nullptr) {
    throw failure(exit_usage, fmt::format("'{}': {} is a message; name one of its fields", path,
                                          found.field().name));
  }
  return found;
}

void edit_arguments::add_to(CLI::App& command) {
  command.add_option("--type", type, "The message type (see `headwire types`)")->required();
  command.add_option("--output", output, "Write hex digits (the default) or the raw bytes")
      ->check(CLI::IsMember({"hex", "raw"}));
  input.add_to(command);
}

void edit_arguments::write(bytes message) const {
  output == "raw" ? print(as_text(message)) : print(to_hex(message) + '\n');
}

}  // namespace headwire::tool
