// SPDX-License-Identifier: Apache-2.0
//
// The canonical rules: each reason for a refusal, where it is reported, and what they let through.
// That they let through exactly what encode writes is tested by properties.cpp.
#include <cstdint>
#include <headwire/headwire.hpp>
#include <string>

#include "support/catch.hpp"
#include "unit/support/codec.hpp"
#include "unit/support/messages.hpp"

using namespace headwire;
using namespace headwire::test;

namespace {

struct refusal {
  const char* why;
  std::string hex;
  std::size_t offset;
  std::uint32_t field;
};

/// Accepted by the standard rules, refused by the canonical ones.
const refusal refusals[] = {
    {"padded tag", "880001", 0, 1},
    {"padded tag",
     "8880808000"
     "01",
     0, 1},
    {"padded tag of two bytes",
     "a8818000"
     "01",
     0, 21},
    {"padded length",
     "728100"
     "61",
     1, 14},
    {"padded length",
     "7a81808080"
     "00"
     "61",
     1, 15},
    {"padded length of a sub-message",
     "92018200"
     "0801",
     2, 18},
    {"padded value", "088100", 1, 1},
    {"padded value",
     "1881808080"
     "8080808080"
     "00",
     1, 3},
    {"padded value",
     "6881"
     "00",
     1, 13},
    {"padded value",
     "a801"
     "82"
     "00",
     2, 21},
    {"zero int32", "0800", 1, 1},
    {"zero int64", "1000", 1, 2},
    {"zero uint32", "1800", 1, 3},
    {"zero uint64", "2000", 1, 4},
    {"zero sint32", "2800", 1, 5},
    {"zero sint64", "3000", 1, 6},
    {"zero fixed32", "3d00000000", 1, 7},
    {"zero fixed64", "410000000000000000", 1, 8},
    {"zero sfixed32", "4d00000000", 1, 9},
    {"zero sfixed64", "510000000000000000", 1, 10},
    {"zero float", "5d00000000", 1, 11},
    {"zero double", "610000000000000000", 1, 12},
    {"false", "6800", 1, 13},
    {"empty string", "7200", 1, 14},
    {"empty bytes", "7a00", 1, 15},
    {"zero enum", "a80100", 2, 21},
    {"zero in a sub-message", "9201020800", 4, 1},
    {"duplicate", "08010802", 2, 1},
    {"duplicate of the last field", "a80101a80102", 3, 21},
    {"duplicate sub-message",
     "9201009201"
     "00",
     3, 18},
    {"out of order", "10010801", 2, 1},
    {"out of order",
     "a80101"
     "920100",
     3, 18},
    {"unknown field", "a00101", 0, 20},
    {"unknown field behind known ones",
     "0801"
     "a00101",
     2, 20},
    {"unknown field in a sub-message", "9201021001", 3, 2},
    {"unknown group", "a301a401", 0, 20},
    {"another wire type", "0d01020304", 0, 1},
    {"another wire type", "7005", 0, 14},
    {"tenth byte with high bits", "20ffffffffffffffffff7f", 1, 4},
    {"tenth byte with high bits", "08ffffffffffffffffff03", 1, 1},
    {"uint32 of more than 32 bits", "188180808010", 1, 3},
    {"uint32 sign-extended", "18ffffffffffffffffff01", 1, 3},
    {"uint32 that is zero in 32 bits", "188080808010", 1, 3},
    {"int32 -1 in five bytes", "08ffffffff0f", 1, 1},
    {"int32 minimum in five bytes", "088080808008", 1, 1},
    {"int32 of more than 32 bits", "088180808010", 1, 1},
    {"sint32 of more than 32 bits", "28ffffffffffffffffff01", 1, 5},
    {"enum -1 in five bytes", "a801ffffffff0f", 2, 21},
    {"bool 2", "6802", 1, 13},
    {"bool in its high bits", "6880808080808080808001", 1, 13},
};

}  // namespace

TEST_CASE("each reason for a refusal, and where it is") {
  for (const refusal& r : refusals) {
    CAPTURE(r.why, r.hex);
    CHECK(verdict<AllScalars>(r.hex));
    CHECK(canonical_verdict<AllScalars>(r.hex) == status{errc::not_canonical, r.offset, r.field});
  }
}

TEST_CASE("a reason deep inside has its place in the whole input") {
  struct local {
    static std::string wrap(const std::string& hex) { return "1a" + with_length("0801" + hex); }
  };
  using K = Keeper<4>;
  CHECK(canonical_verdict<K>(local::wrap("")));
  CHECK(canonical_verdict<K>(local::wrap("0802")) == status{errc::not_canonical, 4, 1});
  CHECK(canonical_verdict<K>(local::wrap("1005")) == status{errc::not_canonical, 4, 2});
  CHECK(canonical_verdict<K>("1a04"
                             "08818000") == status{errc::not_canonical, 3, 1});
  CHECK(canonical_verdict<chain<3>>("0a04"
                                    "0a02"
                                    "1000") == status{errc::not_canonical, 5, 2});
  CHECK(canonical_verdict<chain<3>>("0a03"
                                    "0a8100"
                                    "00")
            .code() != errc::ok);
  CHECK(canonical_verdict<chain<3>>("0a040a8100"
                                    "00") == status{errc::not_canonical, 3, 1});
}

TEST_CASE("a message that keeps unknown fields keeps none that is canonical") {
  CHECK(
      verdict<Keeper<2>>("0801"
                         "a00101"));
  CHECK(canonical_verdict<Keeper<2>>("0801"
                                     "a00101") == status{errc::not_canonical, 2, 20});
  CHECK(canonical_verdict<Keeper<2>>("0801"));
}

TEST_CASE("presence is information: what it says is canonical") {
  CHECK(canonical_verdict<chain<3>>("0a00"));
  CHECK(canonical_verdict<chain<3>>("0a040a020a00"));
  CHECK(canonical_verdict<Explicit>("0800"));
  CHECK(canonical_verdict<Explicit>("3d00000000"));
  CHECK(
      canonical_verdict<Explicit>("6800"
                                  "7200"
                                  "7a00"
                                  "800100"));
  CHECK(canonical_verdict<AllScalars>("920100"));
  CHECK(canonical_verdict<AllScalars>(""));
  CHECK(canonical_verdict<Empty>(""));
  CHECK(canonical_verdict<Empty>("0801") == status{errc::not_canonical, 0, 1});
}

TEST_CASE(
    "with explicit presence a padded zero is still padded, and one of two is still a duplicate") {
  CHECK(canonical_verdict<Explicit>("088000") == status{errc::not_canonical, 1, 1});
  CHECK(canonical_verdict<Explicit>("08000800") == status{errc::not_canonical, 2, 1});
  CHECK(canonical_verdict<Explicit>("728000") == status{errc::not_canonical, 1, 14});
  CHECK(canonical_verdict<Explicit>("688080808010") == status{errc::not_canonical, 1, 13});
}

TEST_CASE("-0.0 and NaN are canonical") {
  CHECK(canonical_verdict<AllScalars>("5d00000080"));
  CHECK(canonical_verdict<AllScalars>("610000000000000080"));
  CHECK(canonical_verdict<AllScalars>("5d4523c1ff"));
  CHECK(canonical_verdict<AllScalars>("61efcdab000000f07f"));
}

TEST_CASE("the longest canonical values") {
  CHECK(canonical_verdict<AllScalars>("20ffffffffffffffffff01"));
  CHECK(canonical_verdict<AllScalars>("2080808080808080808001"));
  CHECK(canonical_verdict<AllScalars>("08ffffffffffffffffff01"));
  CHECK(canonical_verdict<AllScalars>("0880808080f8ffffffff01"));
  CHECK(canonical_verdict<AllScalars>("18ffffffff0f"));
  CHECK(canonical_verdict<WideTags>("fdffffff0f01000000"));
}

TEST_CASE("what no rules accept fails as it does under the standard rules") {
  const struct {
    const char* hex;
    status expected;
  } faults[] = {
      {"08", {errc::truncated, 1, 1}},
      {"08ffffffffffffffffffff01", {errc::malformed_varint, 1, 1}},
      {"3d000000", {errc::truncated, 1, 7}},
      {"7202ff", {errc::truncated, 1, 14}},
      {"7201ff", {errc::invalid_utf8, 2, 14}},
      {"728080808008", {errc::too_large, 1, 14}},
      {"7281808080800061", {errc::invalid_length, 1, 14}},
      {"0801"
       "00",
       {errc::invalid_tag, 2, 0}},
      {"0801"
       "0e",
       {errc::invalid_wire_type, 2, 0}},
      {"0801"
       "80",
       {errc::truncated, 2, 0}},
      {"0801"
       "a401",
       {errc::unbalanced_group, 2, 20}},
      {"9201030801", {errc::truncated, 2, 18}},
  };
  for (const auto& [hex, expected] : faults) {
    CAPTURE(hex);
    CHECK(canonical_verdict<AllScalars>(hex) == expected);
    CHECK(verdict<AllScalars>(hex) == expected);
  }
}
