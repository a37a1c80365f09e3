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
  std::size_t most_headers = 0;  ///< in one sample
  std::size_t bytes_left = 0;    ///< of memory, for all samples together
  std::uint64_t refused = 0;     ///< headers chosen but not kept, for want of memory
};

/// A reservoir: of all headers offered, each is kept with the same probability. Works out how many
/// headers to pass over until the next one is kept (Li's algorithm L), so that of a long log nearly
/// all headers cost one comparison.
class header_sample {
 public:
  void offer(bytes header, sample_pool& pool) {
    if (offered_++ < next_) return;
    take(header, pool);
  }

  [[nodiscard]] const std::vector<std::vector<std::byte>>& headers() const noexcept {
    return kept_;
  }

 private:
  void take(bytes header, sample_pool& pool);
  void pass_over(sample_pool& pool);
  void add(bytes header, sample_pool& pool);
  static void replace(std::vector<std::byte>& old, bytes header, sample_pool& pool);

  std::uint64_t offered_ = 0;
  std::uint64_t next_ = 0;  // number of the next header to take
  double threshold_ = 1;    // the largest of the random keys of those kept, in algorithm L
  std::vector<std::vector<std::byte>> kept_;
};

}  // namespace headwire::tool
