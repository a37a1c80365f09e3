// SPDX-License-Identifier: Apache-2.0
//
// One line for each method and direction, in the form of RFC 4180 but with \n as the line end.
#include <fmt/format.h>

#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "cli/overhead/report.hpp"

namespace headwire::tool {

namespace {

/// A name, whose control characters are escaped by now, as a cell. Spreadsheets run a cell that
/// begins like a formula, unless a ' is in front; one that could be taken for two is in quotes.
std::string cell(std::string_view name) {
  std::string text(name);
  if (name.find_first_of("=+-@") == 0) text.insert(0, 1, '\'');
  if (text.find_first_of(",\"") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char letter : text) {
    if (letter == '"') quoted += '"';
    quoted += letter;
  }
  return quoted + '"';
}

/// Empty for what is not known, so that it is not taken for zero.
std::string count_if(bool is_known, std::uint64_t count) {
  return is_known ? std::to_string(count) : std::string();
}

std::string nanoseconds(const header_report& report, double value) {
  return report.measured == 0 ? std::string() : fmt::format("{:.2f}", value);
}

}  // namespace

std::string as_csv(const run_report& run) {
  std::string text =
      "method,direction,type,header_type,messages,message_bytes,header_bytes,payload_bytes,"
      "framing_bytes,other_bytes,header_share,headers,headers_cut,header_p50,header_p90,header_p99,"
      "header_max,"
      "decode_ns,encode_ns,canonical_ns,sample,repetitions\n";
  const auto out = std::back_inserter(text);
  for (const row_report& row : run.rows) {
    const header_report& report = row.report;
    const byte_totals& bytes = report.bytes;
    const message_type* const header = row.kind().header;
    fmt::format_to(out, "{},{},{},{},", cell(row.method->name), name_of(row.way),
                   cell(row.kind().name), header != nullptr ? header->full_name() : std::string());
    const std::optional<double> share = bytes.header_share();
    fmt::format_to(out, "{},{},{},{},{},{},{},", bytes.messages, bytes.message_bytes,
                   count_if(bytes.is_header_known(), bytes.header_bytes), bytes.payload_bytes,
                   bytes.framing_bytes, bytes.other_bytes,
                   share ? fmt::format("{:.6f}", *share) : std::string());
    const std::uint64_t headers = report.lengths.count();
    fmt::format_to(out, "{},{},", headers, report.headers.cut);
    for (const unsigned rank : {50U, 90U, 99U, 100U})
      fmt::format_to(out, "{},", count_if(headers != 0, report.lengths.percentile(rank)));
    const header_cost& cost = report.cost;
    fmt::format_to(out, "{},{},{},{},{}\n", nanoseconds(report, cost.decode_ns),
                   nanoseconds(report, cost.encode_ns), nanoseconds(report, cost.canonical_ns),
                   cost.sample, cost.repetitions);
  }
  return text;
}

}  // namespace headwire::tool
