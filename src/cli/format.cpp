// SPDX-License-Identifier: Apache-2.0
#include "cli/format.hpp"

#include <CLI/CLI.hpp>

namespace headwire::tool {

void format_argument::add_to(CLI::App& command) {
  command.add_option("--format", value_, "text for people, json for programs")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
}

}  // namespace headwire::tool
