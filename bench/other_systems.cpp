// SPDX-License-Identifier: Apache-2.0
//
// Time for the headers that other systems send, beside other libraries; system_ratios.py makes
// ratios of it. See README.md for the systems and their numbers.
#include <exception>
#include <iostream>

#include "systems/systems.hpp"
#include "timing.hpp"

int main(int argc, char** argv) try {
  return headwire::bench::time_contenders(argc, argv, headwire::bench::systems::all_systems());
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
