// SPDX-License-Identifier: Apache-2.0
// expect: each member of a path must be a declared field of its message
#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>

namespace v1 = headwire::atomix::multiraft::v1;
namespace paths = v1::paths;

struct Point {
  std::uint32_t x = 0;
  std::uint32_t y = 0;

  using self = Point;
  static constexpr auto proto = headwire::schema(headwire::field<1, &self::x>);
};

#ifdef SHOULD_FAIL
constexpr auto way = headwire::path<&Point::y>;
#else
constexpr auto way = headwire::path<&Point::x>;
#endif
