// SPDX-License-Identifier: Apache-2.0
//
// Prints the table that tests/data/verdicts.tsv holds.
#include <cstdio>
#include <exception>
#include <iostream>

#include "reference/verdicts.hpp"

int main() {
  try {
    std::cout << headwire::reference::verdict_table();
    return 0;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
