// SPDX-License-Identifier: Apache-2.0
// expect: a pointer says nothing of a size
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <string_view>

using headers = headwire::atomix::multiraft::v1::SessionRequestHeaders;

#ifdef SHOULD_FAIL
bool read(const char* in, headers& out) {
  return static_cast<bool>(headwire::decode(in, out));
}
#else
bool read(const char* in, headers& out) {
  return static_cast<bool>(headwire::decode({in, 4}, out));
}
#endif
