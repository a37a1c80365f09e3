// SPDX-License-Identifier: Apache-2.0
// expect: none is given twice
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>

namespace v1 = headwire::atomix::multiraft::v1;
namespace paths = v1::paths;

#ifdef SHOULD_FAIL
bool edit(headwire::bytes in, headwire::mutable_bytes out) {
  return static_cast<bool>(
      headwire::splice<paths::session_request::session_id, paths::session_request::session_id>(
          in, out, 1U, headwire::clear));
}
#else
bool edit(headwire::bytes in, headwire::mutable_bytes out) {
  return static_cast<bool>(
      headwire::splice<paths::session_request::session_id, paths::session_request::partition_id>(
          in, out, 1U, headwire::clear));
}
#endif
