// SPDX-License-Identifier: Apache-2.0
//
// Time for what is done with headers, beside other libraries. See README.md for how to run it and
// what the numbers are.
#include <exception>
#include <iostream>

#include "contender.hpp"
#include "timing.hpp"

int main(int argc, char** argv) try {
  return headwire::bench::time_contenders(argc, argv, headwire::bench::all_contenders());
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
