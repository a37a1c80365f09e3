// SPDX-License-Identifier: Apache-2.0
//
// The result of a run, and its three forms.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/overhead/cost.hpp"
#include "cli/overhead/log_analysis.hpp"
#include "cli/overhead/log_reader.hpp"
#include "cli/overhead/traffic.hpp"

namespace headwire::tool {

/// How far one file was read.
struct file_report {
  std::string path;
  std::optional<framing> kind;  ///< nullopt: too short to tell, or not opened
  std::uint64_t bytes = 0;      ///< see byte_input::size_read
  std::uint64_t records = 0;
  std::optional<read_failure> failure;
};

/// The headers of some messages: of one row, or of several together.
struct header_report {
  byte_totals bytes;
  header_counts headers;
  std::uint64_t malformed_header_bytes = 0;
  length_histogram lengths;
  std::vector<field_line> fields;
  /// Mean over all headers of rows that were measured, `measured` in number.
  header_cost cost;
  std::uint64_t measured = 0;

  header_report() = default;
  header_report(const message_row& row, const header_cost& row_cost);

  header_report& operator+=(const header_report& more);
};

/// One method in one direction, with at least one message.
struct row_report {
  const method_row* method = nullptr;
  direction way = direction::request;
  header_report report;

  [[nodiscard]] const message_kind& kind() const noexcept { return method->way(way).kind; }
};

/// All of a run. Refers to the objects that counted.
struct run_report {
  std::span<const file_report> files;
  std::uint64_t compressed = 0;       ///< frames left out because they are compressed
  const log_analysis* log = nullptr;  ///< nullptr for raw frames
  const traffic* messages = nullptr;
  std::vector<row_report> rows;  ///< sorted by method; requests first
  bool has_cost = false;

  [[nodiscard]] header_report total(std::optional<direction> way) const;
};

/// The rows that were measured, joined by the short name of their header type.
[[nodiscard]] std::map<std::string_view, header_report> cost_by_type(const run_report& run);

/// Makes the rows; `with_cost` measures each of them.
[[nodiscard]] run_report make_report(const traffic& messages, bool with_cost);

inline constexpr std::array<std::string_view, 3> logger_names = {"UNKNOWN", "CLIENT", "SERVER"};
inline constexpr std::array<std::string_view, entry_counts::event_types> event_type_names = {
    "UNKNOWN",        "CLIENT_HEADER",     "SERVER_HEADER",  "CLIENT_MESSAGE",
    "SERVER_MESSAGE", "CLIENT_HALF_CLOSE", "SERVER_TRAILER", "CANCEL"};
/// The status codes of gRPC.
inline constexpr std::array<std::string_view, entry_counts::status_codes> status_names = {
    "OK",        "CANCELLED",      "UNKNOWN",           "INVALID_ARGUMENT",   "DEADLINE_EXCEEDED",
    "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION",
    "ABORTED",   "OUT_OF_RANGE",   "UNIMPLEMENTED",     "INTERNAL",           "UNAVAILABLE",
    "DATA_LOSS", "UNAUTHENTICATED"};

/// What the log says of its calls is in one place: the same words for people and for programs.
struct oddity {
  std::string_view key;   ///< in JSON
  std::string_view one;   ///< behind the number 1: "empty record"
  std::string_view many;  ///< behind any other: "empty records"
  std::uint64_t count;
};
[[nodiscard]] std::vector<oddity> oddities(const run_report& run);

/// "1.1.2" and "operation.status" of a path; "?" and "(unknown fields)" of an empty one.
[[nodiscard]] std::string dotted_numbers(const std::vector<path_step>& path);
[[nodiscard]] std::string dotted_names(const std::vector<path_step>& path);

[[nodiscard]] std::string as_table(const run_report& run);
[[nodiscard]] std::string as_json(const run_report& run);
[[nodiscard]] std::string as_csv(const run_report& run);

}  // namespace headwire::tool
