// SPDX-License-Identifier: Apache-2.0
// expect: unsupported member type: use bool, std::(u)int32_t
#include <cstdint>
#include <headwire/headwire.hpp>
#include <vector>

#ifdef SHOULD_FAIL
using member = std::vector<std::uint32_t>;
#else
using member = std::uint32_t;
#endif

struct Holder {
  member value{};

  using self = Holder;
  static constexpr auto proto = headwire::schema(headwire::field<1, &self::value>);
};
