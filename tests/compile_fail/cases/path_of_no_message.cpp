// SPDX-License-Identifier: Apache-2.0
// expect: each member of a path must be a declared field of its message
#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>

namespace v1 = headwire::atomix::multiraft::v1;
namespace paths = v1::paths;

struct Point {
  std::uint32_t x = 0;
};

#ifdef SHOULD_FAIL
constexpr auto way = headwire::path<&Point::x>;
#else
constexpr auto way = headwire::path<&v1::SessionRequestHeaders::session_id>;
#endif
