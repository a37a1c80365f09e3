// SPDX-License-Identifier: Apache-2.0
//
// What `headwire inspect` finds in a message, before it is shown in one form or another.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

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

struct inspected_field {
  element seen;
  std::string path;  ///< names, or numbers where there are none, with dots between
  content kind;
};

struct inspection {
  bytes input;
  const message_type* type;             ///< nullptr if not known
  std::vector<inspected_field> fields;  ///< up to the first malformed one
  status verdict;
  std::optional<status> canonical;  ///< only for a well-formed message of known type

  [[nodiscard]] const message_descriptor& descriptor() const noexcept;
  /// What is wrong, as a line; only asked if something is.
  [[nodiscard]] std::string error() const;
};

/// Looks at every field. A LEN of unknown meaning counts as a message if all of it reads as one and
/// it is no printable text. The result borrows `input`.
[[nodiscard]] inspection inspect(bytes input, const message_type* type);

/// Prints the result to standard output.
void print_text(const inspection& found);
void print_json(const inspection& found);

}  // namespace headwire::tool
