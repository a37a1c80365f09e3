// SPDX-License-Identifier: Apache-2.0
//
// `path=value`: one field of a message, as a user writes it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "headwire/schema/descriptor.hpp"

namespace headwire::tool {

/// What stands before the first `=`.
[[nodiscard]] std::string_view path_of(std::string_view assignment) noexcept;

/// The fields on the way that a dotted path names, outermost first. Throws a usage failure that
/// names the path if there is none like it.
[[nodiscard]] std::vector<const field_descriptor*> fields_on_path(std::string_view path,
                                                                  const message_descriptor& type);

/// The content of the field in `assignment`, without tag and length, as encode_assignment says.
/// `field` is the last of fields_on_path.
[[nodiscard]] std::vector<std::byte> content_of(std::string_view assignment,
                                                const field_descriptor& field);

/// A message of that type with this one field, and the sub-messages around it, as bytes. The bytes
/// of several assignments one after the other are a message with all of them, because a decoder
/// merges a repeated sub-message into the first.
///
/// Values: decimal or 0x integers; true, false, 1, 0; enumerators by name or number; floats as
/// from_chars reads them, nan and inf too; strings as they are; bytes in hex; `{}` or no `=` at all
/// for an empty sub-message. Throws a usage failure that names the assignment.
[[nodiscard]] std::vector<std::byte> encode_assignment(std::string_view assignment,
                                                       const message_descriptor& type);

}  // namespace headwire::tool
