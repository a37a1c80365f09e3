// SPDX-License-Identifier: Apache-2.0
//
// Error codes by the name of their enumerator, as in verdicts.tsv.
#pragma once

#include <array>
#include <cstddef>
#include <headwire/wire/error.hpp>
#include <string_view>

namespace headwire::test {

/// What decode can fail with, in the order of the enumerators.
inline constexpr std::array<std::string_view, 12> errc_names = {"ok",
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
                                                                "too_many_unknown"};
static_assert(static_cast<std::size_t>(errc::too_many_unknown) + 1 == errc_names.size());

[[nodiscard]] constexpr std::string_view name_of(errc code) {
  return errc_names.at(static_cast<std::size_t>(code));
}

}  // namespace headwire::test
