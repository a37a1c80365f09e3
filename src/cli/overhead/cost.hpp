// SPDX-License-Identifier: Apache-2.0
//
// What it takes to decode and encode headers on this machine.
#pragma once

#include <cstdint>
#include <vector>

#include "headwire/schema/descriptor.hpp"

namespace headwire::tool {

/// Nanoseconds for one header: the median of several runs over a sample that is in the cache.
struct header_cost {
  double decode_ns = 0;
  double encode_ns = 0;
  double canonical_ns = 0;        ///< to decode under the canonical rules
  std::uint64_t sample = 0;       ///< headers that were measured; 0 if none were
  std::uint64_t repetitions = 0;  ///< passes over the sample for each of the three numbers
};

/// Measures the headers of `sample`, which decode as `type`, one of the header types.
[[nodiscard]] header_cost measure_cost(const message_descriptor& type,
                                       const std::vector<std::vector<std::byte>>& sample);

}  // namespace headwire::tool
