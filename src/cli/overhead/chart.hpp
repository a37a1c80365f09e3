// SPDX-License-Identifier: Apache-2.0
//
// Horizontal bars in panels, one below the other, as a script for gnuplot.
#pragma once

#include <string>
#include <vector>

namespace headwire::tool {

/// One bar of a panel, or a group of thin ones.
struct chart_bar {
  std::string label;          ///< in front of it
  std::vector<double> parts;  ///< one for each series
  std::string note;           ///< behind it
};

struct chart_series {
  std::string title;
  std::string colour;  ///< #rrggbb
};

enum class bar_style : unsigned char {
  stacked,  ///< the parts are one bar, one behind the other
  grouped,  ///< the parts are bars of their own, one below the other
};

struct chart_panel {
  std::string title;
  std::string unit;  ///< of the axis
  bar_style style = bar_style::stacked;
  std::vector<chart_series> series;
  std::vector<chart_bar> bars;  ///< at least one
};

/// A script that makes gnuplot write the panels as SVG to its standard output. Labels and notes may
/// hold anything printable; they are data and never commands. Titles, units and colours must hold
/// no quotes.
[[nodiscard]] std::string gnuplot_script(const std::string& title,
                                         const std::vector<chart_panel>& panels);

}  // namespace headwire::tool
