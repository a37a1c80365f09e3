// SPDX-License-Identifier: Apache-2.0
//
// The message that a command works on: `[--hex|--base64|--raw] [INPUT]`.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace headwire::tool {

class input_argument {
 public:
  /// Adds the flags and INPUT to a command. The object must outlive the command.
  void add_to(CLI::App& command);

  /// The bytes that the command line asks for. Throws a usage failure for text that is neither hex
  /// nor base64, and a file failure for what cannot be read.
  ///
  /// With --hex or --base64, INPUT is the text itself; with --raw it is a file name. `-`, or no
  /// INPUT, is standard input. Without a flag INPUT must be hex, and standard input is raw; what
  /// could be hex or base64 text there is refused as wrong usage.
  [[nodiscard]] std::vector<std::byte> read() const;

 private:
  [[nodiscard]] std::string text() const;
  [[nodiscard]] bool from_standard_input() const;

  bool hex_ = false;
  bool base64_ = false;
  bool raw_ = false;
  std::string value_;
  const CLI::Option* given_ = nullptr;
};

}  // namespace headwire::tool
