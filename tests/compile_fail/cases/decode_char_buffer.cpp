// SPDX-License-Identifier: Apache-2.0
// expect: how much of this array of char is filled
#include <cstddef>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>

using headers = headwire::atomix::multiraft::v1::SessionRequestHeaders;

bool read(std::size_t received, headers& out) {
  static char buffer[64];
#ifdef SHOULD_FAIL
  return received != 0 && headwire::decode(buffer, out);
#else
  return static_cast<bool>(headwire::decode({buffer, received}, out));
#endif
}
