// SPDX-License-Identifier: Apache-2.0
// expect: fixed is for 32-bit and 64-bit integers only
#include <headwire/headwire.hpp>
#include <string_view>

struct Holder {
  std::string_view value;

  using self = Holder;
#ifdef SHOULD_FAIL
  static constexpr auto how = headwire::fixed;
#else
  static constexpr auto how = headwire::automatic;
#endif
  static constexpr auto proto = headwire::schema(headwire::field<1, &self::value, how>);
};
