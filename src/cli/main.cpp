// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/overhead/overhead.hpp"

namespace headwire::tool {
namespace {

/// One line, whatever the text holds: scripts read standard error by lines.
int report(exit_code code, std::string text) {
  for (char& c : text) {
    if (c == '\n' || c == '\r') c = ' ';
  }
  // Behind what was printed before the error, also where both go to one place.
  static_cast<void>(std::fflush(stdout));
  fmt::print(stderr, "headwire: {}\n", text);
  return code;
}

void check_output() {
  errno = 0;
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return;
  const std::string_view reason = errno != 0 ? std::strerror(errno) : "write error";
  throw failure(exit_file, fmt::format("cannot write to standard output: {}", reason));
}

/// CLI11 notices the missing command before the wrong one.
std::string what_is_wrong(const CLI::App& app, const CLI::ParseError& error) {
  if (!app.get_subcommands().empty()) return error.what();
  const std::vector<std::string> rest = app.remaining();
  const std::string what =
      rest.empty() ? "a command is required" : fmt::format("there is no '{}'", rest.front());
  return what +
         "; the commands are overhead, inspect, encode, verify, peek, patch, splice and types (see "
         "--help)";
}

int run(int argc, char** argv) {
  CLI::App app{"Reads, writes and measures small nested protobuf headers.", "headwire"};
  app.set_version_flag("--version", "headwire " HEADWIRE_PROGRAM_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Exit codes: 0 success, 1 malformed input, 2 wrong usage, 3 a file cannot be read or "
      "written.");

  int code = exit_success;
  add_overhead(app, code);
  add_inspect(app, code);
  add_encode(app, code);
  add_verify(app, code);
  add_peek(app, code);
  add_patch(app, code);
  add_splice(app, code);
  add_types(app, code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked_for_help) {
    app.exit(asked_for_help);
  } catch (const CLI::ParseError& error) {
    throw failure(exit_usage, what_is_wrong(app, error));
  }
  check_output();
  return code;
}

}  // namespace
}  // namespace headwire::tool

int main(int argc, char** argv) {
  using namespace headwire::tool;
  try {
    return run(argc, argv);
  } catch (const failure& error) {
    return report(error.code(), error.what());
  } catch (const std::system_error& error) {
    return report(exit_file, fmt::format("cannot write to standard output: {}", error.what()));
  } catch (const std::exception& error) {
    return report(exit_file, error.what());
  }
}
