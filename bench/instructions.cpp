// SPDX-License-Identifier: Apache-2.0
//
// A few passes of one contender, for a tool that counts instructions: these do not depend on what
// else the machine does. See README.md.
#include <cstdint>
#include <exception>
#include <iostream>
#include <span>
#include <string_view>

#include "contenders.hpp"

namespace headwire::bench {
namespace {

constexpr std::size_t passes = 8;

template <class Contender>
void run() {
  Contender contender;
  pass_order order;
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < passes; ++i) {
    order.reshuffle();
    sum += measured_pass(contender, order);
  }
  std::cout << passes * messages_in_workload << " messages, sum " << sum << '\n';
}

/// False if there is no such contender.
bool run_named(std::string_view wanted) {
  bool found = false;
  each_contender_of_all([&]<class Contender>(std::string_view name) {
    if (name != wanted) return;
    run<Contender>();
    found = true;
  });
  return found;
}

}  // namespace
}  // namespace headwire::bench

int main(int argc, char** argv) try {
  const std::span arguments(argv, static_cast<std::size_t>(argc));
  if (arguments.size() != 2 || !headwire::bench::run_named(arguments[1])) {
    std::cerr << "one argument is needed, such as W1/decode/headwire\n";
    return 1;
  }
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
