// SPDX-License-Identifier: Apache-2.0
//
// `headwire overhead FILE...`: what the headers in recorded traffic cost.
#pragma once

namespace CLI {
class App;
}

namespace headwire::tool {

/// Adds the command to the command line. When it is the one that was asked for, it sets
/// `exit_code` or throws a `failure`.
void add_overhead(CLI::App& app, int& exit_code);

}  // namespace headwire::tool
