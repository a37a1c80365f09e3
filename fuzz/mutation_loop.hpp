// SPDX-License-Identifier: Apache-2.0
//
// Drives a fuzz target with the mutator alone: no coverage to learn from, but any compiler, no
// instrumentation, and many times the executions.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace headwire::fuzz {

struct loop_options {
  std::uint64_t seed = 0;
  std::uint64_t most_executions = 0;  ///< 0: as many as the time allows
  std::chrono::seconds most_time{0};  ///< 0: as long as the executions take
  bool blind = false;                 ///< changes that know nothing of protobuf
  std::size_t longest = 512;          ///< bytes of an input
};

/// Runs the target on changed `seeds`, of which there is at least one. Returns the number of
/// executions. If the target aborts, the input is written to `found-…` in the working directory.
std::uint64_t run_mutations(std::vector<std::string> seeds, const loop_options& options);

}  // namespace headwire::fuzz
