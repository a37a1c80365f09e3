// SPDX-License-Identifier: Apache-2.0
//
// Where the fields that a user names lie in a message.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/input.hpp"
#include "cli/types.hpp"
#include "headwire/schema/descriptor.hpp"
#include "headwire/wire/bytes.hpp"
#include "walk.hpp"

namespace headwire::tool {

/// A field by its path, and what a message says of it.
class located_field {
 public:
  explicit located_field(std::vector<const field_descriptor*> way) : way_(std::move(way)) {}

  void begin(const element& seen);
  void end(const element& seen) noexcept;

  [[nodiscard]] const std::vector<const field_descriptor*>& way() const noexcept { return way_; }
  [[nodiscard]] const field_descriptor& field() const noexcept { return *way_.back(); }

  /// The occurrence that wins; nullopt if the field is absent.
  [[nodiscard]] const std::optional<element>& winner() const noexcept { return winner_; }

  /// How many messages on the way are present, the top one included.
  [[nodiscard]] std::size_t present() const noexcept { return present_; }

  /// Offset of the content of the last of them.
  [[nodiscard]] std::size_t host() const noexcept { return host_; }

 private:
  std::vector<const field_descriptor*> way_;
  std::size_t open_ = 0;  ///< fields on the way that the walk is in
  std::optional<element> winner_;
  std::size_t present_ = 1;
  std::size_t host_ = 0;
};

/// Finds all fields in a message of that type. Throws a failure that explains what is wrong if it
/// is not valid.
void locate(bytes in, const message_type& type, std::vector<located_field>& fields);

/// Throws a usage failure if the path ends at a message: such a field has no value of its own.
[[nodiscard]] located_field scalar_at(std::string_view path, const message_descriptor& type);

/// What `patch` and `splice` have in common: a message, and the form of what they write.
struct edit_arguments {
  std::string type;
  input_argument input;
  std::string output = "hex";

  void add_to(CLI::App& command);
  void write(bytes message) const;
};

}  // namespace headwire::tool
