// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/progress.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <limits>
#include <string>
#include <string_view>

#include "cli/streams.hpp"

namespace headwire::tool {

namespace {

// Shorter inputs are done before anyone could read the line.
constexpr std::uint64_t long_input = std::uint64_t{64} << 20;
constexpr std::uint64_t step = std::uint64_t{8} << 20;

constexpr std::size_t widest_bar = 40;
constexpr std::size_t narrowest_bar = 5;
constexpr std::size_t brackets = 2;

constexpr std::string_view erase_line = "\r\x1b[K";

std::string_view variable(const char* name) noexcept {
  const char* const value = std::getenv(name);
  return value != nullptr ? value : "";
}

bool can_erase_lines() noexcept {
  const std::string_view terminal = variable("TERM");
  return ::isatty(STDERR_FILENO) != 0 && !terminal.empty() && terminal != "dumb";
}

/// Asked anew for each line: windows change their size.
std::size_t terminal_columns() noexcept {
  const std::string_view set = variable("COLUMNS");
  std::size_t columns = 0;
  std::from_chars(set.data(), set.data() + set.size(), columns);
  if (columns != 0) return columns;
  winsize window{};
  // NOLINTNEXTLINE(*-vararg): that is how POSIX declares it
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col != 0) return window.ws_col;
  return 80;
}

/// `essential` with as much around it as fits: a bar in front, the rate behind, or neither.
std::string fitting_line(std::optional<double> done, std::string essential, std::string_view rate,
                         std::size_t columns) {
  const std::size_t room = columns - 1;  // some terminals wrap when the last column is written
  if (essential.size() > room) return {};
  if (essential.size() + rate.size() > room) return essential;
  essential += rate;
  const std::size_t beside_bar = essential.size() + brackets + 1;
  if (!done || beside_bar + narrowest_bar > room) return essential;
  const std::size_t width = std::min(widest_bar, room - beside_bar);
  const std::string bar(static_cast<std::size_t>(*done * static_cast<double>(width)), '#');
  return fmt::format("[{:<{}}] {}", bar, width, essential);
}

}  // namespace

progress::progress(std::optional<std::uint64_t> size) : size_(size), next_(step) {
  // A pipe shows itself to be long by going on.
  if (!size_) next_ = long_input;
  if (!can_erase_lines() || (size_ && *size_ < long_input)) {
    next_ = std::numeric_limits<std::uint64_t>::max();
  }
}

void progress::draw(std::uint64_t offset) {
  next_ = offset + step;
  drawn_ = true;
  const auto bytes = static_cast<double>(offset);
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start_;
  const std::string rate =
      fmt::format("  {:.0f} MB/s", bytes / std::max(passed.count(), 1e-9) / 1e6);
  std::optional<double> done;
  if (size_) done = std::min(1.0, bytes / static_cast<double>(*size_));
  std::string essential =
      done ? fmt::format("{:3.0f} %", 100 * *done) : fmt::format("{} MB", offset / 1000000);
  print_error(std::string(erase_line) +
              fitting_line(done, std::move(essential), rate, terminal_columns()));
}

void progress::clear() {
  if (!drawn_) return;
  print_error(erase_line);
  drawn_ = false;
}

}  // namespace headwire::tool
