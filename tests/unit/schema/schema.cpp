// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <headwire/headwire.hpp>
#include <optional>

#include "support/catch.hpp"
#include "unit/support/codec.hpp"
#include "unit/support/messages.hpp"

using namespace headwire;

namespace foreign {

/// From a library that knows nothing of Headwire, and with a `proto` of its own.
struct point {
  std::int32_t x;
  std::int32_t y;
};
struct line {
  std::optional<point> from;
  std::optional<point> to;
  static constexpr int proto = 3;
};

}  // namespace foreign

template <>
struct headwire::schema_of<foreign::point> {
  static constexpr auto proto = headwire::schema(headwire::field<1, &foreign::point::x, zigzag>,
                                                 headwire::field<2, &foreign::point::y, zigzag>);
};
template <>
struct headwire::schema_of<foreign::line> {
  static constexpr auto proto = headwire::schema(headwire::field<1, &foreign::line::from>,
                                                 headwire::field<2, &foreign::line::to>);
};

namespace {

struct not_a_message {
  std::uint32_t a = 0;
};
struct has_other_proto {
  static constexpr int proto = 1;
};

/// The unknown<> may stand anywhere in the list.
struct UnknownFirst {
  unknown_fields<1> rest;
  std::uint32_t a = 0;

  using self = UnknownFirst;
  static constexpr auto proto = schema(unknown<&self::rest>, field<1, &self::a>);
};
struct OnlyUnknown {
  unknown_fields<2> rest;

  using self = OnlyUnknown;
  static constexpr auto proto = schema(unknown<&self::rest>);
};

}  // namespace

TEST_CASE("message is a struct with a declaration") {
  STATIC_REQUIRE(message<test::One>);
  STATIC_REQUIRE(message<const test::One>);
  STATIC_REQUIRE(message<test::Empty>);
  STATIC_REQUIRE(message<foreign::point>);
  STATIC_REQUIRE(message<foreign::line>);
  STATIC_REQUIRE(!message<not_a_message>);
  STATIC_REQUIRE(!message<has_other_proto>);
  STATIC_REQUIRE(!message<test::One&>);
  STATIC_REQUIRE(!message<std::optional<test::One>>);
  STATIC_REQUIRE(!message<int>);
}

TEST_CASE("a declaration knows its fields and its depth") {
  STATIC_REQUIRE(detail::field_count<test::Empty> == 0);
  STATIC_REQUIRE(detail::field_count<test::AllScalars> == 17);
  STATIC_REQUIRE(detail::field_count<UnknownFirst> == 1);
  STATIC_REQUIRE(detail::field_count<OnlyUnknown> == 0);
  STATIC_REQUIRE(detail::field_at<test::AllScalars, 16>::number == 21);
  STATIC_REQUIRE(detail::schema_type<UnknownFirst>::keeps_unknown);
  STATIC_REQUIRE(!detail::schema_type<test::One>::keeps_unknown);

  STATIC_REQUIRE(detail::nesting<test::One> == 0);
  STATIC_REQUIRE(detail::nesting<test::AllScalars> == 1);
  STATIC_REQUIRE(detail::nesting<foreign::line> == 1);
  STATIC_REQUIRE(detail::nesting<test::chain<5>> == 5);
}

TEST_CASE("the checks that see the whole declaration") {
  using one = field_t<1, &foreign::point::x>;
  using two = field_t<2, &foreign::point::y>;
  using two_again = field_t<2, &foreign::point::x>;
  using other = field_t<3, &foreign::line::to>;
  STATIC_REQUIRE(detail::numbers_unique<one, two>());
  STATIC_REQUIRE(!detail::numbers_unique<two_again, two>());
  STATIC_REQUIRE(!detail::numbers_unique<two, one, two_again>());
  STATIC_REQUIRE(detail::numbers_ascending<>());
  STATIC_REQUIRE(detail::numbers_ascending<one, two>());
  STATIC_REQUIRE(!detail::numbers_ascending<two, one>());
  STATIC_REQUIRE(detail::members_unique<one, two, other>);
  STATIC_REQUIRE(!detail::members_unique<one, two_again>);
  STATIC_REQUIRE(detail::one_owner<>::value);
  STATIC_REQUIRE(detail::one_owner<one, two>::value);
  STATIC_REQUIRE(!detail::one_owner<one, two, other>::value);
}

TEST_CASE("a struct that cannot be changed is declared by schema_of") {
  const foreign::line in{{{-1, 2}}, {{0, -64}}};
  CHECK(test::encode_hex(in) ==
        "0a0408011004"
        "1202107f");
  const test::hex_input wire("0a04080110041202107f");
  foreign::line out{};
  REQUIRE(decode(wire.view(), out));
  CHECK(equal(in, out));
}

TEST_CASE("the place of unknown<> in the list does not matter") {
  const test::hex_input wire("10050801");
  UnknownFirst out;
  REQUIRE(decode(wire.view(), out));
  CHECK(out.a == 1);
  CHECK(test::encode_hex(out) == "08011005");

  OnlyUnknown all;
  REQUIRE(decode(wire.view(), all));
  CHECK(test::encode_hex(all) == "10050801");
}
