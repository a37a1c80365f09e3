// SPDX-License-Identifier: Apache-2.0
// expect: an enum needs the underlying type std::int32_t
#include <cstdint>
#include <headwire/headwire.hpp>

enum loose { loose_zero };
enum class wide : std::int32_t { zero };

#ifdef SHOULD_FAIL
using member = loose;
#else
using member = wide;
#endif

struct Holder {
  member value{};

  using self = Holder;
  static constexpr auto proto = headwire::schema(headwire::field<1, &self::value>);
};
