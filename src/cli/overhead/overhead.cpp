// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/overhead.hpp"

#include <CLI/CLI.hpp>

namespace headwire::tool {

void add_overhead(CLI::App& app, int& /*exit_code*/) {
  app.add_subcommand("overhead", "Says what the headers in recorded traffic cost");
}

}  // namespace headwire::tool
