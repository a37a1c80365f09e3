// SPDX-License-Identifier: Apache-2.0
//
// JSON as the program prints it.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace headwire::tool {

/// `value` on one line or, with an indent of 0 or more, on many. UTF-8 stays as it is, except what
/// `escape` takes for unsafe: a terminal shows this, too. What is not UTF-8 becomes U+FFFD.
[[nodiscard]] std::string json_text(const nlohmann::ordered_json& value, int indent = -1);

}  // namespace headwire::tool
