// SPDX-License-Identifier: Apache-2.0
// expect: headwire: a temporary owns these bytes
#include <cstddef>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <vector>

namespace v1 = headwire::atomix::multiraft::v1;
namespace paths = v1::paths;

std::vector<std::byte> receive();

#ifdef SHOULD_FAIL
bool read() {
  return static_cast<bool>(headwire::read_grpc_frame(receive()));
}
#else
bool read() {
  const std::vector<std::byte> input = receive();
  return static_cast<bool>(headwire::read_grpc_frame(input));
}
#endif
