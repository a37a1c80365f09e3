// SPDX-License-Identifier: Apache-2.0
// expect: unknown_fields<N> keeps at least one run
#include <headwire/headwire.hpp>

#ifdef SHOULD_FAIL
constexpr headwire::unknown_fields<0> rest;
#else
constexpr headwire::unknown_fields<1> rest;
#endif
static_assert(rest.empty());
