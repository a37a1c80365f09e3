// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/overhead.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_codes.hpp"
#include "cli/number.hpp"
#include "cli/overhead/gnuplot.hpp"
#include "cli/overhead/plot.hpp"
#include "cli/overhead/run.hpp"
#include "cli/streams.hpp"

namespace headwire::tool {

namespace {

constexpr std::uint64_t default_max_record = std::uint64_t{64} << 20;
constexpr std::size_t default_max_open_calls = 65536;
constexpr std::size_t default_max_methods = 1000;
constexpr std::size_t sample_headers = 1024;
constexpr std::size_t sample_bytes = std::size_t{64} << 20;

/// The command line as it was typed.
struct arguments {
  std::vector<std::string> files;
  std::string framing;
  bool frames = false;
  std::string method;
  std::string direction;
  std::string logger;
  std::vector<std::string> header_files;
  std::vector<std::string> header_rules;
  std::string format = "table";
  std::optional<std::string> plot;
  bool no_cost = false;
  std::uint64_t max_record = default_max_record;
  std::size_t max_open_calls = default_max_open_calls;
  std::size_t max_methods = default_max_methods;
  std::uint64_t seed = 1;
};

void add_arguments(CLI::App& command, arguments& given) {
  command
      .add_option("FILE", given.files,
                  "Binary logs, or with --frames gRPC frames; - is standard input")
      ->required();
  CLI::Option* const framing =
      command
          .add_option("--framing", given.framing,
                      "Framing of the logs; without it each file's first byte tells")
          ->check(CLI::IsMember({"go", "java"}));
  CLI::Option* const logger =
      command.add_option("--logger", given.logger, "Count only what this side logged")
          ->check(CLI::IsMember({"client", "server"}));
  CLI::Option* const frames =
      command.add_flag("--frames", given.frames, "FILEs hold the gRPC frames of one method")
          ->excludes(framing)
          ->excludes(logger);
  CLI::Option* const method =
      command.add_option("--method", given.method, "Method of the frames, /package.Service/Method")
          ->needs(frames);
  CLI::Option* const way =
      command.add_option("--direction", given.direction, "Direction of the frames")
          ->check(CLI::IsMember({"request", "response"}))
          ->needs(frames);
  frames->needs(method)->needs(way);
  command
      .add_option("--header", given.header_rules,
                  "Which messages carry which header: 'PATTERN request|response TYPE|none'")
      ->allow_extra_args(false)
      ->type_name("RULE");
  command.add_option("--headers", given.header_files, "A file of such rules, one a line")
      ->allow_extra_args(false)
      ->type_name("FILE");
  command.add_option("--format", given.format, "table, json or csv")
      ->check(CLI::IsMember({"table", "json", "csv"}))
      ->capture_default_str();
  command.add_option("--plot", given.plot, "Also draw the report, with gnuplot, into this file")
      ->type_name("FILE.svg");
  command.add_flag("--no-cost", given.no_cost, "Do not measure how long decoding takes");
  command.add_option("--seed", given.seed, "Of the random sample that is measured")
      ->transform(whole_number(0))
      ->capture_default_str();
  command.add_option("--max-record", given.max_record, "Longest record, in bytes")
      ->transform(whole_number(1, 0x7fffffff))
      ->capture_default_str();
  command.add_option("--max-open-calls", given.max_open_calls, "Calls to remember")
      ->transform(whole_number(1, std::uint64_t{1} << 30))
      ->capture_default_str();
  command.add_option("--max-methods", given.max_methods, "Methods with a row of their own")
      ->transform(whole_number(1, std::uint64_t{1} << 20))
      ->capture_default_str();
}

void check_method_name(const std::string& method) {
  if (!is_method_name(method)) {
    throw failure(exit_usage,
                  fmt::format("--method: '{}' is not of the form /package.Service/Method", method));
  }
}

/// The framing that all files have, if the command line says so.
std::optional<framing> given_framing(const arguments& given) {
  if (given.frames) return framing::frames;
  if (given.framing.empty()) return std::nullopt;
  return given.framing == "go" ? framing::go : framing::java;
}

std::optional<binarylog::Logger> given_logger(const arguments& given) {
  if (given.logger.empty()) return std::nullopt;
  return given.logger == "client" ? binarylog::Logger::CLIENT : binarylog::Logger::SERVER;
}

/// Rules on the command line come after those in files, and so win.
header_table given_headers(const arguments& given) {
  header_table headers;
  for (const std::string& path : given.header_files)
    headers.add_file(path);
  for (const std::string& rule : given.header_rules)
    headers.add(rule, "--header");
  return headers;
}

run_options checked(const arguments& given) {
  if (given.frames) check_method_name(given.method);
  if (given.plot) {
    check_plot_name(*given.plot);
    require_gnuplot();
  }
  return {.files = given.files,
          .kind = given_framing(given),
          .logger = given_logger(given),
          .method = given.method,
          .way = parse_direction(given.direction).value_or(direction::request),
          .headers = given_headers(given),
          .max_record = given.max_record,
          .max_open_calls = given.max_open_calls,
          .limits = {.methods = given.max_methods,
                     .sample_headers = sample_headers,
                     .sample_bytes = sample_bytes,
                     .seed = given.seed},
          .with_cost = !given.no_cost};
}

std::string formatted(const run_report& report, std::string_view format) {
  if (format == "json") return as_json(report);
  if (format == "csv") return as_csv(report);
  return as_table(report);
}

int run_overhead(const arguments& given) {
  const run_options options = checked(given);
  overhead_run run(options);
  run.read_all();
  const run_report report = run.report();
  // All of it at the end: an error message is never in the middle of the report.
  print(formatted(report, given.format));
  if (given.plot) write_plot(report, *given.plot);
  return run.code();
}

}  // namespace

void add_overhead(CLI::App& app, int& exit_code) {
  CLI::App* const command =
      app.add_subcommand("overhead", "Shows what the headers in recorded gRPC traffic cost");
  const auto given = std::make_shared<arguments>();
  add_arguments(*command, *given);
  command->callback([given, &exit_code] { exit_code = run_overhead(*given); });
}

}  // namespace headwire::tool
