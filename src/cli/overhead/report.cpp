// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace headwire::tool {

namespace {

/// The mean of two means over `a_count` and `b_count` headers.
double joined_mean(double a, std::uint64_t a_count, double b, std::uint64_t b_count) {
  const auto left = static_cast<double>(a_count);
  const auto right = static_cast<double>(b_count);
  return left + right == 0 ? 0 : (a * left + b * right) / (left + right);
}

void add_unless_zero(std::vector<oddity>& list, oddity found) {
  if (found.count != 0) list.push_back(found);
}

void add_of_log(std::vector<oddity>& list, const log_analysis& log) {
  const entry_counts& entries = log.entries();
  const call_counts& calls = log.calls();
  for (const oddity& found : std::initializer_list<oddity>{
           {"undecodable_records", "record does not decode", "records do not decode",
            entries.undecodable},
           {"empty_records", "empty record", "empty records", entries.empty},
           {"entries_of_other_logger", "entry of the other logger is left out",
            "entries of the other logger are left out", entries.other_logger},
           {"entries_of_unknown_calls", "entry whose call has no CLIENT_HEADER before it",
            "entries whose call has no CLIENT_HEADER before them", entries.unknown_call},
           {"entries_older_than_before", "entry is older than the entry before it",
            "entries are older than the entry before them", entries.older_than_before},
           {"reused_call_ids", "call id was used a second time: several processes in one file",
            "call ids were used a second time: several processes in one file", calls.reused_ids},
           {"evicted_calls", "open call was forgotten for want of room (--max-open-calls)",
            "open calls were forgotten for want of room (--max-open-calls)", calls.evicted},
           {"calls_without_trailer", "call has no trailer", "calls have no trailer",
            calls.without_trailer},
           {"calls_with_client_header_only", "call has a CLIENT_HEADER and nothing more",
            "calls have a CLIENT_HEADER and nothing more", calls.only_client_header}})
    add_unless_zero(list, found);
}

}  // namespace

header_report::header_report(const message_row& row, const header_cost& row_cost)
    : bytes(row.bytes),
      headers(row.headers),
      malformed_header_bytes(row.malformed_header_bytes),
      lengths(row.header_lengths),
      cost(row_cost),
      measured(row_cost.sample == 0 ? 0 : row.headers.read) {
  if (row.fields) fields = row.fields->lines();
}

header_report& header_report::operator+=(const header_report& more) {
  bytes += more.bytes;
  headers += more.headers;
  malformed_header_bytes += more.malformed_header_bytes;
  lengths += more.lengths;
  fields.insert(fields.end(), more.fields.begin(), more.fields.end());
  fields = join_lines(std::move(fields));
  for (double header_cost::* const time :
       {&header_cost::decode_ns, &header_cost::encode_ns, &header_cost::canonical_ns}) {
    cost.*time = joined_mean(cost.*time, measured, more.cost.*time, more.measured);
  }
  cost.sample += more.cost.sample;
  cost.repetitions += more.cost.repetitions;
  measured += more.measured;
  return *this;
}

header_report run_report::total(std::optional<direction> way) const {
  header_report sum;
  for (const row_report& row : rows) {
    if (!way || row.way == *way) sum += row.report;
  }
  return sum;
}

std::map<std::string_view, header_report> cost_by_type(const run_report& run) {
  std::map<std::string_view, header_report> by_type;
  for (const row_report& row : run.rows) {
    if (row.report.measured != 0) by_type[row.kind().header->short_name()] += row.report;
  }
  return by_type;
}

run_report make_report(const traffic& messages, bool with_cost) {
  run_report run;
  run.messages = &messages;
  run.has_cost = with_cost;
  for (const method_row& method : messages.rows()) {
    for (const direction way : directions) {
      const message_row& row = method.way(way);
      if (row.bytes.messages == 0) continue;
      header_cost cost;
      if (with_cost && row.kind.header != nullptr) {
        cost = measure_cost(*row.kind.header->descriptor, row.sample.headers());
      }
      run.rows.push_back({.method = &method, .way = way, .report = header_report(row, cost)});
    }
  }
  std::stable_sort(run.rows.begin(), run.rows.end(), [](const row_report& a, const row_report& b) {
    // Rows that are no method have a bracket in front, which sorts before '/': they go last.
    const bool a_last = a.method->name.starts_with('(');
    const bool b_last = b.method->name.starts_with('(');
    return a_last != b_last ? b_last : a.method->name < b.method->name;
  });
  return run;
}

std::vector<oddity> oddities(const run_report& run) {
  std::vector<oddity> list;
  if (run.log != nullptr) add_of_log(list, *run.log);
  const header_counts headers = run.total(std::nullopt).headers;
  for (const oddity& found : std::initializer_list<oddity>{
           {"compressed_frames", "compressed frame is left out", "compressed frames are left out",
            run.compressed},
           {"malformed_headers", "header does not decode", "headers do not decode",
            headers.malformed},
           {"absent_headers", "message of a type with headers has no field 1",
            "messages of types with headers have no field 1", headers.absent},
           {"cut_headers", "header is cut off in the log", "headers are cut off in the log",
            headers.cut},
           {"duplicated_headers", "message has several fields 1, whose contents were joined",
            "messages have several fields 1, whose contents were joined", headers.duplicated},
           {"malformed_messages", "message is malformed outside of its header",
            "messages are malformed outside of their header", headers.broken_messages},
           {"headers_not_canonical", "header is not canonical: other readers may disagree",
            "headers are not canonical: other readers may disagree",
            headers.read - headers.canonical},
           {"refused_samples", "sampled header was not kept for want of room",
            "sampled headers were not kept for want of room", run.messages->refused_samples()}})
    add_unless_zero(list, found);
  return list;
}

std::string dotted_numbers(const std::vector<path_step>& path) {
  if (path.empty()) return "?";
  std::string text;
  for (const path_step& step : path)
    fmt::format_to(std::back_inserter(text), "{}{}", text.empty() ? "" : ".", step.number);
  return text;
}

std::string dotted_names(const std::vector<path_step>& path) {
  if (path.empty()) return "(unknown fields)";
  std::string text;
  for (const path_step& step : path)
    fmt::format_to(std::back_inserter(text), "{}{}", text.empty() ? "" : ".", step.name);
  return text;
}

}  // namespace headwire::tool
