// SPDX-License-Identifier: Apache-2.0
// expect: not bytes: give a std::string
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <string>
#include <vector>

using headers = headwire::atomix::multiraft::v1::SessionRequestHeaders;

#ifdef SHOULD_FAIL
using buffer = std::vector<int>;
#else
using buffer = std::string;
#endif

bool read(const buffer& in, headers& out) {
  return static_cast<bool>(headwire::decode(in, out));
}
