// SPDX-License-Identifier: Apache-2.0
#include "cli/types.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "cli/exit_codes.hpp"
#include "headwire/codec/decode.hpp"
#include "headwire/codec/encode.hpp"

namespace headwire::tool {
namespace {

template <message T>
status decode_as(bytes in) noexcept {
  T out;
  return decode(in, out);
}

template <message T>
status decode_canonical_as(bytes in) noexcept {
  T out;
  return decode(in, out, canonical);
}

template <message T>
status reencode_as(bytes in, std::vector<std::byte>& out) {
  T decoded;
  if (const status read = decode(in, decoded); !read) return read;
  out.resize(encoded_size(decoded));
  return encode(decoded, out).status();
}

template <message T>
constexpr message_type describe_type(std::string_view package) {
  return {.package = package,
          .descriptor = &descriptor<T>,
          .decode = &decode_as<T>,
          .decode_canonical = &decode_canonical_as<T>,
          .reencode = &reencode_as<T>};
}

template <message... Header, message... Log>
constexpr auto describe_types(type_list<Header...>, type_list<Log...>) {
  return std::array{describe_type<Header>("atomix.multiraft.v1")...,
                    describe_type<Log>("grpc.binarylog.v1")...};
}

constexpr std::array types = describe_types(header_types{}, log_types{});

bool is_called(const message_type& type, std::string_view name) noexcept {
  if (name.size() == type.short_name().size()) return name == type.short_name();
  return name.size() == type.package.size() + 1 + type.short_name().size() &&
         name.starts_with(type.package) && name[type.package.size()] == '.' &&
         name.ends_with(type.short_name());
}

char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Letters to insert, remove or change to make `a` of `b`, whatever their case.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = diagonal + (lower(a[i]) == lower(b[j]) ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

/// The short names that are nearest to `name`, if any is near.
std::vector<std::string_view> similar_names(std::string_view name) {
  const std::string_view last_part = name.substr(name.rfind('.') + 1);
  std::size_t nearest = std::max<std::size_t>(last_part.size() / 3, 2);
  std::vector<std::string_view> names;
  for (const message_type& type : types) {
    const std::size_t distance = edit_distance(last_part, type.short_name());
    if (distance > nearest) continue;
    if (distance < nearest) names.clear();
    nearest = distance;
    names.push_back(type.short_name());
  }
  return names;
}

}  // namespace

std::string message_type::full_name() const {
  return fmt::format("{}.{}", package, short_name());
}

std::span<const message_type> known_types() noexcept {
  return types;
}

const message_type* find_type(std::string_view name) noexcept {
  const auto* const found = std::find_if(
      types.begin(), types.end(), [&](const message_type& type) { return is_called(type, name); });
  return found == types.end() ? nullptr : found;
}

const message_type& require_type(std::string_view name) {
  if (const message_type* const type = find_type(name)) return *type;
  const std::vector<std::string_view> similar = similar_names(name);
  const std::string hint = similar.empty()
                               ? "`headwire types` lists all"
                               : fmt::format("did you mean {}?", fmt::join(similar, " or "));
  throw failure(exit_usage, fmt::format("unknown type '{}'; {}", name, hint));
}

}  // namespace headwire::tool
