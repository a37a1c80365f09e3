// SPDX-License-Identifier: Apache-2.0
//
// A few passes of contenders, for callgrind, which counts instructions: these do not depend on what
// else the machine does. Under callgrind each contender's count is dumped with its name. See
// scripts/check-instructions.
#include <cstdint>
#include <exception>
#include <iostream>
#include <memory>
#include <regex>
#include <string>
#include <utility>

#include "contender.hpp"
#include "counting.hpp"
#include "systems/systems.hpp"

namespace headwire::bench {
namespace {

constexpr std::size_t passes = 2;

void run(const contender& counted) {
  const std::unique_ptr<runner> runs = counted.make();
  pass_order order(counted.distinct);
  std::uint64_t sum = 0;
  start_counting();
  for (std::size_t i = 0; i < passes; ++i) {
    if (counted.shuffled) order.reshuffle();
    sum += runs->pass(order);
  }
  stop_counting(counted.name.c_str());
  std::cout << counted.name << ": " << passes * messages_in_workload << " messages, sum " << sum
            << '\n';
}

/// Contenders that are counted: of other systems those that decode at random.
contenders counted_contenders() {
  contenders all = all_contenders();
  const std::regex decoding("\\.random/(decode|canonical)/");
  contenders others = systems::all_systems();
  for (contender& each : others) {
    if (std::regex_search(each.name, decoding)) all.push_back(std::move(each));
  }
  return all;
}

/// Runs all contenders whose names match; false if there are none.
bool run_matching(const std::string& pattern) {
  const std::regex wanted(pattern);
  bool found = false;
  for (const contender& each : counted_contenders()) {
    if (!std::regex_search(each.name, wanted)) continue;
    run(each);
    found = true;
  }
  return found;
}

}  // namespace
}  // namespace headwire::bench

int main(int argc, char** argv) try {
  if (argc != 2 || !headwire::bench::run_matching(argv[1])) {
    std::cerr << "one argument is needed: a regular expression for names such as "
                 "W1/decode/headwire\n";
    return 1;
  }
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
