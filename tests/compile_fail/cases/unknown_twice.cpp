// SPDX-License-Identifier: Apache-2.0
// expect: a message keeps unknown fields in one member only
#include <headwire/headwire.hpp>

struct Keeper {
  headwire::unknown_fields<> rest;
  headwire::unknown_fields<> more;

  using self = Keeper;
#ifdef SHOULD_FAIL
  static constexpr auto proto =
      headwire::schema(headwire::unknown<&self::rest>, headwire::unknown<&self::more>);
#else
  static constexpr auto proto = headwire::schema(headwire::unknown<&self::rest>);
#endif
};
