// SPDX-License-Identifier: Apache-2.0
//
// The three standard streams. One that cannot be used changes the exit code at most: it never ends
// the program, and never keeps text from the others.
#pragma once

#include <csignal>
#include <string_view>

namespace headwire::tool {

/// A pipe without a reader and a file at its size limit are errors like others, as a full disk is.
/// Programs that are run inherit what is ignored, unless it is set back.
inline constexpr int ignored_signals[] = {SIGPIPE, SIGXFSZ};

/// To be called before anything is opened. A stream that is closed gets a descriptor on which
/// reading or writing fails: the next file to be opened would otherwise take its number, and text
/// meant for the stream. Ignores `ignored_signals`. False if the operating system refuses.
[[nodiscard]] bool prepare_streams() noexcept;

/// Writes to standard output. After a failure the rest is dropped, and finish_output tells: the
/// command still does and says everything else.
void print(std::string_view text) noexcept;

/// Closes standard output. Throws a file failure unless all that was printed has been written.
void finish_output();

/// Writes to standard error; a failure is ignored, as there is no other place to report it.
void print_error(std::string_view text) noexcept;

/// Prints `headwire: ` and the text, escaped, on standard error as one line: scripts read it by
/// lines.
void say(std::string_view text) noexcept;

}  // namespace headwire::tool
