// SPDX-License-Identifier: Apache-2.0
//
// Fields that the declaration does not name: skipped and mentioned, or kept in order.
#include <cstdint>
#include <headwire/headwire.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "support/catch.hpp"
#include "unit/support/codec.hpp"
#include "unit/support/messages.hpp"

using namespace headwire;
using namespace headwire::test;

namespace {

/// One unknown field of each wire type, all of number 20.
const std::string_view samples[] = {
    "a00105",                    // VARINT
    "a001ffffffffffffffffff7f",  // with high bits that drop out of a value
    "a1010102030405060708",      // I64
    "a20103ff00ff",              // LEN
    "a20100",
    "a20180808080"
    "00",        // with a padded length
    "a301a401",  // group
    "a301080172"
    "01ff"
    "1314"
    "a401",
    "a50101020304",  // I32
    "a0818080"
    "00"
    "05",  // with a padded tag
};

/// Keeps unknown fields at the top, and skips those of its sub-message.
struct Mixed {
  std::optional<One> inner;
  unknown_fields<1> rest;

  using self = Mixed;
  static constexpr auto proto = schema(field<1, &self::inner>, unknown<&self::rest>);
};

}  // namespace

TEST_CASE("unknown fields are skipped, and the status says so") {
  CHECK(verdict<One>("0801") == status::success(false));
  for (const std::string_view hex : samples) {
    CAPTURE(hex);
    const std::string field(hex);
    CHECK(verdict<One>(field) == status::success(true));
    CHECK(recode_hex<One>(field + "0801") == "0801");
    CHECK(recode_hex<One>("0801" + field) == "0801");
    CHECK(recode_hex<One>("0802" + field + "0801" + field) == "0801");
    CHECK(verdict<chain<2>>("0a" + with_length("0a" + with_length(field))).skipped_unknown());
    CHECK(verdict<Empty>(field) == status::success(true));
  }
}

TEST_CASE("a known number with another wire type is an unknown field") {
  // One::a is a varint.
  for (const char* const hex : {"0901020304050607"
                                "08",
                                "0a0105", "0b0c", "0d01020304"}) {
    CAPTURE(hex);
    CHECK(verdict<One>(hex) == status::success(true));
    CHECK(recode_hex<One>(hex).empty());
    CHECK(recode_hex<One>("0807" + std::string(hex)) == "0807");
  }
  // A sub-message as anything else; its content is not looked at.
  CHECK(verdict<chain<1>>("0805") == status::success(true));
  CHECK(recode_hex<chain<1>>("0b10ff010c").empty());
  CHECK(recode_hex<Keeper<2>>("1205e282ac7a7a"
                              "1005") == "1205e282ac7a7a1005");
}

TEST_CASE("field numbers at both ends of their range can be unknown") {
  CHECK(verdict<Empty>("0801").skipped_unknown());
  CHECK(verdict<One>("f8ffffff0f01").skipped_unknown());  // 536870911
  CHECK(verdict<One>("c0a30901").skipped_unknown());      // 19000 is reserved, and read
}

TEST_CASE("unknown_fields keeps each field byte for byte") {
  for (const std::string_view hex : samples) {
    CAPTURE(hex);
    const std::string field(hex);
    CHECK(verdict<Keeper<1>>(field) == status::success(false));
    CHECK(recode_hex<Keeper<1>>(field) == field);
    CHECK(recode_hex<Keeper<1>>(field + "0801") == "0801" + field);
    CHECK(recode_hex<Keeper<1>>("1a" + with_length(field)) == "1a" + with_length(field));
    CHECK(recode_hex<Keeper<1>>("1a" + with_length(field + "0801")) ==
          "1a" + with_length("0801" + field));
  }
}

TEST_CASE("kept fields are views of the input, one for each run of neighbours") {
  const hex_input in(
      "a00105"
      "a20101ff"
      "0801"
      "a50101020304"
      "1a00"
      "a00107"
      "a00108");
  Keeper<3> out;
  REQUIRE(decode(in.view(), out));
  REQUIRE(out.rest.runs().size() == 3);
  CHECK(out.rest.runs()[0].data() == in.view().data());
  CHECK(to_hex(out.rest.runs()[0]) == "a00105a20101ff");
  CHECK(to_hex(out.rest.runs()[1]) == "a50101020304");
  CHECK(to_hex(out.rest.runs()[2]) == "a00107a00108");
  CHECK(out.rest.size_bytes() == 19);
  CHECK(encode_hex(out) ==
        "0801"
        "1a00"
        "a00105a20101ff"
        "a50101020304"
        "a00107a00108");
}

TEST_CASE("more runs than there is room for are an error") {
  CHECK(verdict<Keeper<1>>("a00105"
                           "0801"
                           "a00106") == status{errc::too_many_unknown, 5, 20});
  CHECK(
      verdict<Keeper<2>>("a00105"
                         "0801"
                         "a00106"));
  CHECK(verdict<Keeper<2>>("a00105"
                           "0801"
                           "a00106"
                           "0801"
                           "a80107") == status{errc::too_many_unknown, 10, 21});
  // deep inside, too
  CHECK(verdict<Keeper<1>>("1a0aa001050801a001060801") == status{errc::too_many_unknown, 7, 20});
  // a field at fault is told first
  CHECK(verdict<Keeper<1>>("a00105"
                           "0801"
                           "a001") == status{errc::truncated, 7, 20});
}

TEST_CASE("runs gather in order across the segments of a merged sub-message") {
  const std::string segments = "1a" +
                               with_length(
                                   "0801"
                                   "a00105") +
                               "0809" + "1a" +
                               with_length(
                                   "a00106"
                                   "0802") +
                               "1a" + with_length("a00107");
  CHECK(recode_hex<Keeper<3>>(segments) ==
        "0809"
        "1a" +
            with_length("0802"
                        "a00105"
                        "a00106"
                        "a00107"));
  CHECK(verdict<Keeper<2>>(segments).code() == errc::too_many_unknown);
  CHECK(verdict<Keeper<2>>(segments).offset() == 18);

  // Fields of the top message between the segments do not mix with theirs.
  CHECK(recode_hex<Keeper<2>>("1a" + with_length("a00105") + "a00101" + "1a" +
                              with_length("a00106") + "a00102") ==
        "1a" + with_length("a00105a00106") + "a00101" + "a00102");
}

TEST_CASE("the status tells of what a sub-message skipped although the top keeps its own") {
  CHECK_FALSE(verdict<Mixed>("0a00"
                             "a00105")
                  .skipped_unknown());
  CHECK(verdict<Mixed>("0a03a00105").skipped_unknown());
}

TEST_CASE("an error forgets that fields were skipped") {
  CHECK_FALSE(verdict<One>("a00105"
                           "08")
                  .skipped_unknown());
}
