// SPDX-License-Identifier: Apache-2.0
// expect: a path names at least one field
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>

namespace v1 = headwire::atomix::multiraft::v1;
namespace paths = v1::paths;

#ifdef SHOULD_FAIL
constexpr auto way = headwire::path<>;
#else
constexpr auto way = headwire::path<&v1::SessionRequestHeaders::session_id>;
#endif
