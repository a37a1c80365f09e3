// SPDX-License-Identifier: Apache-2.0
//
// The values of fields that a walk has seen, for showing.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <variant>

#include "headwire/wire/bytes.hpp"
#include "walk.hpp"

namespace headwire::tool {

using scalar_value =
    std::variant<bool, std::int64_t, std::uint64_t, float, double, std::string_view, bytes>;

/// What `decode` would read from a field that is no sub-message and no group. Without a declaration
/// a number is unsigned and a LEN is bytes.
[[nodiscard]] scalar_value value_of(const element& seen);

/// The value for people, long text and bytes cut; `seen` also tells enumerators and guesses.
[[nodiscard]] std::string value_text(const element& seen);

/// The value for programs: whole. Bytes are hex, as are strings that are not UTF-8; NaN and the
/// infinities are the strings "nan", "inf" and "-inf".
[[nodiscard]] nlohmann::ordered_json value_json(const element& seen);

}  // namespace headwire::tool
