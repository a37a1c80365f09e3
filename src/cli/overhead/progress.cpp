// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <limits>
#include <string>

namespace headwire::tool {

namespace {

// Shorter inputs are done before anyone could read the line.
constexpr std::uint64_t long_input = std::uint64_t{64} << 20;
constexpr std::uint64_t step = std::uint64_t{8} << 20;
constexpr std::size_t bar_width = 40;

}  // namespace

progress::progress(std::optional<std::uint64_t> size) : size_(size), next_(step) {
  // A pipe shows itself to be long by going on.
  if (!size_) next_ = long_input;
  if (::isatty(STDERR_FILENO) == 0 || (size_ && *size_ < long_input)) {
    next_ = std::numeric_limits<std::uint64_t>::max();
  }
}

void progress::draw(std::uint64_t offset) {
  next_ = offset + step;
  drawn_ = true;
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start_;
  const double rate = static_cast<double>(offset) / std::max(passed.count(), 1e-9) / 1e6;
  if (!size_) {
    fmt::print(stderr, "\r\x1b[K{} MB  {:.0f} MB/s", offset / 1000000, rate);
  } else {
    const double done = std::min(1.0, static_cast<double>(offset) / static_cast<double>(*size_));
    const std::string bar(static_cast<std::size_t>(done * bar_width), '#');
    fmt::print(stderr, "\r\x1b[K[{:<{}}] {:3.0f} %  {:.0f} MB/s", bar, bar_width, 100 * done, rate);
  }
  std::fflush(stderr);
}

void progress::clear() {
  if (!drawn_) return;
  fmt::print(stderr, "\r\x1b[K");
  std::fflush(stderr);
  drawn_ = false;
}

}  // namespace headwire::tool
