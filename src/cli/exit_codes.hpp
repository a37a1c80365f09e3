// SPDX-License-Identifier: Apache-2.0
//
// How the program ends. Scripts rely on these numbers: docs/cli.md lists them.
#pragma once

#include <stdexcept>
#include <string>

namespace headwire::tool {

enum exit_code : int {
  exit_success = 0,
  exit_malformed = 1,  ///< the input is malformed, or `verify` says no
  exit_usage = 2,      ///< a bad flag or value, an unknown type
  exit_file = 3,       ///< something cannot be read or written
};

/// Ends the command. main prints `headwire: ` and the text on standard error as one line.
class failure : public std::runtime_error {
 public:
  failure(exit_code code, const std::string& text) : std::runtime_error(text), code_(code) {}

  [[nodiscard]] exit_code code() const noexcept { return code_; }

 private:
  exit_code code_;
};

}  // namespace headwire::tool
