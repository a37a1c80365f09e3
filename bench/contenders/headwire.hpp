// SPDX-License-Identifier: Apache-2.0
//
// Headwire as function objects, for the contenders that read or write whole messages.
#pragma once

#include <cstddef>
#include <headwire/headwire.hpp>

namespace headwire::bench {

struct headwire_reader {
  template <message T>
  bool operator()(bytes in, T& out) const {
    return static_cast<bool>(decode(in, out));
  }
};

struct headwire_writer {
  template <message T>
  std::size_t operator()(const T& in, mutable_bytes out) const {
    return encode(in, out)->size();
  }
};

}  // namespace headwire::bench
