// SPDX-License-Identifier: Apache-2.0
//
// What fuzzing found and nobody has decided yet. Meson expects this test to fail; a case that
// passes moves to findings_test.cpp.
#include "reference/edits_at.hpp"
#include "reference/types.hpp"
#include "support/catch.hpp"
#include "support/data.hpp"

namespace headwire::reference {
namespace {

// Room for two runs of unknown fields, and both are used. The new field goes into the second run,
// behind field 2 and in front of field 13: that makes three, and the result does not decode.
TEST_CASE("KeepingSession: what splice writes decodes as the message it was made of") {
  const auto input = test::from_hex("12000a0012006800");
  CHECK(check_edits_at<KeepingSession>(1, input, test::from_hex("07")).empty());
}

}  // namespace
}  // namespace headwire::reference
