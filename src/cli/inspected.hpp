// SPDX-License-Identifier: Apache-2.0
//
// What `headwire inspect` finds in a message, before it is shown in one form or another.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "cli/types.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/error.hpp"
#include "walk.hpp"

namespace headwire::tool {

enum class content : std::uint8_t {
  scalar,
  message,          ///< a declared sub-message
  guessed_message,  ///< undeclared, but its bytes read as a message
  group,
  group_end,  ///< the tag that ends a group
};

/// A field of the input, or the end of a group.
struct inspected_field {
  const element& seen;
  std::string_view path;  ///< names, or numbers where there are none, with dots between
  content kind;
};

struct inspection {
  bytes input;
  const message_type* type;  ///< nullptr if not known
  status verdict;
  std::optional<status> canonical;  ///< only for a well-formed message of known type

  [[nodiscard]] const message_descriptor& descriptor() const noexcept;
  /// What is wrong, as a line; only asked if something is.
  [[nodiscard]] std::string error() const;
};

/// Reads all of the input. The result borrows it.
[[nodiscard]] inspection inspect(bytes input, const message_type* type);

/// Shows the fields in byte order, up to the first malformed one, without keeping them: a message
/// of 1 MB can have half a million. A LEN of unknown meaning counts as a message if all of it reads
/// as one and it is no printable text.
void for_each_field(const inspection& found,
                    const std::function<void(const inspected_field&)>& show);

/// Prints the result to standard output.
void print_text(const inspection& found);
void print_json(const inspection& found);

}  // namespace headwire::tool
