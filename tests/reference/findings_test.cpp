// SPDX-License-Identifier: Apache-2.0
//
// Inputs on which fuzzing found a difference, each with what it was.
#include "reference/comparison.hpp"
#include "reference/types.hpp"
#include "support/catch.hpp"
#include "support/data.hpp"

namespace headwire::reference {
namespace {

// Only the comparison was wrong: what comes first is refused, and so the rest is not looked at.
TEST_CASE("KeepingSession: no more room for unknown fields, and then a tag wider than 32 bits") {
  const auto input = test::from_hex(
      "08050d0a00100a15600d36dd10ac020a040a00100a088180808080808080800115600d36dd0a020a000881808080"
      "80"
      "808080800188808080700510ac020a020807");
  CHECK(disagreement<KeepingSession>(input) == no_difference);
  CHECK(decode<KeepingSession>(input).status() == status(errc::too_many_unknown, 41, 1));
}

}  // namespace
}  // namespace headwire::reference
