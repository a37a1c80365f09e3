// SPDX-License-Identifier: Apache-2.0
//
// Sub-messages and unknown groups share 100 levels below the top.
#include <cstddef>
#include <headwire/headwire.hpp>
#include <string>

#include "support/catch.hpp"
#include "unit/support/codec.hpp"
#include "unit/support/messages.hpp"

using namespace headwire;
using namespace headwire::test;

namespace {

/// `n` groups of field 3, each in the one before.
std::string groups(std::size_t n) {
  return repeat("1b", n) + repeat("1c", n);
}

/// `n` sub-messages around `hex`, each behind a field that should come later: none is read in line.
std::string disordered(std::size_t n, std::string hex) {
  for (std::size_t i = 0; i < n; ++i)
    hex = "10010a" + with_length(hex);
  return hex;
}

/// Groups in the innermost of `levels` sub-messages: those that still fit pass, one more does not.
template <int Levels>
void check_shared_budget() {
  constexpr std::size_t room = 100 - Levels;
  CAPTURE(Levels);
  CHECK(verdict<chain<Levels>>(nested(Levels, groups(room))));
  const std::string deeper = nested(Levels, groups(room + 1));
  const std::size_t headers = deeper.size() / 2 - 2 * (room + 1);
  CHECK(verdict<chain<Levels>>(deeper) == status{errc::too_deep, headers + room, 3});
  // The same in the slow path instead of the fast path: a duplicate comes first.
  const std::string again = nested(Levels,
                                   "1001"
                                   "1001" +
                                       groups(room + 1));
  CHECK(verdict<chain<Levels>>(again).code() == errc::too_deep);
  CHECK(verdict<chain<Levels>>(nested(Levels,
                                      "1001"
                                      "1001" +
                                          groups(room))));
  CHECK(verdict<chain<Levels>>(disordered(Levels, groups(room))));
  CHECK(verdict<chain<Levels>>(disordered(Levels, groups(room + 1))).code() == errc::too_deep);
}

}  // namespace

TEST_CASE("a hundred levels of sub-messages decode and encode") {
  const std::string hex = nested(100, "1005");
  const hex_input in(hex);
  chain<100> out;
  REQUIRE(decode(in.view(), out));
  CHECK(encode_hex(out) == hex);
  REQUIRE(decode(in.view(), out, canonical));
  CHECK(encode_hex(out) == hex);
  CHECK(decode(in.view().first(in.view().size() - 1), out).code() == errc::truncated);
}

TEST_CASE("sub-messages and groups share the levels") {
  check_shared_budget<0>();
  check_shared_budget<1>();
  check_shared_budget<2>();
  check_shared_budget<7>();
  check_shared_budget<50>();
  check_shared_budget<99>();
  check_shared_budget<100>();
}

TEST_CASE("what an undeclared sub-message nests is bytes, and counts for nothing") {
  // chain<1> has one level; the others are the content of an unknown field of the innermost.
  CHECK(verdict<chain<1>>(nested(150, "")).skipped_unknown());
  CHECK(verdict<chain<1>>("1a" + with_length(groups(150))).skipped_unknown());
}

TEST_CASE("groups hold sub-messages and scalars that are skipped") {
  const std::string inside =
      "0801"
      "12" +
      with_length("ffff") + "0d01020304" + "110102030405060708";
  CHECK(verdict<One>("1b" + inside + "1c").skipped_unknown());
  CHECK(verdict<One>("1b" + inside + "23" + inside + "24" + "1c").skipped_unknown());
}

TEST_CASE("groups end with the number they began with, at each level") {
  CHECK(verdict<One>("1b1c"));
  CHECK(verdict<One>("1b24") == status{errc::unbalanced_group, 1, 4});
  CHECK(verdict<One>("1b231c24") == status{errc::unbalanced_group, 2, 3});
  CHECK(verdict<One>("1c") == status{errc::unbalanced_group, 0, 3});
  CHECK(verdict<One>("0801"
                     "1b"
                     "0801") == status{errc::unbalanced_group, 2, 3});
  CHECK(verdict<One>("1b23"
                     "24") == status{errc::unbalanced_group, 0, 3});
  // Field 1 of One is known, but not as a group's end.
  CHECK(verdict<One>("0c") == status{errc::unbalanced_group, 0, 1});
}

TEST_CASE("a group does not reach over the end of its sub-message") {
  CHECK(verdict<chain<1>>("0a011b"
                          "1c") == status{errc::unbalanced_group, 2, 3});
  CHECK(verdict<chain<1>>("0a021b1c"));
  CHECK(
      verdict<chain<1>>("1b"
                        "0a011c"
                        "1c"));  // in a group, 0a is a length-delimited scalar
  CHECK(verdict<chain<1>>("0a031b1210"
                          "1c") == status{errc::truncated, 4, 2});
}

TEST_CASE("many groups and sub-messages one after another use no levels up") {
  CHECK(verdict<One>(repeat("1b1c", 1000)).skipped_unknown());
  CHECK(verdict<chain<1>>(repeat("0a00", 1000)));
  CHECK(verdict<One>("1b" + repeat("2324", 1000) + "1c").skipped_unknown());
}
