// SPDX-License-Identifier: Apache-2.0
//
// One line for each method and direction, in the form of RFC 4180 but with \n as the line end.
#include <fmt/format.h>

#include <iterator>
#include <string>
#include <string_view>

#include "cli/overhead/report.hpp"

namespace headwire::tool {

namespace {

/// A value that could be taken for two, in quotes.
std::string quoted(std::string_view text) {
  if (text.find_first_of(",\"") == std::string_view::npos) return std::string(text);
  std::string result = "\"";
  for (const char letter : text) {
    if (letter == '"') result += '"';
    result += letter;
  }
  return result + '"';
}

std::string nanoseconds(const header_report& report, double value) {
  return report.measured == 0 ? std::string() : fmt::format("{:.2f}", value);
}

}  // namespace

std::string as_csv(const run_report& run) {
  std::string text =
      "method,direction,type,header_type,messages,message_bytes,header_bytes,payload_bytes,"
      "framing_bytes,other_bytes,header_share,headers,header_p50,header_p90,header_p99,header_max,"
      "decode_ns,encode_ns,canonical_ns,sample,repetitions\n";
  const auto out = std::back_inserter(text);
  for (const row_report& row : run.rows) {
    const header_report& report = row.report;
    const byte_totals& bytes = report.bytes;
    const message_type* const header = row.kind().header;
    fmt::format_to(out, "{},{},{},{},", quoted(row.method->name), name_of(row.way), row.kind().name,
                   header != nullptr ? header->full_name() : std::string());
    fmt::format_to(out, "{},{},{},{},{},{},{:.6f},", bytes.messages, bytes.message_bytes,
                   bytes.header_bytes, bytes.payload_bytes, bytes.framing_bytes, bytes.other_bytes,
                   bytes.header_share());
    fmt::format_to(out, "{},{},{},{},{},", report.lengths.count(), report.lengths.percentile(50),
                   report.lengths.percentile(90), report.lengths.percentile(99),
                   report.lengths.percentile(100));
    const header_cost& cost = report.cost;
    fmt::format_to(out, "{},{},{},{},{}\n", nanoseconds(report, cost.decode_ns),
                   nanoseconds(report, cost.encode_ns), nanoseconds(report, cost.canonical_ns),
                   cost.sample, cost.repetitions);
  }
  return text;
}

}  // namespace headwire::tool
