// SPDX-License-Identifier: Apache-2.0
// expect: incomplete type
// long: it is std::optional that cannot hold an incomplete type
#include <cstdint>
#include <headwire/headwire.hpp>
#include <optional>

#ifdef SHOULD_FAIL
#define INNER Node
#else
#define INNER Leaf
#endif

struct Leaf {
  std::uint32_t x = 0;

  using self = Leaf;
  static constexpr auto proto = headwire::schema(headwire::field<1, &self::x>);
};

struct Node {
  std::optional<INNER> next;

  using self = Node;
  static constexpr auto proto = headwire::schema(headwire::field<1, &self::next>);
};
