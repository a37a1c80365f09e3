// SPDX-License-Identifier: Apache-2.0
//
// Messages that do not decode, and what they may be instead.
#pragma once

#include <string>
#include <string_view>

#include "cli/exit_codes.hpp"
#include "headwire/wire/bytes.hpp"

namespace headwire::tool {

/// What bytes that are no message look like, and what to do with that; empty if there is no
/// telling: "hint: these bytes look like a gRPC frame of 20 bytes: leave out the first 5".
[[nodiscard]] std::string hint_for(bytes in);

/// The failure to throw for them: `why`, and the hint.
[[nodiscard]] failure malformed(bytes in, std::string_view why);

}  // namespace headwire::tool
