// SPDX-License-Identifier: Apache-2.0
//
// A unit of its own: a hundred levels take as long to compile as all other types together, and only
// two tests want them.
#include <memory>

#include "reference/comparison.hpp"
#include "reference/side_by_side.hpp"

namespace headwire::reference {

template <>
std::unique_ptr<comparer> make_comparer<deepest_chain>() {
  return std::make_unique<side_by_side<deepest_chain>>();
}

}  // namespace headwire::reference
