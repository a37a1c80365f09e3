// SPDX-License-Identifier: Apache-2.0
// expect: field numbers 19000 to 19999 are reserved
#include <cstdint>
#include <headwire/headwire.hpp>

#ifdef SHOULD_FAIL
constexpr std::uint32_t number = 19000;
#else
constexpr std::uint32_t number = 18999;
#endif

struct Point {
  std::uint32_t x = 0;

  using self = Point;
  static constexpr auto proto = headwire::schema(headwire::field<number, &self::x>);
};
