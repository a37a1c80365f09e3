// SPDX-License-Identifier: Apache-2.0
//
// The methods of Atomix multi-raft and what their messages carry.
#pragma once

#include <string_view>

#include "cli/overhead/header_table.hpp"

namespace headwire::tool {

/// The messages of `method`, "/package.Service/Method", in that direction. For a method that is
/// none of these services': no header, and no name.
[[nodiscard]] message_kind atomix_message(std::string_view method, direction way);

}  // namespace headwire::tool
