// SPDX-License-Identifier: Apache-2.0
// expect: headwire: unsupported member type: use bool, std::(u)int32_t, std::(u)int64_t
#include <cstdint>
#include <headwire/headwire.hpp>

struct Point {
#ifdef SHOULD_FAIL
  unsigned char x = 0;
#else
  std::uint32_t x = 0;
#endif

  using self = Point;
  static constexpr auto proto = headwire::schema(headwire::field<1, &self::x>);
};
