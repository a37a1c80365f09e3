// SPDX-License-Identifier: Apache-2.0
// expect: ignoring return
#include <cstdint>
#include <headwire/headwire.hpp>

#pragma GCC diagnostic error "-Wunused-result"

struct Point {
  std::uint32_t x = 0;

  using self = Point;
  static constexpr auto proto = headwire::schema(headwire::field<1, &self::x>);
};

void run(headwire::bytes input, headwire::mutable_bytes output, Point& point) {
  static_cast<void>(input);
  static_cast<void>(output);
#ifdef SHOULD_FAIL
  headwire::encode(point, output);
#else
  static_cast<void>(headwire::encode(point, output));
#endif
}
