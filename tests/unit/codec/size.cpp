// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <limits>

#include "support/catch.hpp"
#include "unit/support/codec.hpp"
#include "unit/support/messages.hpp"
#include "unit/support/random_message.hpp"

using namespace headwire;
using namespace headwire::test;
namespace v1 = headwire::atomix::multiraft::v1;

namespace {

/// Every scalar type whose size has a bound.
struct Bounded {
  std::int32_t i32 = 0;
  std::int64_t i64 = 0;
  std::uint32_t u32 = 0;
  std::uint64_t u64 = 0;
  std::int32_t s32 = 0;
  std::int64_t s64 = 0;
  std::uint32_t f32 = 0;
  std::int64_t sf64 = 0;
  float f = 0;
  double d = 0;
  bool b = false;
  color kind = color::none;
  std::optional<One> sub;

  using self = Bounded;
  static constexpr auto proto = schema(
      field<1, &self::i32>, field<2, &self::i64>, field<3, &self::u32>, field<4, &self::u64>,
      field<5, &self::s32, zigzag>, field<6, &self::s64, zigzag>, field<7, &self::f32, fixed>,
      field<8, &self::sf64, fixed>, field<9, &self::f>, field<10, &self::d>, field<11, &self::b>,
      field<12, &self::kind>, field<16, &self::sub>);
};

constexpr Bounded largest = {
    .i32 = -1,
    .i64 = -1,
    .u32 = std::numeric_limits<std::uint32_t>::max(),
    .u64 = std::numeric_limits<std::uint64_t>::max(),
    .s32 = std::numeric_limits<std::int32_t>::min(),
    .s64 = std::numeric_limits<std::int64_t>::min(),
    .f32 = 1,
    .sf64 = 1,
    .f = 1,
    .d = 1,
    .b = true,
    .kind = color::negative,
    .sub = One{std::numeric_limits<std::uint32_t>::max()},
};

/// The largest message of a chain: numbers of five bytes at each level.
template <int N>
void fill(chain<N>& out) {
  out.level = std::numeric_limits<std::uint32_t>::max();
  if constexpr (N > 0) fill(out.next.emplace());
}

template <int N>
constexpr bool largest_chain_has_max_size() {
  chain<N> in;
  fill(in);
  return encoded_size(in) == max_encoded_size<chain<N>>;
}

}  // namespace

TEST_CASE("max_encoded_size is the size of the largest message") {
  STATIC_REQUIRE(max_encoded_size<Empty> == 0);
  STATIC_REQUIRE(max_encoded_size<One> == 6);
  STATIC_REQUIRE(max_encoded_size<Bounded> == encoded_size(largest));
  STATIC_REQUIRE(max_encoded_size<Bounded> ==
                 11 + 11 + 6 + 11 + 6 + 11 + 5 + 9 + 5 + 9 + 2 + 11 + 2 + 1 + 6);
  STATIC_REQUIRE(max_encoded_size<v1::PartitionResponseHeaders> == 11);
  STATIC_REQUIRE(max_encoded_size<v1::CommandRequestHeaders> == 47);
  CHECK(encode_hex(largest).size() == 2 * max_encoded_size<Bounded>);
}

TEST_CASE("max_encoded_size grows with the lengths around a chain") {
  CHECK(largest_chain_has_max_size<0>());
  CHECK(largest_chain_has_max_size<1>());
  CHECK(largest_chain_has_max_size<14>());
  CHECK(largest_chain_has_max_size<15>());  // 128 bytes and more: lengths of two bytes
  CHECK(largest_chain_has_max_size<16>());
  CHECK(largest_chain_has_max_size<17>());
  CHECK(largest_chain_has_max_size<60>());
}

TEST_CASE("messages with strings, bytes or unknown fields have no largest size") {
  STATIC_REQUIRE(detail::is_bounded<Bounded>);
  STATIC_REQUIRE(!detail::is_bounded<AllScalars>);
  STATIC_REQUIRE(!detail::is_bounded<Keeper<1>>);
  STATIC_REQUIRE(!detail::is_bounded<v1::OperationResponseHeaders>);
  STATIC_REQUIRE(!detail::is_bounded<v1::CommandResponseHeaders>);
}

TEST_CASE("encoded_size is what encode writes") {
  // encode_hex compares the two.
  message_generator generator(41);
  for (int i = 0; i < 3000; ++i) {
    static_cast<void>(encode_hex(generator.make<AllScalars>()));
    static_cast<void>(encode_hex(generator.make<Explicit>()));
    static_cast<void>(encode_hex(generator.make<WideTags>()));
    static_cast<void>(encode_hex(generator.make<Bounded>()));
    static_cast<void>(encode_hex(generator.make<chain<20>>()));
    static_cast<void>(encode_hex(generator.make<v1::CommandResponseHeaders>()));
  }
  SUCCEED("no exception");
}

TEST_CASE("values of every length have the size of their varint") {
  for (int bit = 0; bit < 64; ++bit) {
    const std::uint64_t value = std::uint64_t{1} << bit;
    AllScalars in;
    in.optional_uint64 = value;
    CHECK(encode_hex(in) == "20" + varint_hex(value));
    in.optional_uint64 = value - 1;
    CHECK(encode_hex(in) == (value == 1 ? "" : "20" + varint_hex(value - 1)));
  }
}
