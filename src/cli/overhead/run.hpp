// SPDX-License-Identifier: Apache-2.0
//
// One run over all files, and what the command line says about it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/exit_codes.hpp"
#include "cli/overhead/entry_stream.hpp"
#include "cli/overhead/header_table.hpp"
#include "cli/overhead/log_analysis.hpp"
#include "cli/overhead/progress.hpp"
#include "cli/overhead/report.hpp"
#include "cli/overhead/traffic.hpp"

namespace headwire::tool {

struct run_options {
  std::vector<std::string> files;
  std::optional<framing> kind;  ///< nullopt: as the first byte of each file says
  std::optional<binarylog::Logger> logger;
  std::string method;  ///< of raw frames
  direction way = direction::request;
  header_table headers;
  std::uint64_t max_record = 0;
  std::size_t max_open_calls = 0;
  traffic_limits limits{};
  bool with_cost = true;
};

/// Reads the files one after the other. What is wrong with one is said on standard error, and the
/// next one is read.
class overhead_run {
 public:
  explicit overhead_run(const run_options& options);

  void read_all();

  /// Measures, if asked for, and sums up.
  [[nodiscard]] run_report report() const;

  /// The worst of what happened.
  [[nodiscard]] exit_code code() const noexcept { return code_; }

 private:
  void read_file(file_report& file);
  void read_entries(byte_input& input, log_reader& reader, file_report& file, progress& bar);
  void read_frames(byte_input& input, log_reader& reader, file_report& file, progress& bar);
  void warn_of_unused_rules() const;
  void note_undecodable(const bad_record& bad, const std::string& path, progress& bar);

  [[nodiscard]] bool reads_frames() const noexcept { return options_.kind == framing::frames; }

  const run_options& options_;
  traffic messages_;
  log_analysis log_;
  std::vector<file_report> files_;
  std::uint32_t frames_method_ = 0;
  std::uint64_t compressed_ = 0;
  std::uint64_t undecodable_ = 0;  // records, of which only the first few are told
  exit_code code_ = exit_success;
};

}  // namespace headwire::tool
