// SPDX-License-Identifier: Apache-2.0
#include "cli/assignment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "cli/exit_codes.hpp"
#include "cli/scalar_text.hpp"
#include "headwire/wire/tag.hpp"

namespace headwire::tool {
namespace {

using buffer = std::vector<std::byte>;

[[noreturn]] void refuse(std::string_view assignment, const std::string& why) {
  throw failure(exit_usage, fmt::format("'{}': {}", assignment, why));
}

std::string names_of_fields(const message_descriptor& type) {
  std::vector<std::string_view> names;
  for (const field_descriptor& field : type.fields)
    names.push_back(field.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

/// The text behind the first `=`; nullopt without one.
std::optional<std::string_view> value_of(std::string_view assignment) noexcept {
  const std::size_t path_size = path_of(assignment).size();
  if (path_size == assignment.size()) return std::nullopt;
  return assignment.substr(path_size + 1);
}

void append(buffer& out, const buffer& more) {
  out.insert(out.end(), more.begin(), more.end());
}

/// The field with tag and length around its content.
buffer with_tag(const field_descriptor& field, const buffer& content) {
  buffer out = varint_bytes(make_tag(field.number, field.wire));
  if (field.wire == wire_type::len) append(out, varint_bytes(content.size()));
  append(out, content);
  return out;
}

}  // namespace

std::string_view path_of(std::string_view assignment) noexcept {
  return assignment.substr(0, assignment.find('='));
}

std::vector<const field_descriptor*> fields_on_path(std::string_view assignment,
                                                    const message_descriptor& top) {
  std::vector<const field_descriptor*> fields;
  const message_descriptor* type = &top;
  std::string_view rest = path_of(assignment);
  for (;;) {
    const std::string_view name = rest.substr(0, rest.find('.'));
    const field_descriptor* const field = type->find(name);
    if (field == nullptr) {
      refuse(assignment, fmt::format("{} has no field '{}'; it has {}", type->name, name,
                                     names_of_fields(*type)));
    }
    fields.push_back(field);
    if (name.size() == rest.size()) return fields;
    if (field->message == nullptr) {
      refuse(assignment, fmt::format("{} is no message, so nothing is in it", name));
    }
    type = field->message;
    rest.remove_prefix(name.size() + 1);
  }
}

std::vector<std::byte> content_of(std::string_view assignment, const field_descriptor& field) {
  const std::optional<std::string_view> value = value_of(assignment);
  if (field.message != nullptr) {
    if (value && *value != "{}") {
      refuse(assignment,
             fmt::format("{} is a message: set its fields, or write {{}} for an empty one",
                         field.name));
    }
    return {};
  }
  if (!value) refuse(assignment, fmt::format("a value is missing; write {}=...", assignment));
  const scalar_bytes parsed = parse_scalar(*value, field);
  if (!parsed.error.empty()) refuse(assignment, parsed.error);
  return parsed.content;
}

std::vector<std::byte> encode_assignment(std::string_view assignment,
                                         const message_descriptor& type) {
  std::vector<const field_descriptor*> fields = fields_on_path(assignment, type);
  buffer out = content_of(assignment, *fields.back());
  std::reverse(fields.begin(), fields.end());  // a length is known from the inside out
  for (const field_descriptor* const field : fields)
    out = with_tag(*field, out);
  return out;
}

}  // namespace headwire::tool
