// SPDX-License-Identifier: Apache-2.0
//
// The report for people: at most 120 columns as long as numbers stay below 100 GB.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/escape.hpp"
#include "cli/overhead/report.hpp"
#include "cli/overhead/text_table.hpp"

namespace headwire::tool {

namespace {

// A name in a table is cut to this, so that one strange method does not push all columns away.
constexpr std::size_t widest_name = 30;
constexpr std::size_t widest_list = 100;

std::string shortened(std::string_view name) {
  if (name.size() <= widest_name) return std::string(name);
  return fmt::format("{}...", name.substr(0, widest_name - 3));
}

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::string nanoseconds(double time) {
  return fmt::format("{:.1f}", time);
}

/// A time that a person can grasp.
std::string duration(double time) {
  if (time < 1e3) return fmt::format("{:.0f} ns", time);
  if (time < 1e6) return fmt::format("{:.1f} us", time / 1e3);
  if (time < 1e9) return fmt::format("{:.1f} ms", time / 1e6);
  return fmt::format("{:.1f} s", time / 1e9);
}

std::string_view framing_words(framing kind) {
  switch (kind) {
    case framing::go:
      return "gRPC binary log, 4-byte lengths (grpc-go)";
    case framing::java:
      return "gRPC binary log, varint lengths (grpc-java)";
    case framing::frames:
      return "gRPC frames";
  }
  return "";
}

std::string describe(const file_report& file) {
  if (file.failure && (file.failure->why == read_failure::reason::unreadable ||
                       file.failure->why == read_failure::reason::wrong_kind)) {
    return file.failure->text;
  }
  if (!file.kind || file.bytes == 0) return "empty file";
  return fmt::format("{}, {}, {}", framing_words(*file.kind), counted(file.bytes, "byte", "bytes"),
                     counted(file.records, "record", "records"));
}

std::string files_section(const run_report& run) {
  std::string text;
  for (const file_report& file : run.files) {
    fmt::format_to(std::back_inserter(text), "{}\n  {}\n",
                   file.path == "-" ? "standard input" : escape(file.path), describe(file));
  }
  return text + '\n';
}

/// "2 messages of 77 bytes".
std::string messages_of_bytes(std::uint64_t messages, std::uint64_t bytes) {
  return fmt::format("{} of {}", counted(messages, "message", "messages"),
                     counted(bytes, "byte", "bytes"));
}

/// What headers take of the messages where that is known, and how many messages that leaves out.
std::string share_of_known(const header_report& all, double share) {
  const byte_totals& bytes = all.bytes;
  std::string text = fmt::format("Where the header is known, in {}, headers take {}: {}.\n",
                                 messages_of_bytes(bytes.known_messages, bytes.known_bytes),
                                 grouped(bytes.header_bytes), percent(share));
  const std::uint64_t cut = all.headers.cut;
  if (cut != 0) {
    text += counted(cut, "header is cut off in the log.\n", "headers are cut off in the log.\n");
  }
  if (const std::uint64_t rest = bytes.messages - bytes.known_messages - cut; rest != 0) {
    text += fmt::format("Of {} it is not known whether there is one: --header says it.\n",
                        counted(rest, "message", "messages"));
  }
  return text;
}

std::string headline(const header_report& all) {
  const byte_totals& bytes = all.bytes;
  if (bytes.messages == 0) return "No messages.\n";
  const std::string text = messages_of_bytes(bytes.messages, bytes.message_bytes) + '.';
  const std::optional<double> share = bytes.header_share();
  if (share && bytes.known_messages == bytes.messages) {
    return fmt::format("{} Headers take {} of them: {}.\n", text, grouped(bytes.header_bytes),
                       percent(*share));
  }
  if (share) return text + '\n' + share_of_known(all, *share);
  return text + (all.headers.cut != 0
                     ? " What headers take of them is unknown: all are cut off in the log.\n"
                     : "\nNo method in this log carries a header that is known: --header says "
                       "which do.\n");
}

/// "-" where there is no message.
std::string share_cell(const byte_totals& bytes) {
  if (!bytes.is_header_known()) return "unknown";
  const std::optional<double> share = bytes.header_share();
  return share ? percent(*share) : "-";
}

/// Messages and bytes of one line; without headers there is nothing to say of their lengths.
std::vector<std::string> byte_cells(const header_report& report, bool with_other) {
  const byte_totals& bytes = report.bytes;
  std::vector<std::string> cells = {
      grouped(bytes.messages), grouped(bytes.message_bytes),
      bytes.is_header_known() ? grouped(bytes.header_bytes) : "unknown",
      grouped(bytes.payload_bytes), grouped(bytes.framing_bytes)};
  if (with_other) cells.push_back(grouped(bytes.other_bytes));
  cells.push_back(share_cell(bytes));
  const bool any = report.lengths.count() != 0;
  for (const unsigned rank : {50U, 90U, 99U, 100U})
    cells.push_back(any ? grouped(report.lengths.percentile(rank)) : "-");
  return cells;
}

void add_row(text_table& table, std::string name, std::string_view way,
             std::vector<std::string> cells) {
  cells.insert(cells.begin(), {std::move(name), std::string(way)});
  table.add(std::move(cells));
}

std::vector<std::string> byte_titles(bool with_other) {
  std::vector<std::string> titles = {"messages", "bytes", "header", "payload", "framing"};
  if (with_other) titles.emplace_back("other");
  for (const char* const title : {"header %", "p50", "p90", "p99", "max"})
    titles.emplace_back(title);
  return titles;
}

/// "/package.Service/" of a method, and "Method".
std::pair<std::string_view, std::string_view> split_method(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  if (slash == std::string_view::npos || slash == 0) return {"", name};
  return {name.substr(0, slash + 1), name.substr(slash + 1)};
}

std::string bytes_section(const run_report& run) {
  const header_report all = run.total(std::nullopt);
  const bool with_other = all.bytes.other_bytes != 0;
  text_table table(2);
  add_row(table, "TOTAL", "", byte_titles(with_other));
  for (const direction way : directions)
    add_row(table, fmt::format("{}s", name_of(way)), "", byte_cells(run.total(way), with_other));
  add_row(table, "both", "", byte_cells(all, with_other));
  table.add_line("");
  add_row(table, "METHODS", "", byte_titles(with_other));
  std::string_view service;
  const method_row* method = nullptr;
  for (const row_report& row : run.rows) {
    const auto [own_service, own_name] = split_method(row.method->name);
    if (own_service != service) table.add_line(std::string(own_service));
    service = own_service;
    const std::string name =
        row.method == method
            ? std::string()
            : fmt::format("{}{}", own_service.empty() ? "" : "  ", shortened(own_name));
    method = row.method;
    add_row(table, name, name_of(row.way), byte_cells(row.report, with_other));
  }
  return table.text();
}

std::vector<std::string> field_cells(const field_bytes& bytes, std::uint64_t all) {
  const double part = share(bytes.total(), all);
  const auto cell = [](std::uint64_t number) { return number == 0 ? "-" : grouped(number); };
  return {grouped(bytes.count),    cell(bytes.tag_bytes),  cell(bytes.length_bytes),
          cell(bytes.value_bytes), grouped(bytes.total()), percent(part)};
}

std::string fields_section(const header_report& all) {
  const std::uint64_t whole = all.bytes.header_bytes;
  text_table table(2);
  table.add({"HEADER FIELDS", "number", "times", "tag", "length", "value", "bytes", "of headers"});
  for (const field_line& line : all.fields) {
    std::vector<std::string> cells = field_cells(line.bytes, whole);
    const std::string indent(2 * (line.level - 1), ' ');
    const std::string_view name =
        line.path.empty() ? std::string_view("(unknown fields)") : line.path.back().name;
    cells.insert(cells.begin(), {fmt::format("{}{}", indent, name), dotted_numbers(line.path)});
    table.add(std::move(cells));
  }
  if (all.malformed_header_bytes != 0) {
    table.add({"(malformed headers)", "", grouped(all.headers.malformed), "-", "-", "-",
               grouped(all.malformed_header_bytes),
               percent(share(all.malformed_header_bytes, whole))});
  }
  table.add_line("");
  table.add({"NESTING LEVELS", "", "fields", "tag", "length", "value", "bytes", "of headers"});
  std::size_t level = 0;
  for (const field_bytes& bytes : bytes_by_level(all.fields)) {
    std::vector<std::string> cells = field_cells(bytes, whole);
    cells.insert(cells.begin(), {fmt::format("level {}", ++level), ""});
    table.add(std::move(cells));
  }
  return table.text();
}

std::vector<std::string> cost_cells(const header_report& report) {
  const header_cost& cost = report.cost;
  const double mean = share(report.bytes.header_bytes, report.lengths.count());
  return {grouped(report.measured),    fmt::format("{:.1f}", mean),    nanoseconds(cost.decode_ns),
          nanoseconds(cost.encode_ns), nanoseconds(cost.canonical_ns), grouped(cost.sample),
          grouped(cost.repetitions)};
}

std::string cost_section(const run_report& run, const header_report& all) {
  text_table table(1);
  table.add({"COST, ns a header", "headers", "bytes each", "decode", "encode", "canonical",
             "sample", "repetitions"});
  for (const auto& [type, report] : cost_by_type(run)) {
    std::vector<std::string> cells = cost_cells(report);
    cells.insert(cells.begin(), std::string(type));
    table.add(std::move(cells));
  }
  std::vector<std::string> cells = cost_cells(all);
  cells.insert(cells.begin(), "all");
  table.add(std::move(cells));
  const auto headers = static_cast<double>(all.measured);
  return table.text() +
         fmt::format("Decoding all headers of the input takes {} here, encoding them {}.\n",
                     duration(all.cost.decode_ns * headers),
                     duration(all.cost.encode_ns * headers));
}

/// Adds a line of `title` and what was counted, and further ones when that is long.
template <std::size_t N, class Names>
void add_list(text_table& table, std::string title, const std::array<std::uint64_t, N>& counts,
              const Names& names) {
  std::string line;
  for (std::size_t i = 0; i < N; ++i) {
    if (counts[i] == 0) continue;
    const std::string_view name = i < names.size() ? names[i] : "of other values";
    const std::string item = fmt::format("{} {}", grouped(counts[i]), name);
    if (line.size() + item.size() > widest_list) {
      table.add({std::exchange(title, ""), std::exchange(line, "") + ","});
    }
    line += (line.empty() ? "" : ", ") + item;
  }
  if (!line.empty()) table.add({title, line});
}

std::string log_section(const run_report& run) {
  const entry_counts& entries = run.log->entries();
  const call_counts& calls = run.log->calls();
  text_table table(2);
  table.add_line("LOG");
  table.add({"calls", grouped(calls.seen)});
  table.add({"entries", grouped(entries.entries)});
  add_list(table, "  types", entries.by_type, event_type_names);
  add_list(table, "  loggers", entries.by_logger, logger_names);
  add_list(table, "  status", entries.by_status, status_names);
  if (entries.truncated != 0) table.add({"  truncated", grouped(entries.truncated)});
  return table.text();
}

std::string notes_section(const run_report& run) {
  std::string text;
  for (const oddity& odd : oddities(run))
    fmt::format_to(std::back_inserter(text), "  {}\n", counted(odd.count, odd.one, odd.many));
  if (run.log != nullptr) {
    const auto& by_logger = run.log->entries().by_logger;
    if (by_logger[1] != 0 && by_logger[2] != 0) {
      text +=
          "  Client and server both logged here, so a call between them counts twice: see "
          "--logger client|server\n";
    }
  }
  return text.empty() ? text : "NOTES\n" + text;
}

}  // namespace

std::string as_table(const run_report& run) {
  const header_report all = run.total(std::nullopt);
  std::string text = files_section(run) + headline(all);
  if (!run.rows.empty()) text += '\n' + bytes_section(run);
  if (all.bytes.header_bytes != 0) text += '\n' + fields_section(all);
  if (all.measured != 0) text += '\n' + cost_section(run, all);
  if (run.log != nullptr && run.log->entries().entries != 0) text += '\n' + log_section(run);
  if (const std::string notes = notes_section(run); !notes.empty()) text += '\n' + notes;
  return text;
}

}  // namespace headwire::tool
