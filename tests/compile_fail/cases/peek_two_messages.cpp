// SPDX-License-Identifier: Apache-2.0
// expect: all begin at one message
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>

namespace v1 = headwire::atomix::multiraft::v1;
namespace paths = v1::paths;

#ifdef SHOULD_FAIL
bool read(headwire::bytes in) {
  return static_cast<bool>(
      headwire::peek<paths::session_request::session_id, paths::command_request::session_id>(in));
}
#else
bool read(headwire::bytes in) {
  return static_cast<bool>(
      headwire::peek<paths::command_request::sequence_num, paths::command_request::session_id>(in));
}
#endif
