// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <new>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "cli/commands.hpp"
#include "cli/exit_codes.hpp"
#include "cli/overhead/overhead.hpp"
#include "cli/streams.hpp"
#include "headwire/version.hpp"

namespace headwire::tool {
namespace {

/// What `action` returns, or the exit code of what it throws, which is said on standard error.
template <class Action>
int code_of(Action action) {
  try {
    return action();
  } catch (const failure& error) {
    say(error.what());
    return error.code();
  } catch (const std::bad_alloc&) {
    say("out of memory");
  } catch (const std::system_error& error) {
    say(fmt::format("the operating system refuses: {}", error.code().message()));
  } catch (const std::exception& error) {
    say(error.what());
  }
  return exit_file;
}

void print_help(const CLI::App& app, const CLI::Success& asked_for_help) {
  std::ostringstream text;
  app.exit(asked_for_help, text, text);
  print(text.str());
}

constexpr std::string_view dash_advice = "a value that begins with - takes -- in front of it";

/// CLI11 reads -hAA= as -h and more. That is base64, and help with exit code 0 is no answer to it.
void require_whole_help_flag(const std::vector<std::string_view>& arguments) {
  const auto is_help = [](std::string_view each) { return each == "-h" || each == "--help"; };
  if (std::any_of(arguments.begin(), arguments.end(), is_help)) return;
  const auto longer = std::find_if(arguments.begin(), arguments.end(),
                                   [](std::string_view each) { return each.starts_with("-h"); });
  if (longer == arguments.end()) return;
  throw failure(exit_usage, fmt::format("there is no flag '{}'; {}", *longer, dash_advice));
}

/// CLI11 notices the missing command before the wrong one.
std::string what_is_wrong(const CLI::App& app, const CLI::ParseError& error) {
  if (!app.get_subcommands().empty()) {
    const std::vector<std::string> rest = app.remaining(true);
    const bool has_dash = std::any_of(
        rest.begin(), rest.end(), [](const std::string& each) { return each.starts_with('-'); });
    return has_dash ? fmt::format("{}; {}", error.what(), dash_advice) : error.what();
  }
  const std::vector<std::string> rest = app.remaining();
  const std::string what =
      rest.empty() ? "a command is required" : fmt::format("there is no '{}'", rest.front());
  return what +
         "; the commands are overhead, inspect, encode, verify, peek, patch, splice and types (see "
         "--help)";
}

int run(int argc, char** argv) {
  CLI::App app{"Reads, writes and measures small nested protobuf headers.", "headwire"};
  app.set_version_flag("--version", fmt::format("headwire {}", headwire::version));
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
    require_whole_help_flag({argv + 1, argv + argc});
    print_help(app, asked_for_help);
  } catch (const CLI::ParseError& error) {
    throw failure(exit_usage, what_is_wrong(app, error));
  }
  return code;
}

}  // namespace
}  // namespace headwire::tool

int main(int argc, char** argv) {
  using namespace headwire::tool;
  if (!prepare_streams()) return exit_file;
  const int code = code_of([&] { return run(argc, argv); });
  const int output_code = code_of([] {
    finish_output();
    return exit_success;
  });
  return std::max(code, output_code);
}
