// SPDX-License-Identifier: Apache-2.0
// expect: fixed is for 32-bit and 64-bit integers only
#include <cstdint>
#include <headwire/headwire.hpp>

#ifdef SHOULD_FAIL
using member = double;
#else
using member = std::int64_t;
#endif

struct Holder {
  member value{};

  using self = Holder;
  static constexpr auto proto = headwire::schema(headwire::field<1, &self::value, headwire::fixed>);
};
