// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "cli/escape.hpp"
#include "cli/json_text.hpp"
#include "cli/overhead/report.hpp"
#include "cli/text.hpp"

namespace headwire::tool {

namespace {

using json = nlohmann::ordered_json;

/// Null for what is not known, so that it is not taken for zero.
template <class Value>
json value_or_null(bool is_known, Value value) {
  return is_known ? json(value) : json();
}

json bytes_json(const byte_totals& bytes) {
  return {{"messages", bytes.messages},
          {"message_bytes", bytes.message_bytes},
          {"header_bytes", value_or_null(bytes.is_header_known(), bytes.header_bytes)},
          {"payload_bytes", bytes.payload_bytes},
          {"framing_bytes", bytes.framing_bytes}};
}

json totals_json(const direction_totals& totals) {
  json result = json::object();
  for (const direction way : directions)
    result[std::string(name_of(way))] = bytes_json(totals[static_cast<std::size_t>(way)]);
  return result;
}

json field_bytes_json(const field_bytes& bytes) {
  return {{"count", bytes.count},
          {"tag_bytes", bytes.tag_bytes},
          {"length_bytes", bytes.length_bytes},
          {"value_bytes", bytes.value_bytes}};
}

json fields_json(const std::vector<field_line>& fields) {
  json list = json::array();
  for (const field_line& line : fields) {
    json entry = {{"path", dotted_names(line.path)},
                  {"numbers", dotted_numbers(line.path)},
                  {"level", line.level}};
    entry.update(field_bytes_json(line.bytes));
    list.push_back(std::move(entry));
  }
  return list;
}

json levels_json(const std::vector<field_line>& fields) {
  json list = json::array();
  std::size_t level = 0;
  for (const field_bytes& bytes : bytes_by_level(fields)) {
    json entry = {{"level", ++level}};
    entry.update(field_bytes_json(bytes));
    list.push_back(std::move(entry));
  }
  return list;
}

json lengths_json(const length_histogram& lengths) {
  json histogram = json::object();
  for (const auto& [length, count] : lengths.counts())
    histogram[std::to_string(length)] = count;
  const std::uint64_t count = lengths.count();
  const auto percentile = [&](unsigned rank) {
    return value_or_null(count != 0, lengths.percentile(rank));
  };
  return {{"count", count},        {"p50", percentile(50)},  {"p90", percentile(90)},
          {"p99", percentile(99)}, {"max", percentile(100)}, {"histogram", std::move(histogram)}};
}

json cost_json(const header_report& report) {
  if (report.measured == 0) return {};
  return {{"decode_ns", report.cost.decode_ns},
          {"encode_ns", report.cost.encode_ns},
          {"canonical_ns", report.cost.canonical_ns},
          {"headers", report.measured},
          {"sample", report.cost.sample},
          {"repetitions", report.cost.repetitions}};
}

json headers_json(const header_report& report) {
  const header_counts& headers = report.headers;
  const std::optional<double> share = report.bytes.header_share();
  return {{"header_share", value_or_null(share.has_value(), share.value_or(0))},
          {"known_messages", report.bytes.known_messages},
          {"known_bytes", report.bytes.known_bytes},
          {"other_bytes", report.bytes.other_bytes},
          {"read", headers.read},
          {"canonical", headers.canonical},
          {"malformed", headers.malformed},
          {"malformed_bytes", report.malformed_header_bytes},
          {"absent", headers.absent},
          {"cut", headers.cut},
          {"duplicated", headers.duplicated},
          {"malformed_messages", headers.broken_messages},
          {"lengths", lengths_json(report.lengths)},
          {"fields", fields_json(report.fields)},
          {"levels", levels_json(report.fields)},
          {"cost", cost_json(report)}};
}

/// JSON holds any text, but no bytes that are not UTF-8.
std::string shown(const std::string& path) {
  return is_text(as_bytes(path)) ? path : escape(path);
}

json file_json(const file_report& file) {
  json result = {{"path", shown(file.path)},
                 {"framing", file.kind ? json(name_of(*file.kind)) : json()},
                 {"bytes", file.bytes},
                 {"records", file.records},
                 {"error", nullptr}};
  if (file.failure) {
    result["error"] = {{"offset", file.failure->offset}, {"text", file.failure->text}};
  }
  return result;
}

void add_files(json& result, const run_report& run) {
  std::uint64_t bytes = 0;
  json files = json::array();
  for (const file_report& file : run.files) {
    bytes += file.bytes;
    files.push_back(file_json(file));
  }
  if (run.files.size() == 1) {
    result["file"] = shown(std::filesystem::path(run.files.front().path).filename());
  }
  result["file_bytes"] = bytes;
  result["files"] = std::move(files);
}

/// Counts by name, those of zero left out. Values behind the last name are counted together.
template <std::size_t N, class Names>
json by_name(const std::array<std::uint64_t, N>& counts, std::string_view prefix,
             const Names& name) {
  json result = json::object();
  for (std::size_t i = 0; i < N; ++i) {
    if (counts[i] != 0) result[std::string(prefix) + name(i)] = counts[i];
  }
  return result;
}

void add_log(json& result, const run_report& run) {
  const entry_counts& entries = run.log->entries();
  result["entries"] = entries.entries;
  result["calls"] = run.log->calls().seen;
  result["calls_with_client_header"] = run.log->calls().with_client_header;
  result["truncated_entries"] = entries.truncated;
  result["loggers"] = by_name(entries.by_logger, "LOGGER_",
                              [](std::size_t i) { return std::string(logger_names[i]); });
  result["event_types"] = by_name(entries.by_type, "EVENT_TYPE_", [](std::size_t i) {
    return i < event_type_names.size() ? std::string(event_type_names[i]) : "OTHER";
  });
  result["trailer_status_codes"] = by_name(entries.by_status, "", [](std::size_t i) {
    return i < entry_counts::status_codes ? std::to_string(i) : "other";
  });
  json calls = json::object();
  for (const method_row& method : run.messages->rows()) {
    if (method.calls != 0) calls[method.name] = method.calls;
  }
  result["calls_per_method"] = std::move(calls);
}

void add_methods(json& result, const run_report& run) {
  json methods = json::object();
  json headers = json::object();
  for (const row_report& row : run.rows) {
    const message_kind& kind = row.kind();
    const std::string way(name_of(row.way));
    json bytes = bytes_json(row.report.bytes);
    bytes["type"] = value_or_null(!kind.name.empty(), kind.name);
    bytes["has_headers"] = kind.header != nullptr;
    methods[row.method->name][way] = std::move(bytes);

    json details = {{"type", kind.header != nullptr ? json(kind.header->full_name()) : json()}};
    details.update(headers_json(row.report));
    headers[row.method->name][way] = std::move(details);
  }
  result["methods"] = std::move(methods);
  result["headers_per_method"] = std::move(headers);
}

void add_totals(json& result, const run_report& run) {
  json totals = json::object();
  json headers = json::object();
  const auto add = [&](const std::string& key, std::optional<direction> way) {
    const header_report report = run.total(way);
    totals[key] = bytes_json(report.bytes);
    headers[key] = headers_json(report);
  };
  for (const direction way : directions)
    add(std::string(name_of(way)), way);
  add("all", std::nullopt);
  result["totals"] = std::move(totals);
  if (run.log != nullptr) {
    json by_logger = json::object();
    for (std::size_t i = 0; i < logger_names.size(); ++i) {
      if (run.log->entries().by_logger[i] == 0) continue;
      by_logger["LOGGER_" + std::string(logger_names[i])] = totals_json(run.log->by_logger()[i]);
    }
    result["totals_by_logger"] = std::move(by_logger);
  }
  result["headers_total"] = std::move(headers);
}

}  // namespace

std::string as_json(const run_report& run) {
  json result = json::object();
  add_files(result, run);
  if (run.log != nullptr) add_log(result, run);
  json found = json::object();
  for (const oddity& odd : oddities(run))
    found[std::string(odd.key)] = odd.count;
  result["oddities"] = std::move(found);
  add_methods(result, run);
  add_totals(result, run);
  return json_text(result, 1) + '\n';
}

}  // namespace headwire::tool
