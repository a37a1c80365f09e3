// SPDX-License-Identifier: Apache-2.0
#include "cli/input.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "cli/exit_codes.hpp"
#include "cli/text.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/tag.hpp"

namespace headwire::tool {
namespace {

/// The rest of an open file. Stops at the first byte too many: a message of 2 GiB is refused
/// anyway.
std::string read_all(std::FILE* file, std::string_view name) {
  std::string content;
  std::array<char, 65536> chunk{};
  while (content.size() < size_limit) {
    const std::size_t count = std::fread(chunk.data(), 1, chunk.size(), file);
    content.append(chunk.data(), count);
    if (count < chunk.size()) break;
  }
  if (std::ferror(file) != 0) {
    throw failure(exit_file, fmt::format("cannot read {}: {}", name, std::strerror(errno)));
  }
  return content;
}

std::string read_standard_input() {
  return read_all(stdin, "standard input");
}

std::string read_file(const std::string& name) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(name.c_str(), "rbe"),
                                                             &std::fclose);
  if (!file) {
    throw failure(exit_file, fmt::format("cannot open '{}': {}", name, std::strerror(errno)));
  }
  return read_all(file.get(), fmt::format("'{}'", name));
}

std::vector<std::byte> to_bytes(std::string_view content) {
  const bytes view = as_bytes(content);
  return {view.begin(), view.end()};
}

/// Enough of a wrong argument to recognise it by.
std::string shown(const std::string& text) {
  constexpr std::size_t most = 40;
  return text.size() <= most ? text : text.substr(0, most) + "...";
}

std::vector<std::byte> require(std::optional<std::vector<std::byte>> decoded,
                               const std::string& text, std::string_view what) {
  if (decoded) return *std::move(decoded);
  throw failure(exit_usage, fmt::format("'{}' is not {}", shown(text), what));
}

/// Text piped where bytes belong can be a valid message by chance, and bytes that look like text
/// can read as another one. Only the user knows which it is, so that a check is never passed by
/// mistake.
void refuse_text(std::string_view content) {
  const std::string_view form = is_hex_text(content)      ? "hex"
                                : is_base64_text(content) ? "base64"
                                                          : std::string_view();
  if (form.empty()) return;
  throw failure(exit_usage, fmt::format("standard input may be {0} text: say --{0}, or --raw if it "
                                        "is the message itself",
                                        form));
}

}  // namespace

void input_argument::add_to(CLI::App& command) {
  auto* const hex = command.add_flag("--hex", hex_,
                                     "INPUT is hex digits; white space, colons and 0x are ignored");
  auto* const base64 =
      command.add_flag("--base64", base64_, "INPUT is base64, of either alphabet")->excludes(hex);
  command.add_flag("--raw", raw_, "INPUT is the name of a file that holds the bytes themselves")
      ->excludes(hex)
      ->excludes(base64);
  given_ = command.add_option(
      "INPUT", value_,
      "The message, as hex unless a flag says otherwise; - is standard input, which without "
      "a flag must be bytes that cannot be taken for text");
}

std::vector<std::byte> input_argument::read() const {
  if (hex_) {
    const std::string hex = text();
    return require(from_hex(hex), hex, "hex: it takes two digits a byte");
  }
  if (base64_) {
    const std::string base64 = text();
    std::string_view why;
    std::optional<std::vector<std::byte>> decoded = from_base64(base64, why);
    return require(std::move(decoded), base64, fmt::format("base64: {}", why));
  }
  if (from_standard_input()) {
    const std::string content = read_standard_input();
    if (!raw_) refuse_text(content);
    return to_bytes(content);
  }
  if (raw_) return to_bytes(read_file(value_));
  return require(from_hex(value_), value_, "hex; say --raw for a file, or --base64");
}

std::string input_argument::text() const {
  return from_standard_input() ? read_standard_input() : value_;
}

bool input_argument::from_standard_input() const {
  return given_->count() == 0 || value_ == "-";
}

}  // namespace headwire::tool
