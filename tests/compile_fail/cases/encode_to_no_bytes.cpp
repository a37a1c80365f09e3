// SPDX-License-Identifier: Apache-2.0
// expect: not memory for bytes
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <vector>

using headers = headwire::atomix::multiraft::v1::SessionRequestHeaders;

#ifdef SHOULD_FAIL
using buffer = std::vector<int>;
#else
using buffer = std::vector<char>;
#endif

bool write(const headers& in, buffer& out) {
  return static_cast<bool>(headwire::encode(in, out));
}
