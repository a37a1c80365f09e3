// SPDX-License-Identifier: Apache-2.0
// expect: headwire: this type declares no fields
#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>

struct Point {
  std::uint32_t x = 0;

#ifndef SHOULD_FAIL
  using self = Point;
  static constexpr auto proto = headwire::schema(headwire::field<1, &self::x>);
#endif
};

std::size_t size(const Point& point) {
  return headwire::encoded_size(point);
}
