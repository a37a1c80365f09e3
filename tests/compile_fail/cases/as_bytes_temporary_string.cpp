// SPDX-License-Identifier: Apache-2.0
// expect: headwire: a temporary owns these bytes
#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <string>

struct Point {
  std::uint32_t x = 0;

  using self = Point;
  static constexpr auto proto = headwire::schema(headwire::field<1, &self::x>);
};

std::string receive();

bool read(Point& point) {
#ifdef SHOULD_FAIL
  return static_cast<bool>(headwire::decode(headwire::as_bytes(receive()), point));
#else
  const std::string input = receive();
  return static_cast<bool>(headwire::decode(headwire::as_bytes(input), point));
#endif
}
