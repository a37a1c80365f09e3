// SPDX-License-Identifier: Apache-2.0
// expect: names a member of type headwire::unknown_fields<N>
#include <headwire/headwire.hpp>

struct Keeper {
#ifdef SHOULD_FAIL
  headwire::bytes rest;
#else
  headwire::unknown_fields<> rest;
#endif

  using self = Keeper;
  static constexpr auto proto = headwire::schema(headwire::unknown<&self::rest>);
};
