// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cli/assignment.hpp"
#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/located.hpp"
#include "cli/types.hpp"
#include "headwire/edit/rewrite.hpp"

namespace headwire::tool {
namespace {

using headwire::detail::wire_edit;

struct splice_arguments : edit_arguments {
  std::vector<std::string> assignments;
  std::vector<std::string> cleared;
};

/// One change, with what a wire_edit only views.
struct change {
  std::string_view path;
  std::vector<std::uint32_t> tags;
  std::vector<std::byte> content;
  bool clear = false;
};

/// A zero that proto3 does not write is left out, as `splice` of the library does.
bool is_omitted(const field_descriptor& field, const std::vector<std::byte>& content) {
  return !field.explicit_presence && std::all_of(content.begin(), content.end(), [](std::byte b) {
    return b == std::byte{0};
  }) && (field.wire != wire_type::len || content.empty());
}

wire_edit make_edit(const change& made, const located_field& found) {
  const field_descriptor& field = found.field();
  wire_edit edit;
  edit.tags = made.tags;
  edit.create_parents = !made.clear;
  edit.remove_all = made.clear || is_omitted(field, made.content);
  edit.present = found.present();
  edit.deepest_parent = found.deepest_parent();
  if (found.last()) edit.last = found.last()->value_offset();
  if (edit.remove_all) return edit;
  std::byte* p = headwire::detail::write_varint(edit.head, made.tags.back());
  if (field.wire == wire_type::len) {
    p = headwire::detail::write_varint(p, made.content.size());
    edit.tail = made.content;
  } else {
    p = std::copy(made.content.begin(), made.content.end(), p);
  }
  edit.head_size = static_cast<std::size_t>(p - edit.head);
  return edit;
}

void add_change(std::string_view assignment, bool clear, const message_descriptor& type,
                std::vector<change>& changes, std::vector<located_field>& fields) {
  const std::string_view path = path_of(assignment);
  located_field found = scalar_at(path, type);
  change made{.path = path, .tags = {}, .content = {}, .clear = clear};
  for (const field_descriptor* const field : found.path())
    made.tags.push_back(make_tag(field->number, field->wire));
  if (!clear) made.content = content_of(assignment, found.field());
  const bool twice = std::any_of(changes.begin(), changes.end(),
                                 [&](const change& other) { return other.path == path; });
  if (twice) throw failure(exit_usage, fmt::format("'{}': {} is changed twice", assignment, path));
  changes.push_back(std::move(made));
  fields.push_back(std::move(found));
}

void run(const splice_arguments& arguments) {
  const message_type& type = require_type(arguments.type);
  std::vector<change> changes;
  std::vector<located_field> fields;
  for (const std::string& assignment : arguments.assignments)
    add_change(assignment, false, *type.descriptor, changes, fields);
  for (const std::string& path : arguments.cleared)
    add_change(path, true, *type.descriptor, changes, fields);
  if (changes.empty() || changes.size() > headwire::detail::max_edits) {
    throw failure(exit_usage, fmt::format("splice takes 1 to {} changes, as --set or --clear",
                                          headwire::detail::max_edits));
  }
  const std::vector<std::byte> in = arguments.input.read();
  locate(in, type, fields);
  std::vector<wire_edit> edits;
  for (std::size_t i = 0; i < changes.size(); ++i)
    edits.push_back(make_edit(changes[i], fields[i]));

  headwire::detail::reader reader{bytes(in)};
  headwire::detail::rewriting rewrite(reader, std::span<const wire_edit>(edits));
  headwire::detail::size_output measured;
  rewrite.write(reader.begin, reader.limit, measured);
  if (measured.size >= size_limit) throw failure(exit_malformed, "the result is 2 GiB or more");
  std::vector<std::byte> out(static_cast<std::size_t>(measured.size));
  headwire::detail::buffer_output written{out.data()};
  rewrite.write(reader.begin, reader.limit, written);
  arguments.write(out);
}

}  // namespace

void add_splice(CLI::App& app, int& /*exit_code*/) {
  auto* const command = app.add_subcommand(
      "splice", "Sets, inserts or removes fields of any width, and keeps every other byte");
  const auto arguments = std::make_shared<splice_arguments>();
  const auto repeated = [&](const char* name, std::vector<std::string>& values, const char* help) {
    command->add_option(name, values, help)->allow_extra_args(false);
  };
  repeated("--set", arguments->assignments,
           "path=value, as for `headwire encode`; may be repeated");
  repeated("--clear", arguments->cleared, "The path of a field to remove; may be repeated");
  arguments->add_to(*command);
  command->callback([arguments] { run(*arguments); });
}

}  // namespace headwire::tool
