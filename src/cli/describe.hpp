// SPDX-License-Identifier: Apache-2.0
//
// Words for declarations: wire types, field types, enumerators.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "headwire/schema/descriptor.hpp"
#include "headwire/wire/error.hpp"
#include "headwire/wire/tag.hpp"

namespace headwire::tool {

/// VARINT, I64, LEN, SGROUP, EGROUP or I32.
[[nodiscard]] std::string_view wire_name(wire_type wire) noexcept;

/// As a .proto spells it, except for enums, whose names a declaration does not know: `enum`. For a
/// sub-message the name of its type.
[[nodiscard]] std::string_view type_name_of(const field_descriptor& field) noexcept;

/// The name of an error in `headwire::errc`.
[[nodiscard]] std::string_view error_name(errc code) noexcept;

struct enumerator {
  std::int32_t value;
  std::string_view name;
};

/// The named values of an enum field, ascending; empty for any other field. A declaration can only
/// be asked value by value: names are found from -1024 to 65535.
[[nodiscard]] std::vector<enumerator> enumerators_of(const field_descriptor& field);

}  // namespace headwire::tool
