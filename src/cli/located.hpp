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
  explicit located_field(std::vector<const field_descriptor*> path) : path_(std::move(path)) {}

  void begin(const element& seen);
  void end(const element& seen) noexcept;

  [[nodiscard]] const std::vector<const field_descriptor*>& path() const noexcept { return path_; }
  [[nodiscard]] const field_descriptor& field() const noexcept { return *path_.back(); }

  /// The occurrence that wins; nullopt if the field is absent.
  [[nodiscard]] const std::optional<element>& last() const noexcept { return last_; }

  /// How many messages on the path are present, the top one included.
  [[nodiscard]] std::size_t present() const noexcept { return present_; }

  /// Offset of the content of the last of them.
  [[nodiscard]] std::size_t deepest_parent() const noexcept { return deepest_parent_; }

 private:
  std::vector<const field_descriptor*> path_;
  std::size_t open_ = 0;  ///< fields on the path that the walk is in
  std::optional<element> last_;
  std::size_t present_ = 1;
  std::size_t deepest_parent_ = 0;
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
