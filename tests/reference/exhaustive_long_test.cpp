// SPDX-License-Identifier: Apache-2.0
//
// All inputs of 3 bytes for all twelve headers: 201 million comparisons, so in the suite `long`.
#include <cstdint>

#include "reference/exhaustive.hpp"
#include "support/catch.hpp"

namespace headwire::reference {
namespace {

TEST_CASE("all inputs of 3 bytes") {
  for_each_type(header_types{}, []<message T>() {
    INFO(type_name<T>);
    comparison<T> both;
    tally result;
    compare_all(both, 3, "", "", result);
    CHECK(result.first_difference == no_difference);
    CHECK(result.compared == std::uint64_t{1} << 24);
  });
}

}  // namespace
}  // namespace headwire::reference
