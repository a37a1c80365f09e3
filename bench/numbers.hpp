// SPDX-License-Identifier: Apache-2.0
//
// Where the numbers of the workloads come from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>

namespace headwire::bench {

/// Random numbers that are the same with every standard library, unlike those of std distributions.
class number_source {
 public:
  explicit number_source(std::uint64_t seed) : engine_(seed) {}

  std::uint64_t between(std::uint64_t low, std::uint64_t high) {
    return low + engine_() % (high - low + 1);
  }

  /// A number of 1 to `most` bits, each width equally likely.
  std::uint64_t of_random_width(std::uint64_t most) {
    const std::uint64_t width = between(1, most);
    const std::uint64_t top = std::uint64_t{1} << (width - 1);
    return top | (engine_() & (top - 1));
  }

  std::string ascii(std::size_t size) {
    std::string text(size, '\0');
    for (char& c : text)
      c = static_cast<char>(between(' ', '~'));
    return text;
  }

  /// True in `percent` of a hundred cases.
  bool happens(std::uint64_t percent) { return between(1, 100) <= percent; }

  std::mt19937_64& engine() { return engine_; }

 private:
  std::mt19937_64 engine_;
};

}  // namespace headwire::bench
