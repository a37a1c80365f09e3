// SPDX-License-Identifier: Apache-2.0
// expect: unsupported member type: use bool, std::(u)int32_t
#include <headwire/headwire.hpp>
#include <string>
#include <string_view>

#ifdef SHOULD_FAIL
using member = std::string;
#else
using member = std::string_view;
#endif

struct Holder {
  member value{};

  using self = Holder;
  static constexpr auto proto = headwire::schema(headwire::field<1, &self::value>);
};
