// SPDX-License-Identifier: Apache-2.0
// expect: headwire: how much of this array of char is filled
#include <cstddef>
#include <headwire/headwire.hpp>

std::size_t receive(char* into, std::size_t room);

headwire::bytes read(char (&buffer)[64]) {
  const std::size_t size = receive(buffer, sizeof buffer);
#ifdef SHOULD_FAIL
  static_cast<void>(size);
  return headwire::as_bytes(buffer);
#else
  return headwire::as_bytes(buffer, size);
#endif
}
