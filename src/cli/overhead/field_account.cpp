// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/field_account.hpp"

#include <algorithm>
#include <map>
#include <type_traits>
#include <utility>

#include "cli/types.hpp"
#include "headwire/codec/decode.hpp"
#include "headwire/codec/size.hpp"
#include "walk.hpp"

namespace headwire::tool {

namespace {

namespace codec = headwire::detail;

template <message T>
constexpr std::size_t node_count() noexcept;

/// Nodes of a field and of all fields inside of it.
template <class Field>
constexpr std::size_t nodes_of_field() noexcept {
  if constexpr (Field::is_message) {
    return 1 + node_count<typename Field::value_type>();
  } else {
    return 1;
  }
}

/// The place of the I-th field of T in a layout of T.
template <message T, std::size_t I>
constexpr std::size_t node_of_field() noexcept {
  if constexpr (I == 0) {
    return 0;
  } else {
    return node_of_field<T, I - 1>() + nodes_of_field<codec::field_at<T, I - 1>>();
  }
}

template <message T>
constexpr std::size_t node_count() noexcept {
  return node_of_field<T, codec::field_count<T>>();
}

/// Bytes of a value, without tag and length.
template <class Field>
std::uint64_t value_size(const typename Field::value_type& value) noexcept {
  if constexpr (Field::wire() == wire_type::varint) {
    return codec::varint_size(Field::kind::to_varint(value));
  } else if constexpr (Field::wire() == wire_type::len) {
    return value.size();
  } else {
    return sizeof(value);
  }
}

/// Counts the fields that encoding `in` would write; returns their bytes. `nodes` begins with the
/// first field of T.
template <message T, std::size_t... I>
std::uint64_t count_fields(const T& in, field_bytes* nodes, std::index_sequence<I...>) noexcept;

template <message T, std::size_t I>
std::uint64_t count_field(const T& in, field_bytes* nodes) noexcept {
  using field = codec::field_at<T, I>;
  if (!codec::is_written<field>(in)) return 0;
  const auto& value = codec::value_of<field>(in);
  field_bytes& own = nodes[node_of_field<T, I>()];
  constexpr std::uint64_t tag = codec::varint_size(field::tag());
  ++own.count;
  own.tag_bytes += tag;
  std::uint64_t content = 0;
  if constexpr (field::is_message) {
    using inner = typename field::value_type;
    content = count_fields(value, &own + 1, std::make_index_sequence<codec::field_count<inner>>{});
  } else {
    content = value_size<field>(value);
    own.value_bytes += content;
  }
  if constexpr (field::wire() != wire_type::len) return tag + content;
  const std::uint64_t length = codec::varint_size(content);
  own.length_bytes += length;
  return tag + length + content;
}

template <message T, std::size_t... I>
std::uint64_t count_fields(const T& in, field_bytes* nodes, std::index_sequence<I...>) noexcept {
  return (std::uint64_t{0} + ... + count_field<T, I>(in, nodes));
}

template <message T>
bool add_canonical_as(bytes header, field_bytes* nodes) noexcept {
  T decoded;
  if (!decode(header, decoded, canonical)) return false;
  count_fields(decoded, nodes, std::make_index_sequence<codec::field_count<T>>{});
  return true;
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

field_account::field_account(const header_layout& layout)
    : layout_(&layout),
      add_canonical_([](bytes, field_bytes*) noexcept { return false; }),
      fields_(layout.nodes().size()) {
  visit_type(layout.type(),
             [this]<class T>(std::type_identity<T>) { add_canonical_ = &add_canonical_as<T>; });
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
