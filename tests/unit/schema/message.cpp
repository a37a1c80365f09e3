// SPDX-License-Identifier: Apache-2.0
#include <bit>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <limits>
#include <string>
#include <string_view>

#include "support/catch.hpp"
#include "unit/support/codec.hpp"
#include "unit/support/make_bytes.hpp"
#include "unit/support/messages.hpp"

using namespace headwire;
using namespace headwire::test;

namespace {

/// Whether a message with this one member changed equals one without.
template <class Member, class Value>
bool equals_default(Member member, Value value) {
  AllScalars changed;
  changed.*member = value;
  CHECK(equal(changed, changed));
  return equal(changed, AllScalars{});
}

float float_of(std::uint32_t bits) {
  return std::bit_cast<float>(bits);
}
double double_of(std::uint64_t bits) {
  return std::bit_cast<double>(bits);
}

}  // namespace

TEST_CASE("a difference in any member is seen") {
  CHECK(equal(AllScalars{}, AllScalars{}));
  CHECK_FALSE(equals_default(&AllScalars::optional_int32, -1));
  CHECK_FALSE(equals_default(&AllScalars::optional_int64, 1));
  CHECK_FALSE(equals_default(&AllScalars::optional_uint32, 1u));
  CHECK_FALSE(equals_default(&AllScalars::optional_uint64, std::uint64_t{1} << 63));
  CHECK_FALSE(equals_default(&AllScalars::optional_sint32, 1));
  CHECK_FALSE(equals_default(&AllScalars::optional_sint64, 1));
  CHECK_FALSE(equals_default(&AllScalars::optional_fixed32, 1u));
  CHECK_FALSE(equals_default(&AllScalars::optional_fixed64, 1u));
  CHECK_FALSE(equals_default(&AllScalars::optional_sfixed32, 1));
  CHECK_FALSE(equals_default(&AllScalars::optional_sfixed64, 1));
  CHECK_FALSE(equals_default(&AllScalars::optional_float, 1.0f));
  CHECK_FALSE(equals_default(&AllScalars::optional_double, 1.0));
  CHECK_FALSE(equals_default(&AllScalars::optional_bool, true));
  CHECK_FALSE(equals_default(&AllScalars::optional_string, "x"));
  CHECK_FALSE(equals_default(&AllScalars::optional_bytes, as_bytes("x")));
  CHECK_FALSE(equals_default(&AllScalars::optional_nested_message, AllScalars::Nested{}));
  CHECK_FALSE(equals_default(&AllScalars::optional_nested_enum, color::negative));
}

TEST_CASE("floating-point numbers are compared by their bits") {
  AllScalars a;
  AllScalars b;
  a.optional_double = b.optional_double = std::numeric_limits<double>::quiet_NaN();
  a.optional_float = b.optional_float = std::numeric_limits<float>::quiet_NaN();
  CHECK(equal(a, b));
  b.optional_double = double_of(0x7ff8000000000001);
  CHECK_FALSE(equal(a, b));
  b = a;
  b.optional_float = float_of(0x7fc00001);
  CHECK_FALSE(equal(a, b));
  CHECK_FALSE(equals_default(&AllScalars::optional_double, -0.0));
  CHECK_FALSE(equals_default(&AllScalars::optional_float, -0.0f));
}

TEST_CASE("views are compared by what they show") {
  const std::string one = "same text";
  const std::string two = "same text";
  REQUIRE(one.data() != two.data());
  AllScalars a;
  AllScalars b;
  a.optional_string = one;
  b.optional_string = two;
  a.optional_bytes = as_bytes(one);
  b.optional_bytes = as_bytes(two);
  CHECK(equal(a, b));
  b.optional_bytes = as_bytes(two).first(3);
  CHECK_FALSE(equal(a, b));
  b.optional_bytes = as_bytes("same texT");
  CHECK_FALSE(equal(a, b));
}

TEST_CASE("absent, present and zero are three things where presence is explicit") {
  Explicit absent;
  Explicit zero;
  zero.i32 = 0;
  CHECK_FALSE(equal(absent, zero));
  CHECK_FALSE(equal(zero, absent));
  Explicit one;
  one.i32 = 1;
  CHECK_FALSE(equal(zero, one));
  Explicit empty_text;
  empty_text.text = "";
  CHECK_FALSE(equal(absent, empty_text));
  Explicit nan;
  nan.d = std::numeric_limits<double>::quiet_NaN();
  CHECK(equal(nan, nan));
}

TEST_CASE("sub-messages and unknown fields are compared in depth") {
  chain<3> a;
  a.next.emplace().next.emplace().next.emplace().level = 1;
  chain<3> b = a;
  CHECK(equal(a, b));
  b.next->next->next->level = 2;
  CHECK_FALSE(equal(a, b));

  const auto data = make_bytes(0x20, 1, 0x20, 1, 0x20, 2);
  const bytes view = data;
  Keeper<2> k;
  Keeper<2> l;
  REQUIRE(k.rest.append(view.first(2)));
  CHECK_FALSE(equal(k, l));
  REQUIRE(l.rest.append(view.subspan(2, 2)));
  CHECK(equal(k, l));
  k.sub.emplace();
  l.sub.emplace();
  REQUIRE(l.sub->rest.append(view.last(2)));
  CHECK_FALSE(equal(k, l));
}

TEST_CASE("messages without members are equal") {
  CHECK(equal(Empty{}, Empty{}));
}

TEST_CASE("only a value whose bits are all zero is zero") {
  STATIC_REQUIRE(detail::is_zero(0u));
  STATIC_REQUIRE(detail::is_zero(0.0) && detail::is_zero(0.0f));
  STATIC_REQUIRE(!detail::is_zero(-0.0) && !detail::is_zero(-0.0f));
  STATIC_REQUIRE(!detail::is_zero(std::numeric_limits<double>::denorm_min()));
  STATIC_REQUIRE(!detail::is_zero(std::numeric_limits<float>::quiet_NaN()));
  STATIC_REQUIRE(detail::is_zero(std::string_view{}) && !detail::is_zero(std::string_view{"x"}));
  STATIC_REQUIRE(detail::is_zero(bytes{}));
  STATIC_REQUIRE(detail::is_zero(color::none) && !detail::is_zero(color::negative));
}

static_assert([] {
  AllScalars a;
  a.optional_nested_message = AllScalars::Nested{3};
  AllScalars b = a;
  const bool same = equal(a, b);
  b.optional_nested_message->a = 4;
  return same && !equal(a, b);
}());
