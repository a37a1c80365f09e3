// SPDX-License-Identifier: Apache-2.0
//
// Bytes as the fields that a tolerant reader sees in them, and fields as bytes, well-formed or not.
// It stops at the first byte that makes no sense to it, and needs no schema.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headwire::fuzz {

inline constexpr std::uint64_t varint_wire = 0;
inline constexpr std::uint64_t i64_wire = 1;
inline constexpr std::uint64_t len_wire = 2;
inline constexpr std::uint64_t group_wire = 3;
inline constexpr std::uint64_t group_end_wire = 4;
inline constexpr std::uint64_t i32_wire = 5;

/// Appends a varint with `padding` bytes more than it needs.
inline void append_varint(std::string& out, std::uint64_t value, std::size_t padding = 0) {
  for (; value >= 0x80; value >>= 7)
    out += static_cast<char>(value | 0x80);
  out += static_cast<char>(padding == 0 ? value : value | 0x80);
  for (std::size_t left = padding; left != 0; --left)
    out += static_cast<char>(left == 1 ? 0 : 0x80);
}

/// Reads a varint of up to 10 bytes at `at` and moves `at` behind it; nullopt if there is none.
inline std::optional<std::uint64_t> read_varint(std::string_view in, std::size_t& at) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 10 && at < in.size(); ++i) {
    const auto byte = static_cast<unsigned char>(in[at++]);
    value |= std::uint64_t{byte & 0x7fU} << (7 * i);
    if (byte < 0x80) return value;
  }
  return std::nullopt;
}

/// One field; `value` is what stands behind its tag, or behind its length. A group is its start tag
/// with an empty value, and its end another field.
struct field {
  std::uint64_t tag;
  std::string_view value;

  [[nodiscard]] std::uint64_t number() const { return tag >> 3; }
  [[nodiscard]] std::uint64_t wire() const { return tag & 7; }
};

struct field_list {
  std::vector<field> fields;
  std::vector<std::string_view> raw;  ///< each with its tag and length
  std::string_view rest;              ///< what could not be read
};

/// The size of the value at `at`, in front of which a length moves `at` on; nullopt if it is not
/// all there.
inline std::optional<std::size_t> value_size(std::string_view in, std::uint64_t wire,
                                             std::size_t& at) {
  std::optional<std::uint64_t> size;
  switch (wire) {
    case varint_wire: {
      std::size_t end = at;
      if (read_varint(in, end)) size = end - at;
      break;
    }
    case i64_wire:
      size = 8;
      break;
    case len_wire:
      size = read_varint(in, at);
      break;
    case group_wire:
    case group_end_wire:
      size = 0;
      break;
    case i32_wire:
      size = 4;
      break;
    default:
      break;
  }
  if (!size || *size > in.size() - at) return std::nullopt;
  return static_cast<std::size_t>(*size);
}

inline field_list read_fields(std::string_view in) {
  field_list found;
  std::size_t begin = 0;
  while (begin < in.size()) {
    std::size_t at = begin;
    const std::optional<std::uint64_t> tag = read_varint(in, at);
    if (!tag || *tag < 8) break;
    const std::optional<std::size_t> size = value_size(in, *tag & 7, at);
    if (!size) break;
    found.fields.push_back({*tag, in.substr(at, *size)});
    found.raw.push_back(in.substr(begin, at + *size - begin));
    begin = at + *size;
  }
  found.rest = in.substr(begin);
  return found;
}

inline std::string delimited(std::uint64_t number, std::string_view content) {
  std::string out;
  append_varint(out, number << 3 | len_wire);
  append_varint(out, content.size());
  return out.append(content);
}

}  // namespace headwire::fuzz
