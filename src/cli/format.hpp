// SPDX-License-Identifier: Apache-2.0
//
// `--format text|json`.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace headwire::tool {

class format_argument {
 public:
  /// Adds the option to a command. The object must outlive the command.
  void add_to(CLI::App& command);

  [[nodiscard]] bool is_json() const noexcept { return value_ == "json"; }

 private:
  std::string value_ = "text";
};

}  // namespace headwire::tool
