// SPDX-License-Identifier: Apache-2.0
// expect: ignoring return
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>

#pragma GCC diagnostic error "-Wunused-result"

namespace v1 = headwire::atomix::multiraft::v1;
namespace paths = v1::paths;

#ifdef SHOULD_FAIL
void edit(headwire::mutable_bytes message) {
  headwire::patch<paths::session_request::session_id>(message, 1);
}
#else
void edit(headwire::mutable_bytes message) {
  static_cast<void>(headwire::patch<paths::session_request::session_id>(message, 1));
}
#endif
