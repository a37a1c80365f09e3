// SPDX-License-Identifier: Apache-2.0
//
// That the version is meson.build's, tests/install/check.py looks at in what is installed.
#include <headwire/version.hpp>
#include <string>

#include "support/catch.hpp"

#if HEADWIRE_VERSION < 100 || HEADWIRE_VERSION > 999999
#error "HEADWIRE_VERSION is no number that #if compares"
#endif

TEST_CASE("the version as number and as text are one", "[version]") {
  const int major = HEADWIRE_VERSION / 10000;
  const int minor = HEADWIRE_VERSION / 100 % 100;
  const int patch = HEADWIRE_VERSION % 100;
  CHECK(headwire::version ==
        std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch));
}
