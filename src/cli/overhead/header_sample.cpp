// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/header_sample.hpp"

namespace headwire::tool {

void header_sample::keep(bytes header, sample_pool& pool) {
  // The object that owns the bytes counts as well: headers can be shorter than it.
  const std::size_t cost = header.size() + sizeof(std::vector<std::byte>);
  if (cost > pool.bytes_left) {
    ++pool.refused;
    return;
  }
  pool.bytes_left -= cost;
  kept_.emplace_back(header.begin(), header.end());
}

void header_sample::replace(std::size_t place, bytes header, sample_pool& pool) {
  std::vector<std::byte>& old = kept_[place];
  if (header.size() > pool.bytes_left + old.size()) {
    ++pool.refused;
    return;
  }
  pool.bytes_left += old.size();
  pool.bytes_left -= header.size();
  old = std::vector<std::byte>(header.begin(), header.end());  // gives back what it had
}

}  // namespace headwire::tool
