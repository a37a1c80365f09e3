// SPDX-License-Identifier: Apache-2.0
// expect: field numbers run from 1 to 536870911
#include <cstdint>
#include <headwire/headwire.hpp>

#ifdef SHOULD_FAIL
constexpr std::uint32_t number = 0;
#else
constexpr std::uint32_t number = 1;
#endif

struct Point {
  std::uint32_t x = 0;

  using self = Point;
  static constexpr auto proto = headwire::schema(headwire::field<number, &self::x>);
};
