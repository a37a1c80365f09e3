// SPDX-License-Identifier: Apache-2.0
//
// A random choice of headers, kept to measure what decoding and encoding them costs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "headwire/wire/bytes.hpp"

namespace headwire::tool {

/// What all samples of one run share.
struct sample_pool {
  std::mt19937_64 random;
  std::size_t most_headers;   ///< in one sample
  std::size_t bytes_left;     ///< to be kept in all samples together
  std::uint64_t refused = 0;  ///< headers chosen but not kept, for want of bytes
};

/// A reservoir: of all headers offered, each is kept with the same probability.
class header_sample {
 public:
  void offer(bytes header, sample_pool& pool) {
    ++offered_;
    if (kept_.size() < pool.most_headers) {
      keep(header, pool);
    } else if (const std::size_t place = draw(pool); place < kept_.size()) {
      replace(place, header, pool);
    }
  }

  [[nodiscard]] const std::vector<std::vector<std::byte>>& headers() const noexcept {
    return kept_;
  }

 private:
  /// A number below `offered_`. Of numbers beyond 2^53 not all can be drawn.
  [[nodiscard]] std::size_t draw(sample_pool& pool) const {
    const double fraction = static_cast<double>(pool.random() >> 11) * 0x1p-53;
    return static_cast<std::size_t>(fraction * static_cast<double>(offered_));
  }

  void keep(bytes header, sample_pool& pool);
  void replace(std::size_t place, bytes header, sample_pool& pool);

  std::uint64_t offered_ = 0;
  std::vector<std::vector<std::byte>> kept_;
};

}  // namespace headwire::tool
