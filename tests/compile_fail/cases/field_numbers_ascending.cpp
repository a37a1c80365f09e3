// SPDX-License-Identifier: Apache-2.0
// expect: fields must be declared in ascending order of their numbers
#include <cstdint>
#include <headwire/headwire.hpp>

struct Point {
  std::uint32_t x = 0;
  std::uint32_t y = 0;

  using self = Point;
#ifdef SHOULD_FAIL
  static constexpr std::uint32_t second = 1;
#else
  static constexpr std::uint32_t second = 3;
#endif
  static constexpr auto proto =
      headwire::schema(headwire::field<2, &self::x>, headwire::field<second, &self::y>);
};
