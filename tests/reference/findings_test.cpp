// SPDX-License-Identifier: Apache-2.0
//
// Inputs on which fuzzing found a difference, each with what it was.
#include <array>
#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <limits>

#include "reference/comparison.hpp"
#include "reference/edits_at.hpp"
#include "reference/other_readers.hpp"
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

// Room for two runs of unknown fields, and both are used. The new field goes into the second one,
// behind field 2 and in front of field 13, as its place is laid down: that makes three.
// docs/guarantees.md says so.
TEST_CASE("KeepingSession: splice between two unknown fields") {
  const auto input = test::from_hex("12000a0012006800");
  constexpr auto session_id = path<&KeepingSession::session_id>;
  std::array<std::byte, 16> out{};
  const auto written = splice<session_id>(input, out, std::uint64_t{7});
  REQUIRE(written);
  CHECK(test::to_hex(*written) == "12000a00120010076800");
  CHECK(decode<KeepingSession>(*written).status().code() == errc::too_many_unknown);
  CHECK(check_edits_at<KeepingSession>(1, input, test::from_hex("07")).empty());
}

#ifdef HEADWIRE_HAVE_NANOPB
// Canonical, and read alike by Google's C++ and Go. nanopb has no negative number in an enum that
// names none, and says so: docs/guarantees.md lists it.
TEST_CASE("OperationResponseHeaders: a negative status, which nanopb refuses") {
  const auto input = test::from_hex("0a001080808080f8ffffffff01");
  const auto read = decode<hw::OperationResponseHeaders>(input, canonical);
  REQUIRE(read);
  CHECK(static_cast<std::int32_t>(read->status) == std::numeric_limits<std::int32_t>::min());
  atomix_multiraft_v1_OperationResponseHeaders theirs;
  CHECK_FALSE(read_nanopb<hw::OperationResponseHeaders>(input, theirs));
  CHECK(check_other_readers<hw::OperationResponseHeaders>(input) == no_difference);
}
#endif

}  // namespace
}  // namespace headwire::reference
