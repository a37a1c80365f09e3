// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <headwire/schema/names.hpp>

#include "support/catch.hpp"

using headwire::member_name;
using headwire::type_name;

namespace outer::inner {

struct Point {
  int x = 0;
  int long_name_with_1_digit = 0;
  struct Nested {
    int deep = 0;
  };
};

template <class T, int N>
struct Templated {
  T value{};
  struct Inside {
    int in = 0;
  };
};

enum class color { red };

}  // namespace outer::inner

namespace {

struct Hidden {
  int secret = 0;
};

}  // namespace

struct AtTheTop {
  int x = 0;
};

TEST_CASE("members are named as in their struct") {
  using namespace outer::inner;
  STATIC_REQUIRE(member_name<&Point::x> == "x");
  STATIC_REQUIRE(member_name<&Point::long_name_with_1_digit> == "long_name_with_1_digit");
  STATIC_REQUIRE(member_name<&Point::Nested::deep> == "deep");
  STATIC_REQUIRE(member_name<&Templated<int, 3>::value> == "value");
  STATIC_REQUIRE(member_name<&Templated<outer::inner::Point, 3>::value> == "value");
  STATIC_REQUIRE(member_name<&Templated<outer::inner::Point, 3>::Inside::in> == "in");
  STATIC_REQUIRE(member_name<&Hidden::secret> == "secret");
  STATIC_REQUIRE(member_name<&AtTheTop::x> == "x");
}

TEST_CASE("types are named without what encloses them") {
  using namespace outer::inner;
  STATIC_REQUIRE(type_name<Point> == "Point");
  STATIC_REQUIRE(type_name<Point::Nested> == "Nested");
  STATIC_REQUIRE(type_name<Hidden> == "Hidden");
  STATIC_REQUIRE(type_name<AtTheTop> == "AtTheTop");
  STATIC_REQUIRE(type_name<color> == "color");
  STATIC_REQUIRE(type_name<Templated<int, 3>> == "Templated<int, 3>");
  STATIC_REQUIRE(type_name<Templated<Point, 3>::Inside> == "Inside");
  struct Local {
    int l = 0;
  };
  STATIC_REQUIRE(type_name<Local> == "Local");
  STATIC_REQUIRE(member_name<&Local::l> == "l");
}
