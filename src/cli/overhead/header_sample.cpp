// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/header_sample.hpp"

#include <algorithm>
#include <cmath>

namespace headwire::tool {

namespace {

/// Above 0 and below 1, so that its logarithm is a number below 0. Not from <random>, whose
/// distributions differ between libraries: a seed is to give the same sample everywhere.
double fraction(sample_pool& pool) {
  return (static_cast<double>(pool.random() >> 12) + 0.5) * 0x1p-52;
}

}  // namespace

void header_sample::take(bytes header, sample_pool& pool) {
  if (kept_.size() < pool.most_headers) {
    next_ = offered_;
    add(header, pool);
    if (kept_.size() < pool.most_headers) return;
  } else {
    const double place = fraction(pool) * static_cast<double>(kept_.size());
    replace(kept_[static_cast<std::size_t>(place)], header, pool);
  }
  pass_over(pool);
}

void header_sample::add(bytes header, sample_pool& pool) {
  const std::size_t cost = sizeof(std::vector<std::byte>) + header.size();
  if (cost > pool.bytes_left) {
    ++pool.refused;
    return;
  }
  pool.bytes_left -= cost;
  kept_.emplace_back(header.begin(), header.end());
}

void header_sample::pass_over(sample_pool& pool) {
  threshold_ *= std::exp(std::log(fraction(pool)) / static_cast<double>(kept_.size()));
  const double passed = std::log(fraction(pool)) / std::log1p(-threshold_);
  // Far beyond the end of any log; larger numbers would not fit.
  next_ = offered_ + static_cast<std::uint64_t>(std::min(passed, 0x1p62));
}

/// Keeps the memory that `old` has: most headers of a method are as long as each other.
void header_sample::replace(std::vector<std::byte>& old, bytes header, sample_pool& pool) {
  if (header.size() > old.capacity()) {
    const std::size_t more = header.size() - old.capacity();
    if (more > pool.bytes_left) {
      ++pool.refused;
      return;
    }
    pool.bytes_left -= more;
    old.reserve(header.size());
  }
  old.assign(header.begin(), header.end());
}

}  // namespace headwire::tool
