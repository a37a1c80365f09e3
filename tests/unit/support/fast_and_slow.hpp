// SPDX-License-Identifier: Apache-2.0
//
// Compares the tiers of decoding with each other, on messages that fit on a fast path and on such
// with a fault or two.
#pragma once

#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <vector>

#include "support/catch.hpp"
#include "unit/support/codec.hpp"
#include "unit/support/heap_block.hpp"
#include "unit/support/random_message.hpp"

namespace headwire::test {

/// Decodes on all tiers, and on the slow path alone. Whatever a fast path accepts, the slow path accepts with the same value.
template <message T>
void check(bytes in) {
  T expected{};
  T got{};
  const status slow = detail::decode_rest<detail::rules::standard>(in, in.data(), expected);
  if (decode(in, got) != slow || !equal(got, expected)) FAIL(to_hex(in));
  T strict{};
  const status gate = detail::decode_rest<detail::rules::canonical>(in, in.data(), strict);
  if (decode(in, got, canonical) != gate || !equal(got, strict)) FAIL("canonical " << to_hex(in));
}

/// A fault of a kind that the fast paths must see; most of them next to the front, where the lengths
/// of nested headers are.
inline void damage(std::vector<std::byte>& in, message_generator& random) {
  if (in.empty()) return;
  const std::size_t at = random.below(random.chance(50) && in.size() > 10 ? 10 : in.size());
  const auto spot = in.begin() + static_cast<std::ptrdiff_t>(at);
  switch (random.below(6)) {
    case 0:
      *spot = static_cast<std::byte>(random.bits());
      break;
    case 1:  // another length, tag or digit
      *spot = static_cast<std::byte>(std::to_integer<unsigned>(*spot) + random.below(5) - 2);
      break;
    case 2:
      *spot ^= std::byte{0x80};
      break;
    case 3:
      in.erase(spot);
      break;
    case 4:
      in.insert(spot, static_cast<std::byte>(random.chance(50) ? 0x80 : random.bits()));
      break;
    default:
      in.resize(at);
  }
}

template <message T>
void check_random(std::uint64_t seed) {
  message_generator random(seed);
  std::vector<std::byte> wire;
  for (int i = 0; i < 3000; ++i) {
    const T value = random.make<T>();
    wire.resize(encoded_size(value));
    REQUIRE(encode(value, mutable_bytes(wire)));
    check<T>(heap_block(bytes(wire)).view());
    for (std::size_t faults = 1 + random.below(3); faults > 0; --faults) {
      damage(wire, random);
      check<T>(heap_block(bytes(wire)).view());
    }
  }
}

}  // namespace headwire::test
