// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include "cli/exit_codes.hpp"
#include "cli/overhead/chart.hpp"
#include "cli/overhead/gnuplot.hpp"
#include "cli/overhead/text_table.hpp"

namespace headwire::tool {

namespace {

// The page is as high as its bars are many. What is beyond the largest shares one bar.
constexpr std::size_t most_methods = 60;

// As much as there is room for in front of a bar.
constexpr std::size_t longest_label = 42;

// Header bytes stand out and can be told apart by the colour-blind; payload stays in the
// background.
constexpr const char* strong = "#d55e00";
constexpr const char* second = "#0072b2";
constexpr const char* third = "#e69f00";
constexpr const char* pale = "#b8c4cc";
constexpr const char* grey = "#777777";

/// A unit in which `longest` has few digits.
struct byte_unit {
  double bytes;
  std::string name;
};
byte_unit unit_for(double longest) {
  static constexpr std::array<std::pair<double, const char*>, 4> units = {
      {{1e9, "GB"}, {1e6, "MB"}, {1e3, "kB"}, {1, "bytes"}}};
  const auto* const unit = std::find_if(units.begin(), units.end() - 1,
                                        [&](const auto& each) { return longest >= each.first; });
  return {unit->first, unit->second};
}

/// Shows the panel's bytes in a unit that suits the longest bar.
chart_panel in_fitting_unit(chart_panel panel) {
  double longest = 0;
  for (const chart_bar& bar : panel.bars) {
    double sum = 0;
    for (const double part : bar.parts)
      sum += part;
    longest = std::max(longest, sum);
  }
  const byte_unit unit = unit_for(longest);
  panel.unit = unit.name;
  for (chart_bar& bar : panel.bars) {
    for (double& part : bar.parts)
      part /= unit.bytes;
  }
  return panel;
}

/// The packages that all methods have in common: "/atomix.multiraft." of those of Atomix.
std::string_view common_packages(const std::vector<row_report>& rows) {
  std::optional<std::string_view> common;
  for (const row_report& row : rows) {
    const std::string_view name = row.method->name;
    if (!name.starts_with('/')) continue;  // no method, but a row for the unknown
    const std::string_view packages =
        name.substr(0, name.substr(0, name.rfind('/')).rfind('.') + 1);
    if (!common) common = packages;
    const auto [end, other_end] =
        std::mismatch(common->begin(), common->end(), packages.begin(), packages.end());
    common = common->substr(0, static_cast<std::size_t>(end - common->begin()));
  }
  return common ? common->substr(0, common->rfind('.') + 1) : std::string_view();
}

std::string method_label(const row_report& row, std::string_view packages) {
  std::string_view name = row.method->name;
  if (name.starts_with('/')) name.remove_prefix(std::max(packages.size(), std::size_t{1}));
  std::string label = fmt::format("{} {}", name, name_of(row.way));
  if (label.size() > longest_label) label.replace(0, label.size() - longest_label + 3, "...");
  return label;
}

chart_bar method_bar(std::string label, const byte_totals& bytes) {
  const double whole = std::max(static_cast<double>(bytes.message_bytes), 1.0) / 100;
  return {.label = std::move(label),
          .parts = {static_cast<double>(bytes.header_bytes) / whole,
                    static_cast<double>(bytes.framing_bytes) / whole,
                    static_cast<double>(bytes.payload_bytes) / whole,
                    static_cast<double>(bytes.other_bytes) / whole},
          .note = fmt::format("{} of {}",
                              bytes.is_header_known() ? grouped(bytes.header_bytes) : "unknown",
                              counted(bytes.message_bytes, "byte", "bytes"))};
}

/// Those with the most header bytes first.
std::vector<const row_report*> by_header_bytes(const std::vector<row_report>& rows) {
  std::vector<const row_report*> sorted;
  sorted.reserve(rows.size());
  for (const row_report& row : rows)
    sorted.push_back(&row);
  std::stable_sort(sorted.begin(), sorted.end(), [](const row_report* a, const row_report* b) {
    const byte_totals& left = a->report.bytes;
    const byte_totals& right = b->report.bytes;
    return std::tie(left.header_bytes, left.message_bytes) >
           std::tie(right.header_bytes, right.message_bytes);
  });
  return sorted;
}

/// As shares: one method often has a hundred times the bytes of another.
chart_panel methods_panel(const run_report& run) {
  chart_panel panel{.title = "Bytes by method, those with the most header bytes first",
                    .unit = "% of the bytes of the method",
                    .series = {{"header", strong}, {"framing", third}, {"payload", pale}}};
  byte_totals rest = run.total(std::nullopt).bytes;
  const bool has_other = rest.other_bytes != 0;
  std::vector<const row_report*> shown = by_header_bytes(run.rows);
  if (shown.size() > most_methods) shown.resize(most_methods - 1);
  const std::string_view packages = common_packages(run.rows);
  for (const row_report* const row : shown) {
    panel.bars.push_back(method_bar(method_label(*row, packages), row->report.bytes));
    rest -= row->report.bytes;
  }
  if (shown.size() < run.rows.size()) {
    panel.bars.push_back(
        method_bar(fmt::format("({} more)", run.rows.size() - shown.size()), rest));
  }
  if (has_other) {
    panel.series.push_back({"other", grey});
  } else {
    for (chart_bar& bar : panel.bars)
      bar.parts.pop_back();
  }
  return panel;
}

chart_bar field_bar(std::string label, const field_bytes& bytes, std::uint64_t all_headers) {
  const double share = static_cast<double>(bytes.total()) / static_cast<double>(all_headers);
  return {.label = std::move(label),
          .parts = {static_cast<double>(bytes.tag_bytes), static_cast<double>(bytes.length_bytes),
                    static_cast<double>(bytes.value_bytes)},
          .note = fmt::format("{}: {}", grouped(bytes.total()), percent(share))};
}

std::vector<chart_series> field_series() {
  return {{"tag", second}, {"length", third}, {"value", strong}};
}

chart_panel fields_panel(const header_report& all) {
  chart_panel panel{.title = "Header bytes by field", .series = field_series()};
  for (const field_line& line : all.fields) {
    const std::string label =
        line.path.empty()
            ? fmt::format("(unknown fields, level {})", line.level)
            : fmt::format("{} ({})", line.path.back().name, dotted_numbers(line.path));
    panel.bars.push_back(field_bar(label, line.bytes, all.bytes.header_bytes));
  }
  return in_fitting_unit(std::move(panel));
}

chart_panel levels_panel(const header_report& all) {
  chart_panel panel{.title = "Header bytes by nesting level", .series = field_series()};
  std::size_t level = 0;
  for (const field_bytes& bytes : bytes_by_level(all.fields)) {
    panel.bars.push_back(
        field_bar(fmt::format("level {}", ++level), bytes, all.bytes.header_bytes));
  }
  return in_fitting_unit(std::move(panel));
}

chart_panel cost_panel(const run_report& run) {
  chart_panel panel{.title = "Time for one header on this machine",
                    .unit = "ns",
                    .style = bar_style::grouped,
                    .series = {{"decode", strong}, {"encode", second}, {"canonical", third}}};
  for (const auto& [type, report] : cost_by_type(run)) {
    const header_cost& cost = report.cost;
    panel.bars.push_back({.label = std::string(type),
                          .parts = {cost.decode_ns, cost.encode_ns, cost.canonical_ns},
                          .note = fmt::format("{:.1f} / {:.1f} / {:.1f} ns", cost.decode_ns,
                                              cost.encode_ns, cost.canonical_ns)});
  }
  return panel;
}

std::string bytes_in_messages(std::uint64_t bytes, std::uint64_t messages) {
  return fmt::format("{} in {}", counted(bytes, "byte", "bytes"),
                     counted(messages, "message", "messages"));
}

std::string headline(const header_report& all) {
  const byte_totals& bytes = all.bytes;
  if (bytes.messages == 0) return "No messages";
  const std::string whole = bytes_in_messages(bytes.message_bytes, bytes.messages);
  const std::optional<double> share = bytes.header_share();
  if (!share) {
    return (all.headers.cut != 0 ? "All headers are cut off: " : "No known header: ") + whole;
  }
  if (bytes.known_messages == bytes.messages) {
    return fmt::format("Headers are {} of {}", percent(*share), whole);
  }
  return fmt::format("Headers are {} of {}, and unknown in the other {}", percent(*share),
                     bytes_in_messages(bytes.known_bytes, bytes.known_messages),
                     grouped(bytes.messages - bytes.known_messages));
}

std::vector<chart_panel> panels_of(const run_report& run, const header_report& all) {
  std::vector<chart_panel> panels;
  if (!run.rows.empty()) panels.push_back(methods_panel(run));
  if (!all.fields.empty()) {
    panels.push_back(fields_panel(all));
    panels.push_back(levels_panel(all));
  }
  if (all.measured != 0) panels.push_back(cost_panel(run));
  return panels;
}

/// Throws unless it is all of a drawing: gnuplot ends with code 0 also after some errors.
void check_svg(const std::string& svg) {
  const std::string_view drawn(svg.data(), svg.find_last_not_of('\n') + 1);
  if (drawn.starts_with("<?xml") && drawn.ends_with("</svg>")) return;
  throw failure(exit_file, "gnuplot drew nothing, or not all");
}

void write_file(const std::string& path, const std::string& text) {
  errno = 0;
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();  // which is when a full disk is noticed
  if (!file) {
    throw failure(exit_file, fmt::format("cannot write {}: {}", path, std::strerror(errno)));
  }
}

}  // namespace

void check_plot_name(const std::string& path) {
  if (!path.ends_with(".svg")) {
    throw failure(exit_usage, fmt::format("--plot: '{}' does not end in .svg", path));
  }
}

void write_plot(const run_report& run, const std::string& path) {
  const header_report all = run.total(std::nullopt);
  const std::string svg = run_gnuplot(gnuplot_script(headline(all), panels_of(run, all)));
  check_svg(svg);
  write_file(path, svg);
}

}  // namespace headwire::tool
