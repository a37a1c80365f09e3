// SPDX-License-Identifier: Apache-2.0
// expect: headwire: this type declares no fields
#include <cstdint>
#include <headwire/headwire.hpp>

struct Point {
  std::uint32_t x = 0;

#ifndef SHOULD_FAIL
  using self = Point;
  static constexpr auto proto = headwire::schema(headwire::field<1, &self::x>);
#endif
};

bool read(headwire::bytes input, Point& point) {
  return static_cast<bool>(headwire::decode(input, point));
}
