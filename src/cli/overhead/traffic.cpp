// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/traffic.hpp"

#include <fmt/format.h>

#include <utility>

#include "cli/escape.hpp"

namespace headwire::tool {

namespace {

// Longer than any method name that means something.
constexpr std::size_t longest_name = 200;

/// Names come from the log, and are identifiers there: with anything but ASCII they are garbage.
std::string shown_name(std::string_view name) {
  std::string shown = escape(name.substr(0, longest_name), escaping::non_ascii);
  if (name.size() > longest_name) shown += "...";
  return shown;
}

}  // namespace

traffic::traffic(header_table table, const traffic_limits& limits)
    : table_(std::move(table)),
      most_methods_(limits.methods),
      pool_{.random = std::mt19937_64(limits.seed),
            .most_headers = limits.sample_headers,
            .bytes_left = limits.sample_bytes} {}

std::uint32_t traffic::method(std::string_view name) {
  if (const auto known = numbers_.find(name); known != numbers_.end()) return known->second;
  if (numbers_.size() >= most_methods_) {
    if (!others_) others_ = add_row(std::string(other_methods_name));
    return *others_;
  }
  const std::uint32_t number = add_row(unique_name(shown_name(name)));
  for (const direction way : directions)
    set_kind(rows_[number].way(way), table_.find(name, way));
  numbers_.emplace(name, number);
  return number;
}

std::uint32_t traffic::unknown_method() {
  if (!unknown_) unknown_ = add_row(std::string(unknown_method_name));
  return *unknown_;
}

/// Of names that are shown alike, being cut or escaped, the second gets " (2)".
std::string traffic::unique_name(std::string shown) {
  std::string name = shown;
  while (!shown_names_.try_emplace(name, 1).second)
    name = fmt::format("{} ({})", shown, ++shown_names_[shown]);
  return name;
}

std::uint32_t traffic::add_row(std::string name) {
  rows_.emplace_back().name = std::move(name);
  return static_cast<std::uint32_t>(rows_.size() - 1);
}

void traffic::set_kind(message_row& row, message_kind kind) {
  row.kind = std::move(kind);
  if (row.kind.header == nullptr) return;
  const message_descriptor& type = *row.kind.header->descriptor;
  row.fields.emplace(layouts_.try_emplace(&type, type).first->second);
}

byte_totals traffic::add(std::uint32_t method, direction way, bytes data, std::uint64_t size) {
  message_row& row = rows_[method].way(way);
  byte_totals sizes{.messages = 1, .message_bytes = size};
  bool is_known = row.kind.is_known;
  if (row.kind.header == nullptr) {
    sizes.payload_bytes = size;
  } else {
    const message_parts parts = splitter_.split(data, size);
    sizes.header_bytes = parts.header.size();
    sizes.payload_bytes = parts.payload_bytes;
    sizes.framing_bytes = parts.framing_bytes;
    sizes.other_bytes = parts.other_bytes;
    sizes.whole_headers = parts.has_header() ? 1 : 0;
    is_known = !parts.header_cut;
    add_header(row, parts);
  }
  if (is_known) {
    sizes.known_messages = 1;
    sizes.known_bytes = size;
  }
  row.bytes += sizes;
  return sizes;
}

void traffic::add_header(message_row& row, const message_parts& parts) {
  if (parts.malformed) ++row.headers.broken_messages;
  if (!parts.has_header()) {
    ++(parts.header_cut ? row.headers.cut : row.headers.absent);
    return;
  }
  if (parts.header_count > 1) ++row.headers.duplicated;
  row.header_lengths.add(parts.header.size());

  if (row.fields->add_canonical(parts.header)) {
    ++row.headers.canonical;
  } else if (row.kind.header->decode(parts.header)) {
    row.fields->add_any(parts.header);
  } else {
    ++row.headers.malformed;
    row.malformed_header_bytes += parts.header.size();
    return;
  }
  ++row.headers.read;
  row.sample.offer(parts.header, pool_);
}

}  // namespace headwire::tool
