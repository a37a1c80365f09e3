// SPDX-License-Identifier: Apache-2.0
#include "cli/describe.hpp"

#include <cstddef>
#include <iterator>

namespace headwire::tool {

std::string_view wire_name(wire_type wire) noexcept {
  constexpr std::string_view names[] = {"VARINT", "I64", "LEN", "SGROUP", "EGROUP", "I32"};
  return names[static_cast<std::size_t>(wire)];
}

std::string_view type_name_of(const field_descriptor& field) noexcept {
  constexpr std::string_view names[] = {
      "double",  "float",   "int32",    "int64",    "uint32", "uint64", "sint32", "sint64",
      "fixed32", "fixed64", "sfixed32", "sfixed64", "bool",   "string", "bytes",  "enum"};
  if (field.message != nullptr) return field.message->name;
  return names[static_cast<std::size_t>(field.type)];
}

std::string_view error_name(errc code) noexcept {
  constexpr std::string_view names[] = {"ok",
                                        "truncated",
                                        "malformed_varint",
                                        "invalid_tag",
                                        "invalid_wire_type",
                                        "invalid_length",
                                        "unbalanced_group",
                                        "too_deep",
                                        "invalid_utf8",
                                        "too_large",
                                        "not_canonical",
                                        "too_many_unknown",
                                        "buffer_too_small",
                                        "scratch_too_small",
                                        "size_mismatch",
                                        "not_present"};
  const auto index = static_cast<std::size_t>(code);
  return index < std::size(names) ? names[index] : "unknown";
}

std::vector<enumerator> enumerators_of(const field_descriptor& field) {
  constexpr std::int32_t first = -1024;
  constexpr std::int32_t last = 65535;
  std::vector<enumerator> found;
  if (field.enumerator == nullptr) return found;
  for (std::int32_t value = first; value <= last; ++value) {
    if (const std::string_view name = field.enumerator(value); !name.empty()) {
      found.push_back({value, name});
    }
  }
  return found;
}

}  // namespace headwire::tool
