// SPDX-License-Identifier: Apache-2.0
//
// Properties of the codec over seeded random input.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "unit/support/codec.hpp"
#include "unit/support/messages.hpp"
#include "unit/support/random_message.hpp"
#include "unit/support/wire_soup.hpp"

using namespace headwire;
using namespace headwire::test;
namespace v1 = headwire::atomix::multiraft::v1;

namespace {

template <message T>
void check_round_trip(const T& in, std::vector<std::byte>& buffer) {
  buffer.resize(encoded_size(in));
  const result<mutable_bytes> written = encode(in, mutable_bytes(buffer));
  if (!written || written->size() != buffer.size()) FAIL("encode");
  T standard{};
  T strict{};
  const bytes wire = buffer;
  if (decode(wire, standard) != status{}) FAIL(to_hex(wire));
  if (decode(wire, strict, canonical) != status{}) FAIL(to_hex(wire));
  if (!equal(standard, in) || !equal(strict, in)) FAIL(to_hex(wire));
}

template <message T>
void check_round_trips(std::uint64_t seed, int count) {
  message_generator generator(seed);
  std::vector<std::byte> buffer;
  for (int i = 0; i < count; ++i)
    check_round_trip(generator.make<T>(), buffer);
}

/// True if the message or a sub-message of it keeps unknown fields.
template <message T>
bool keeps_any(const T& in);

template <class Field, message T>
bool keeps_any_in(const T& in) {
  if constexpr (Field::is_message) {
    const auto& member = in.*Field::member;
    return member.has_value() && keeps_any(*member);
  } else {
    return false;
  }
}

template <message T, std::size_t... I>
bool keeps_any_in_fields(const T& in, std::index_sequence<I...>) {
  return (false || ... || keeps_any_in<detail::field_at<T, I>>(in));
}

template <message T>
bool keeps_any(const T& in) {
  if constexpr (detail::schema_type<T>::keeps_unknown) {
    if (!(in.*detail::schema_type<T>::unknown_member::member).empty()) return true;
  }
  return keeps_any_in_fields(in, std::make_index_sequence<detail::field_count<T>>{});
}

template <message T>
bool encodes_to(const T& in, bytes expected) {
  std::vector<std::byte> buffer(encoded_size(in));
  const result<mutable_bytes> written = encode(in, mutable_bytes(buffer));
  return written && std::equal(written->begin(), written->end(), expected.begin(), expected.end());
}

struct tally {
  int canonical = 0;
  int accepted = 0;
  int refused = 0;
};

/// canonical accepts x if and only if the standard rules do, no unknown field was met, and encoding
/// the result gives x again. And when it does not, it says the right thing.
template <message T>
void check_oracle(bytes x, tally& seen) {
  T standard{};
  T strict{};
  const status lenient = decode(x, standard);
  const status gate = decode(x, strict, canonical);
  const bool expected =
      lenient && !lenient.skipped_unknown() && !keeps_any(standard) && encodes_to(standard, x);
  if (static_cast<bool>(gate) != expected) FAIL(type_name<T> << " " << to_hex(x));
  if (!lenient && !equal(standard, T{})) FAIL("half-read: " << to_hex(x));
  if (!gate && !equal(strict, T{})) FAIL("half-read: " << to_hex(x));
  if (gate && !equal(standard, strict)) FAIL("differ: " << to_hex(x));
  if (lenient && !gate && gate.code() != errc::not_canonical) FAIL("code: " << to_hex(x));
  if (!lenient) {
    // The gate may close before the fault, or at it for the same reason.
    const bool earlier = gate.code() == errc::not_canonical && gate.offset() <= lenient.offset();
    if (!earlier && gate != lenient) FAIL("fault: " << to_hex(x));
  }
  if (lenient.offset() > x.size() || gate.offset() > x.size()) FAIL("offset: " << to_hex(x));
  ++(gate ? seen.canonical : lenient ? seen.accepted : seen.refused);
}

/// Changes the bytes in one of the ways that files and attackers do.
void mutate(std::vector<std::byte>& x, message_generator& random) {
  if (x.empty()) return;
  const std::size_t at = random.below(x.size());
  const auto place = x.begin() + static_cast<std::ptrdiff_t>(at);
  constexpr std::byte special[] = {std::byte{0}, std::byte{1}, std::byte{0x7f}, std::byte{0x80},
                                   std::byte{0xff}};
  switch (random.below(7)) {
    case 0:
      x[at] = static_cast<std::byte>(random.bits());
      break;
    case 1:
      x[at] = special[random.below(std::size(special))];
      break;
    case 2:
      x[at] ^= static_cast<std::byte>(1u << random.below(8));
      break;
    case 3:
      x.erase(place);
      break;
    case 4:
      x.insert(place, static_cast<std::byte>(random.bits()));
      break;
    case 5:
      x.resize(at);
      break;
    default: {
      const std::vector<std::byte> tail(place, x.end());
      x.insert(x.end(), tail.begin(), tail.end());
    }
  }
}

template <message T>
void check_oracles(std::uint64_t seed, int count) {
  wire_soup soup(seed);
  message_generator random(seed + 1);
  tally seen;
  for (int i = 0; i < count; ++i) {
    std::vector<std::byte> x = soup.make<T>();
    check_oracle<T>(bytes(x), seen);
    mutate(x, random);
    check_oracle<T>(bytes(x), seen);
    if (random.chance(30)) {
      mutate(x, random);
      check_oracle<T>(bytes(x), seen);
    }
  }
  // All three verdicts come up often, or the inputs would prove little.
  CHECK(seen.canonical > count / 20);
  CHECK(seen.accepted > count / 20);
  CHECK(seen.refused > count / 20);
}

}  // namespace

TEST_CASE("decode after encode gives the message again, and the canonical rules accept it") {
  check_round_trips<AllScalars>(1, 100000);
  check_round_trips<Explicit>(2, 20000);
  check_round_trips<WideTags>(3, 20000);
  check_round_trips<chain<8>>(4, 20000);
  check_round_trips<v1::CommandRequestHeaders>(5, 20000);
  check_round_trips<v1::CommandResponseHeaders>(6, 20000);
}

// More than a million inputs in all.
TEST_CASE("canonical accepts what encode writes and nothing else: every scalar type") {
  check_oracles<AllScalars>(11, 100000);
}
TEST_CASE("canonical accepts what encode writes and nothing else: explicit presence") {
  check_oracles<Explicit>(12, 80000);
}
TEST_CASE("canonical accepts what encode writes and nothing else: tags of several bytes") {
  check_oracles<WideTags>(13, 80000);
}
TEST_CASE("canonical accepts what encode writes and nothing else: unknown fields") {
  check_oracles<Keeper<3>>(14, 100000);
}
TEST_CASE("canonical accepts what encode writes and nothing else: nested messages") {
  check_oracles<chain<6>>(15, 60000);
}
TEST_CASE("canonical accepts what encode writes and nothing else: headers") {
  check_oracles<v1::CommandRequestHeaders>(16, 60000);
  check_oracles<v1::CommandResponseHeaders>(17, 60000);
  check_oracles<v1::QueryResponseHeaders>(18, 40000);
}
