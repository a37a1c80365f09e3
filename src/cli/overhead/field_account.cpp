// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/field_account.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "walk.hpp"

namespace headwire::tool {

namespace {

/// The varint at p, which is known to be whole; p goes behind it.
std::uint64_t take_varint(const std::byte*& p) noexcept {
  std::uint64_t value = 0;
  for (unsigned shift = 0;; shift += 7) {
    const auto digit = std::to_integer<std::uint64_t>(*p++);
    value |= (digit & 0x7f) << shift;
    if (digit < 0x80) return value;
  }
}

/// The place behind the number at p, which is known to be whole.
const std::byte* skip_number(const std::byte* p, wire_type wire) noexcept {
  if (wire == wire_type::i64) return p + 8;
  if (wire == wire_type::i32) return p + 4;
  while (*p >= std::byte{0x80})
    ++p;
  return p + 1;
}

}  // namespace

field_bytes& field_bytes::operator+=(const field_bytes& more) noexcept {
  count += more.count;
  tag_bytes += more.tag_bytes;
  length_bytes += more.length_bytes;
  value_bytes += more.value_bytes;
  return *this;
}

header_layout::header_layout(const message_descriptor& type) : type_(&type) {
  append(type, {});
}

void header_layout::append(const message_descriptor& type, const std::vector<path_step>& parent) {
  for (const field_descriptor& field : type.fields) {
    std::vector<path_step> path = parent;
    path.push_back({.number = field.number, .name = field.name});
    const std::size_t own = nodes_.size();
    nodes_.push_back(
        {.field = &field, .tag = make_tag(field.number, field.wire), .next_sibling = 0});
    paths_.push_back(path);
    if (field.message != nullptr) append(*field.message, path);
    nodes_[own].next_sibling = static_cast<std::uint32_t>(nodes_.size());
  }
}

void field_account::add_canonical(bytes header) noexcept {
  add_fields(header.data(), header.data() + header.size(), 0);
}

/// Counts the fields in [p, end), the first of which can be that of node `first`.
void field_account::add_fields(const std::byte* p, const std::byte* end,
                               std::size_t first) noexcept {
  const header_layout::node* const nodes = layout_->nodes().data();
  std::size_t at = first;
  while (p != end) {
    const std::byte* const start = p;
    const std::uint64_t tag = take_varint(p);
    while (nodes[at].tag != tag)
      at = nodes[at].next_sibling;
    field_bytes& counted = fields_[at];
    ++counted.count;
    counted.tag_bytes += static_cast<std::uint64_t>(p - start);
    const std::byte* const value = p;
    if (tag_wire_type(nodes[at].tag) == wire_type::len) {
      const std::uint64_t length = take_varint(p);
      counted.length_bytes += static_cast<std::uint64_t>(p - value);
      if (nodes[at].field->message != nullptr) {
        add_fields(p, p + length, at + 1);
      } else {
        counted.value_bytes += length;
      }
      p += length;
    } else {
      p = skip_number(p, tag_wire_type(nodes[at].tag));
      counted.value_bytes += static_cast<std::uint64_t>(p - value);
    }
    at = nodes[at].next_sibling;
  }
}

/// Finds the node of each field that the walker shows.
class field_account::visitor {
 public:
  explicit visitor(field_account& account) : account_(account) {}

  void begin(const element& seen) {
    field_bytes& counted = seen.field != nullptr ? account_.fields_[node_of(*seen.field)]
                                                 : unknown_at(static_cast<std::size_t>(seen.depth));
    ++counted.count;
    counted.tag_bytes += seen.tag_size;
    counted.length_bytes += seen.length_size;
    if (!seen.is_descended()) counted.value_bytes += seen.value.size();
    if (seen.field != nullptr && seen.is_descended()) open_.push_back(node_of(*seen.field));
  }

  void end(const element& seen) {
    if (seen.field != nullptr) {
      open_.pop_back();
    } else {  // a group, whose end is a tag as well
      unknown_at(static_cast<std::size_t>(seen.depth)).tag_bytes += seen.end_tag_size;
    }
  }

 private:
  [[nodiscard]] std::size_t node_of(const field_descriptor& field) const noexcept {
    const auto& nodes = account_.layout_->nodes();
    std::size_t node = open_.empty() ? 0 : open_.back() + 1;
    while (nodes[node].field != &field)
      node = nodes[node].next_sibling;
    return node;
  }

  [[nodiscard]] field_bytes& unknown_at(std::size_t depth) {
    if (account_.unknown_.size() <= depth) account_.unknown_.resize(depth + 1);
    return account_.unknown_[depth];
  }

  field_account& account_;
  std::vector<std::size_t> open_;
};

void field_account::add_any(bytes header) {
  visitor counter(*this);
  static_cast<void>(walk(header, &layout_->type(), counter));
}

std::vector<field_line> field_account::lines() const {
  std::vector<field_line> lines;
  for (std::size_t node = 0; node < fields_.size(); ++node) {
    if (fields_[node].count == 0) continue;
    const std::vector<path_step>& path = layout_->path(node);
    lines.push_back({.path = path, .level = path.size(), .bytes = fields_[node]});
  }
  for (std::size_t depth = 0; depth < unknown_.size(); ++depth) {
    if (unknown_[depth].count == 0) continue;
    lines.push_back({.path = {}, .level = depth + 1, .bytes = unknown_[depth]});
  }
  return lines;
}

std::vector<field_line> join_lines(std::vector<field_line> lines) {
  // Unknown fields have no path and stand last, as in each of the parts.
  std::map<std::pair<bool, std::pair<std::vector<path_step>, std::size_t>>, field_line> joined;
  for (field_line& line : lines) {
    auto& sum = joined[{line.path.empty(), {line.path, line.level}}];
    sum.bytes += line.bytes;
    sum.level = line.level;
    sum.path = std::move(line.path);
  }
  std::vector<field_line> result;
  result.reserve(joined.size());
  for (auto& [key, line] : joined)
    result.push_back(std::move(line));
  return result;
}

std::vector<field_bytes> bytes_by_level(const std::vector<field_line>& lines) {
  std::vector<field_bytes> levels;
  for (const field_line& line : lines) {
    if (levels.size() < line.level) levels.resize(line.level);
    levels[line.level - 1] += line.bytes;
  }
  return levels;
}

}  // namespace headwire::tool
