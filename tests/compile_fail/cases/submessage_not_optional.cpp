// SPDX-License-Identifier: Apache-2.0
// expect: a sub-message must be a std::optional
#include <cstdint>
#include <headwire/headwire.hpp>
#include <optional>

struct Inner {
  std::uint32_t x = 0;

  using self = Inner;
  static constexpr auto proto = headwire::schema(headwire::field<1, &self::x>);
};

#ifdef SHOULD_FAIL
using member = Inner;
#else
using member = std::optional<Inner>;
#endif

struct Holder {
  member value{};

  using self = Holder;
  static constexpr auto proto = headwire::schema(headwire::field<1, &self::value>);
};
