// SPDX-License-Identifier: Apache-2.0
// expect-gcc: cannot convert 'headwire::status' to 'bool'
// expect-clang: no viable conversion from returned value of type 'headwire::status'
#include <cstdint>
#include <headwire/headwire.hpp>

struct Point {
  std::uint32_t x = 0;

  using self = Point;
  static constexpr auto proto = headwire::schema(headwire::field<1, &self::x>);
};

bool read(headwire::bytes input, Point& point) {
#ifdef SHOULD_FAIL
  return headwire::decode(input, point);
#else
  return static_cast<bool>(headwire::decode(input, point));
#endif
}
