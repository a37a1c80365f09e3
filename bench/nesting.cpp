// SPDX-License-Identifier: Apache-2.0
//
// What a nesting level costs: the same four ids, inside of 0 to 31 sub-messages.
#include <cstdint>
#include <exception>
#include <iostream>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "counted.hpp"

namespace headwire::bench {
namespace {

constexpr std::size_t messages = 1024;

/// A message of `Levels` levels, whose leaves are all in the innermost.
template <int Levels>
struct nest {
  std::optional<nest<Levels - 1>> inner;

  using self = nest;
  static constexpr auto proto = schema(field<1, &self::inner>);
};

template <>
struct nest<1> {
  std::uint64_t a = 0;
  std::uint64_t b = 0;
  std::uint64_t c = 0;
  std::uint64_t d = 0;

  using self = nest;
  static constexpr auto proto =
      schema(field<1, &self::a>, field<2, &self::b>, field<3, &self::c>, field<4, &self::d>);
};

template <int Levels>
nest<1>& innermost(nest<Levels>& outer) {
  if constexpr (Levels == 1) {
    return outer;
  } else {
    return innermost(outer.inner.emplace());
  }
}

/// The ids of a real cluster, as in workload W1 of the other benchmarks.
template <int Levels>
std::vector<nest<Levels>> make() {
  std::mt19937_64 random(1);
  std::vector<nest<Levels>> made(messages);
  for (nest<Levels>& message : made) {
    innermost(message) = {.a = 1 + random() % 64,
                          .b = 1 + random() % (1 << 14),
                          .c = 1 + random() % 256,
                          .d = 1 + random() % (1 << 21)};
  }
  return made;
}

template <int... Levels>
void count_all(std::integer_sequence<int, Levels...>) {
  (count_codec(std::to_string(Levels), message_set(make<Levels>())), ...);
}

}  // namespace
}  // namespace headwire::bench

int main() try {
  headwire::bench::count_all(
      std::integer_sequence<int, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20, 24, 28, 32>());
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
