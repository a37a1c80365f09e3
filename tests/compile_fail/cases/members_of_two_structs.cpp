// SPDX-License-Identifier: Apache-2.0
// expect: all fields must be members of the same struct
#include <cstdint>
#include <headwire/headwire.hpp>

struct Other {
  std::uint32_t y = 0;
};

struct Point {
  std::uint32_t x = 0;
  std::uint32_t y = 0;

  using self = Point;
#ifdef SHOULD_FAIL
  static constexpr auto second = &Other::y;
#else
  static constexpr auto second = &self::y;
#endif
  static constexpr auto proto =
      headwire::schema(headwire::field<1, &self::x>, headwire::field<2, second>);
};
