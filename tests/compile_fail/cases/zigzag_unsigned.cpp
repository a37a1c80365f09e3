// SPDX-License-Identifier: Apache-2.0
// expect: zigzag is for std::int32_t and std::int64_t only
#include <cstdint>
#include <headwire/headwire.hpp>

#ifdef SHOULD_FAIL
using member = std::uint64_t;
#else
using member = std::int64_t;
#endif

struct Holder {
  member value{};

  using self = Holder;
  static constexpr auto proto =
      headwire::schema(headwire::field<1, &self::value, headwire::zigzag>);
};
