// SPDX-License-Identifier: Apache-2.0
//
// The version of Headwire that a program is compiled with.
#pragma once

#include <string_view>

/// For #if: major * 10000 + minor * 100 + patch, so 0.1.0 is 100 and 1.2.3 is 10203. Minor and patch stay
/// below 100. The numbers follow semver.org; before 1.0 a minor version may break source compatibility.
#define HEADWIRE_VERSION 100  // NOLINT(*-macro-usage,*-macro-to-enum): #if compares macros only

namespace headwire {

/// The same as text, as `headwire --version` and pkg-config print it.
inline constexpr std::string_view version = "0.1.0";

}  // namespace headwire
