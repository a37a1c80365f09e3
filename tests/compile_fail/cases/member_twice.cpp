// SPDX-License-Identifier: Apache-2.0
// expect: two fields are stored in the same member
#include <cstdint>
#include <headwire/headwire.hpp>

struct Point {
  std::uint32_t x = 0;
  std::uint32_t y = 0;

  using self = Point;
#ifdef SHOULD_FAIL
  static constexpr auto second = &self::x;
#else
  static constexpr auto second = &self::y;
#endif
  static constexpr auto proto =
      headwire::schema(headwire::field<1, &self::x>, headwire::field<2, second>);
};
