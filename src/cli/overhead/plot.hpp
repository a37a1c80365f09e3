// SPDX-License-Identifier: Apache-2.0
//
// `--plot FILE.svg`: the report as a drawing.
#pragma once

#include <string>

#include "cli/overhead/report.hpp"

namespace headwire::tool {

/// Throws a usage failure unless the name ends in .svg: a log that is given as the value of --plot
/// by mistake would be overwritten.
void check_plot_name(const std::string& path);

/// Draws bytes by method, field and nesting level, and the nanoseconds if they were measured: the
/// numbers of the report, in an SVG. Throws a failure if gnuplot or the file fails.
void write_plot(const run_report& run, const std::string& path);

}  // namespace headwire::tool
