// SPDX-License-Identifier: Apache-2.0
//
// Where in the headers the bytes are: by field, and by nesting level.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "headwire/schema/descriptor.hpp"
#include "headwire/wire/bytes.hpp"

namespace headwire::tool {

/// The bytes of one field in a number of headers. A sub-message has no value bytes of its own: its
/// content counts for the fields in it. So all fields together have exactly the bytes of the
/// headers.
struct field_bytes {
  std::uint64_t count = 0;
  std::uint64_t tag_bytes = 0;
  std::uint64_t length_bytes = 0;
  std::uint64_t value_bytes = 0;

  [[nodiscard]] std::uint64_t total() const noexcept {
    return tag_bytes + length_bytes + value_bytes;
  }
  field_bytes& operator+=(const field_bytes& more) noexcept;
};

/// One step on the way to a field.
struct path_step {
  std::uint32_t number;
  std::string_view name;

  friend bool operator==(const path_step&, const path_step&) = default;
  friend bool operator<(const path_step& a, const path_step& b) noexcept {
    return std::tie(a.number, a.name) < std::tie(b.number, b.name);
  }
};

/// The fields of one header type, in the order of its declaration, each sub-message's own fields
/// right behind it.
class header_layout {
 public:
  /// Small, because each header goes through several of them.
  struct node {
    const field_descriptor* field;
    std::uint32_t tag;
    std::uint32_t next_sibling;  ///< the place behind the last field inside of this one
  };

  explicit header_layout(const message_descriptor& type);

  [[nodiscard]] const message_descriptor& type() const noexcept { return *type_; }
  [[nodiscard]] const std::vector<node>& nodes() const noexcept { return nodes_; }
  [[nodiscard]] const std::vector<path_step>& path(std::size_t of) const noexcept {
    return paths_[of];
  }

 private:
  void append(const message_descriptor& type, const std::vector<path_step>& parent);

  const message_descriptor* type_;
  std::vector<node> nodes_;
  std::vector<std::vector<path_step>> paths_;
};

/// One line of a report.
struct field_line {
  std::vector<path_step> path;  ///< empty for the unknown fields of a level
  std::size_t level = 0;        ///< 1 for the fields of the header itself
  field_bytes bytes;
};

/// Counts the bytes of headers of one type. `layout` must outlive it.
class field_account {
 public:
  explicit field_account(const header_layout& layout);

  /// Counts a header if `decode` accepts it under the canonical rules; else false. Of such a header
  /// the sizes of all fields follow from the values, which makes this several times as fast as
  /// `add_any`.
  [[nodiscard]] bool add_canonical(bytes header) noexcept {
    return add_canonical_(header, fields_.data());
  }

  /// Counts any header that `decode` accepts.
  void add_any(bytes header);

  /// Fields that occur, in the order of the layout, then unknown ones by level.
  [[nodiscard]] std::vector<field_line> lines() const;

 private:
  class visitor;

  const header_layout* layout_;
  bool (*add_canonical_)(bytes header, field_bytes* fields) noexcept;
  std::vector<field_bytes> fields_;   // one for each node of the layout
  std::vector<field_bytes> unknown_;  // one for each level that has any
};

/// Joins the lines of several header types: the same path is one line.
[[nodiscard]] std::vector<field_line> join_lines(std::vector<field_line> lines);

/// The bytes of each level, from 1 on.
[[nodiscard]] std::vector<field_bytes> bytes_by_level(const std::vector<field_line>& lines);

}  // namespace headwire::tool
