// SPDX-License-Identifier: Apache-2.0
// expect: the bytes of these segments are const
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <string>
#include <vector>

using headers = headwire::atomix::multiraft::v1::SessionRequestHeaders;

#ifdef SHOULD_FAIL
using buffers = const std::vector<std::string>;
#else
using buffers = std::vector<std::string>;
#endif

bool change(buffers& segments) {
  return static_cast<bool>(headwire::patch<&headers::session_id>(segments, 7));
}
