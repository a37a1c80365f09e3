// SPDX-License-Identifier: Apache-2.0
//
// Random numbers that depend on the seed alone: the distributions of the standard library differ
// from one implementation to the next, and a run must be repeatable with any compiler.
#pragma once

#include <cstddef>
#include <cstdint>

namespace headwire::fuzz {

/// SplitMix64: one word of state, because libFuzzer asks for a new generator for each input.
class random_numbers {
 public:
  explicit random_numbers(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t mixed = state_ += 0x9e3779b97f4a7c15;
    mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111eb;
    return mixed ^ mixed >> 31;
  }

  /// 0 to `limit` - 1; `limit` is not 0. A little uneven for large limits, which does not matter.
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(next() % limit); }

  bool one_in(std::size_t n) { return below(n) == 0; }

 private:
  std::uint64_t state_;
};

}  // namespace headwire::fuzz
