// SPDX-License-Identifier: Apache-2.0
// expect: sub-messages nest more than 100 levels deep
// long: compilers list levels
#include <headwire/headwire.hpp>
#include <optional>

template <int N>
struct chain {
  std::optional<chain<N - 1>> next;

  using self = chain;
  static constexpr auto proto = headwire::schema(headwire::field<1, &self::next>);
};
template <>
struct chain<0> {
  static constexpr auto proto = headwire::schema();
};

#ifdef SHOULD_FAIL
using deepest = chain<101>;
#else
using deepest = chain<100>;
#endif
static_assert(headwire::message<deepest>);
