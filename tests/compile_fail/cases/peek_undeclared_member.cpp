// SPDX-License-Identifier: Apache-2.0
// expect: each member of a path must be a declared field of its message
#include <cstdint>
#include <headwire/headwire.hpp>

struct Point {
  std::uint32_t x = 0;
  std::uint32_t y = 0;

  using self = Point;
  static constexpr auto proto = headwire::schema(headwire::field<1, &self::x>);
};

#ifdef SHOULD_FAIL
bool read(headwire::bytes in) {
  return static_cast<bool>(headwire::peek<&Point::y>(in));
}
#else
bool read(headwire::bytes in) {
  return static_cast<bool>(headwire::peek<&Point::x>(in));
}
#endif
