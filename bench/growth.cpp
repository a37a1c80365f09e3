// SPDX-License-Identifier: Apache-2.0
//
// Decodes headers with more and more bytes of unknown fields behind them, for callgrind: what a
// byte costs must not grow with their number. scripts/check-instructions compares the counts.
#include <cstdint>
#include <exception>
#include <headwire/headwire.hpp>
#include <iostream>
#include <stdexcept>
#include <string>

#include "counting.hpp"
#include "growing.hpp"
#include "workloads.hpp"

namespace headwire::bench {
namespace {

/// What is measured; a function of its own, for callgrind to find.
template <message T>
[[gnu::noinline]] bool measured_pass(bytes in, T& out) {
  return static_cast<bool>(decode(in, out));
}

void measure(std::size_t size) {
  number_source numbers(7);
  std::string wire = w1::wire(numbers);
  const std::string unknown = unknown_bytes(size, numbers);
  wire += unknown;
  hw::CommandRequestHeaders out;
  start_counting();
  const bool decoded = measured_pass(as_bytes(wire), out);
  stop_counting(("growth/" + std::to_string(unknown.size())).c_str());
  if (!decoded) throw std::runtime_error("a message with unknown fields cannot be decoded");
}

}  // namespace
}  // namespace headwire::bench

int main() try {
  headwire::bench::measure(0);
  for (std::size_t size = 1024; size <= std::size_t{64} << 20; size *= 4)
    headwire::bench::measure(size);
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
