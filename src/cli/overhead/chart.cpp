// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <numeric>

namespace headwire::tool {

namespace {

// Pixels.
constexpr double width = 1000;
constexpr double left = 320;   // labels end here
constexpr double right = 760;  // the longest bar ends here, and its note begins
constexpr double edge = 20;    // what stays empty at both sides
constexpr double headline = 46;
constexpr double above_bars = 58;  // title and key
constexpr double below_bars = 62;  // axis and its unit
constexpr double bar_height = 24;
constexpr double thin_bar_height = 13;

// Of the place between two bars' middles, what a bar takes.
constexpr double thickness = 0.76;

double height_of(const chart_panel& panel) {
  const double one = panel.style == bar_style::stacked
                         ? bar_height
                         : thin_bar_height * static_cast<double>(panel.series.size() + 1);
  return one * static_cast<double>(panel.bars.size());
}

double end_of(const chart_panel& panel, const chart_bar& bar) {
  if (panel.style == bar_style::stacked) {
    return std::accumulate(bar.parts.begin(), bar.parts.end(), 0.0);
  }
  return *std::max_element(bar.parts.begin(), bar.parts.end());
}

double longest_bar(const chart_panel& panel) {
  double longest = 0;
  for (const chart_bar& bar : panel.bars)
    longest = std::max(longest, end_of(panel, bar));
  return longest;
}

/// A column of a data block. In double quotes gnuplot reads escapes, and a quote ends the column.
std::string quoted(std::string text) {
  std::replace(text.begin(), text.end(), '"', '\'');
  std::string escaped;
  for (const char letter : text) {
    if (letter == '\\') escaped += '\\';
    escaped += letter;
  }
  return '"' + escaped + '"';
}

class script {
 public:
  script(const std::string& title, const std::vector<chart_panel>& panels) {
    double height = headline;
    for (const chart_panel& panel : panels)
      height += above_bars + height_of(panel) + below_bars;
    add("set encoding utf8\n"
        "set terminal svg noenhanced size {},{} background rgb 'white' font 'sans-serif,13'\n"
        "set multiplot\n"
        "set style fill solid 1 noborder\n"
        "set border 1 lc rgb '#888888'\n"
        "set tics nomirror textcolor rgb 'black'\n"
        "set ytics scale 0\n"
        "set grid xtics lc rgb '#dddddd'\n"
        "set xtics format '%g'\n"
        "set lmargin at screen {}\n"
        "set rmargin at screen {}\n",
        width, height, left / width, right / width);
    height_ = height;
    add("set label 1 '{}' at screen {}, screen {} font ',17'\n", title, edge / width,
        screen(headline / 2));
    if (panels.empty()) add_nothing();
    double top = headline;
    for (const chart_panel& panel : panels) {
      add_panel(panel, top);
      top += above_bars + height_of(panel) + below_bars;
    }
    add("unset multiplot\n");
  }

  [[nodiscard]] const std::string& text() const noexcept { return text_; }

 private:
  template <class... Values>
  void add(fmt::format_string<const Values&...> format, const Values&... values) {
    fmt::format_to(std::back_inserter(text_), format, values...);
  }

  /// A distance from the top in pixels as gnuplot has it: a share of the height, from below.
  [[nodiscard]] double screen(double from_top) const { return 1 - from_top / height_; }

  /// gnuplot shows no label without a plot.
  void add_nothing() {
    add("unset border\n"
        "unset tics\n"
        "plot [0:1] [0:1] NaN notitle\n");
  }

  void add_panel(const chart_panel& panel, double top) {
    const double bars = top + above_bars;
    add("set tmargin at screen {}\n"
        "set bmargin at screen {}\n",
        screen(bars), screen(bars + height_of(panel)));
    add("set label 2 '{}' at screen {}, screen {} font ',15'\n", panel.title, edge / width,
        screen(top + above_bars / 3));
    add("set key at screen {}, screen {} right horizontal Left reverse samplen 1\n",
        1 - edge / width, screen(top + above_bars / 3));
    add("set xlabel '{}'\n", panel.unit);
    add("set xrange [0:{}]\n", std::max(longest_bar(panel), 1e-3));  // not [0:0]
    // The first bar is the topmost.
    add("set yrange [{}:-0.5]\n", static_cast<double>(panel.bars.size()) - 0.5);
    for (std::size_t i = 0; i < panel.series.size(); ++i)
      add_boxes(panel, i);
    add_labels(panel);
    add_plot(panel);
    add("unset label 1\n");  // gnuplot would draw the headline again with each panel
  }

  /// A data block of one series: each line a box, from left to right and from top to bottom.
  void add_boxes(const chart_panel& panel, std::size_t series) {
    add("$series{} << END\n", series);
    double middle = 0;
    for (const chart_bar& bar : panel.bars) {
      const auto part = bar.parts.begin() + static_cast<std::ptrdiff_t>(series);
      const bool is_stacked = panel.style == bar_style::stacked;
      const double from = is_stacked ? std::accumulate(bar.parts.begin(), part, 0.0) : 0;
      const double slice = is_stacked ? 1 : 1 / static_cast<double>(bar.parts.size());
      const double upper =
          middle + thickness * ((is_stacked ? 0 : static_cast<double>(series) * slice) - 0.5);
      add("{} {} {} {}\n", from, from + *part, upper, upper + thickness * slice);
      middle += 1;
    }
    add("END\n");
  }

  void add_labels(const chart_panel& panel) {
    add("$labels << END\n");
    std::size_t middle = 0;
    for (const chart_bar& bar : panel.bars) {
      add("{} {} {} {}\n", middle++, end_of(panel, bar), quoted(bar.label), quoted(bar.note));
    }
    add("END\n");
  }

  void add_plot(const chart_panel& panel) {
    add("plot ");
    for (std::size_t i = 0; i < panel.series.size(); ++i) {
      add("$series{} using 1:3:1:2:3:4 with boxxyerror lc rgb '{}' title '{}', ", i,
          panel.series[i].colour, panel.series[i].title);
    }
    add("$labels using 2:1:4:ytic(3) with labels left offset 0.6,0 notitle\n");
  }

  std::string text_;
  double height_ = 0;
};

}  // namespace

std::string gnuplot_script(const std::string& title, const std::vector<chart_panel>& panels) {
  return script(title, panels).text();
}

}  // namespace headwire::tool
