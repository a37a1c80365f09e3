// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/statistics.hpp"

#include <numeric>

namespace headwire::tool {

std::optional<double> byte_totals::header_share() const noexcept {
  if (known_messages == 0 || !is_header_known()) return std::nullopt;
  if (known_bytes == 0) return 0;
  return static_cast<double>(header_bytes) / static_cast<double>(known_bytes);
}

header_counts& header_counts::operator+=(const header_counts& more) noexcept {
  read += more.read;
  malformed += more.malformed;
  absent += more.absent;
  cut += more.cut;
  canonical += more.canonical;
  duplicated += more.duplicated;
  broken_messages += more.broken_messages;
  return *this;
}

length_histogram& length_histogram::operator+=(const length_histogram& more) {
  for (std::size_t length = 0; length < short_.size(); ++length)
    short_[length] += more.short_[length];
  for (const auto& [length, count] : more.long_)
    long_[length] += count;
  return *this;
}

std::uint64_t length_histogram::count() const noexcept {
  std::uint64_t sum = std::accumulate(short_.begin(), short_.end(), std::uint64_t{0});
  for (const auto& [length, count] : long_)
    sum += count;
  return sum;
}

std::uint64_t length_histogram::percentile(unsigned percent) const noexcept {
  const std::uint64_t total = count();
  // Of 2^57 headers and more this would overflow: a log of an exabyte.
  const std::uint64_t rank = (total * percent + 99) / 100;
  std::uint64_t seen = 0;
  for (std::size_t length = 0; length < short_.size(); ++length) {
    seen += short_[length];
    if (seen >= rank && seen != 0) return length;
  }
  for (const auto& [length, count] : long_) {
    seen += count;
    if (seen >= rank) return length;
  }
  return 0;
}

std::map<std::uint64_t, std::uint64_t> length_histogram::counts() const {
  std::map<std::uint64_t, std::uint64_t> all = long_;
  for (std::size_t length = 0; length < short_.size(); ++length) {
    if (short_[length] != 0) all[length] = short_[length];
  }
  return all;
}

}  // namespace headwire::tool
