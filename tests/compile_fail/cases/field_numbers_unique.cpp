// SPDX-License-Identifier: Apache-2.0
// expect: two fields have the same number
#include <cstdint>
#include <headwire/headwire.hpp>

struct Twice {
  std::uint32_t a = 0;
  std::uint32_t b = 0;

  using self = Twice;
#ifdef SHOULD_FAIL
  static constexpr std::uint32_t second = 1;
#else
  static constexpr std::uint32_t second = 2;
#endif
  static constexpr auto proto =
      headwire::schema(headwire::field<1, &self::a>, headwire::field<second, &self::b>);
};
