// SPDX-License-Identifier: Apache-2.0
// expect: these bytes are const
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <string>

using headers = headwire::atomix::multiraft::v1::SessionRequestHeaders;

#ifdef SHOULD_FAIL
using buffer = const std::string;
#else
using buffer = std::string;
#endif

bool write(const headers& in, buffer& out) {
  return static_cast<bool>(headwire::encode(in, out));
}
