// SPDX-License-Identifier: Apache-2.0
//
// A million seeded random values each way: struct to bytes against libprotobuf's bytes, and
// libprotobuf's bytes to struct.
#include "reference/random.hpp"

#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <string>
#include <vector>

#include "reference/comparison.hpp"
#include "reference/written.hpp"
#include "support/catch.hpp"

namespace headwire::reference {
namespace {

/// The twelve headers and six more types: over a million values each way.
constexpr int values_of_each_type = 1'000'000 / 18 + 1;

TEST_CASE("random structs are written as libprotobuf writes them") {
  for_each_type(all_types{}, []<message T>() {
    INFO(type_name<T>);
    random_source source(20240);
    std::string difference;
    for (int i = 0; i < values_of_each_type && difference.empty(); ++i) {
      T value;
      randomise(value, source);
      difference = check_written(value);
      source.clear();
    }
    CHECK(difference == no_difference);
  });
}

TEST_CASE("random messages of libprotobuf are read as they were") {
  for_each_type(all_types{}, []<message T>() {
    INFO(type_name<T>);
    random_source source(20241);
    comparison<T> both;
    reference_t<T> theirs;
    std::string difference;
    for (int i = 0; i < values_of_each_type && difference.empty(); ++i) {
      theirs.Clear();
      randomise(theirs, source);
      const std::string text = theirs.SerializeAsString();
      // The comparison has libprotobuf read the bytes again, so they must first be right.
      T value;
      if (!decode(as_bytes(text), value) || !same(value, theirs)) {
        difference = report<T>(as_bytes(text), "values");
      } else if (!both.check(as_bytes(text)).empty()) {
        difference = report<T>(as_bytes(text), both.check(as_bytes(text)));
      }
      source.clear();
    }
    CHECK(difference == no_difference);
  });
}

}  // namespace
}  // namespace headwire::reference
