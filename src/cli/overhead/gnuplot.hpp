// SPDX-License-Identifier: Apache-2.0
//
// gnuplot as a child process.
#pragma once

#include <string>
#include <string_view>

namespace headwire::tool {

/// Throws a failure that says what to install if there is no gnuplot to run: better before a long
/// log is read than after.
void require_gnuplot();

/// What gnuplot writes on its standard output for that script, which it gets on standard input. It
/// is started without a shell and without anyone's settings. Throws a failure if it cannot be run,
/// or ends with an error: the text then has its first words.
[[nodiscard]] std::string run_gnuplot(std::string_view script);

}  // namespace headwire::tool
