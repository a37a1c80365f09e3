// SPDX-License-Identifier: Apache-2.0
// expect: a temporary: what is written to it would be lost
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <string>

using headers = headwire::atomix::multiraft::v1::SessionRequestHeaders;

bool write(const headers& in) {
#ifdef SHOULD_FAIL
  return static_cast<bool>(headwire::encode(in, std::string(64, ' ')));
#else
  std::string out(64, ' ');
  return static_cast<bool>(headwire::encode(in, out));
#endif
}
