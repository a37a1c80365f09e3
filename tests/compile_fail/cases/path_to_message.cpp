// SPDX-License-Identifier: Apache-2.0
// expect: a path ends at a scalar, string or bytes field
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>

namespace v1 = headwire::atomix::multiraft::v1;
namespace paths = v1::paths;

#ifdef SHOULD_FAIL
constexpr auto way = headwire::path<&v1::SessionRequestHeaders::partition>;
#else
constexpr auto way = headwire::path<&v1::SessionRequestHeaders::session_id>;
#endif
