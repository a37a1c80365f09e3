// SPDX-License-Identifier: Apache-2.0
//
// decode and encode in constant expressions, where the compiler also reports each read outside of
// the input and each undefined operation. Only a string that is not empty cannot be read there.
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <limits>
#include <optional>

#include "support/catch.hpp"
#include "unit/support/make_bytes.hpp"
#include "unit/support/messages.hpp"

using namespace headwire;
using namespace headwire::test;
namespace v1 = headwire::atomix::multiraft::v1;

namespace {

/// Whether `in`, encoded and decoded under both rules, is `in` again.
template <message T>
constexpr bool round_trips(const T& in) {
  std::array<std::byte, 400> buffer{};
  const result<mutable_bytes> written = encode(in, buffer);
  if (!written || written->size() != encoded_size(in)) return false;
  T standard{};
  T strict{};
  return decode(bytes(*written), standard) && equal(in, standard) &&
         decode(bytes(*written), strict, canonical) && equal(in, strict);
}

/// What decode says of `in` under the standard rules.
template <message T, std::size_t N>
constexpr status verdict_of(std::array<std::byte, N> in) {
  T out{};
  return decode(bytes(in), out);
}

template <message T, std::size_t N>
constexpr status canonical_verdict_of(std::array<std::byte, N> in) {
  T out{};
  return decode(bytes(in), out, canonical);
}

constexpr std::byte blob[] = {std::byte{0}, std::byte{0xff}};

constexpr AllScalars largest = {
    .optional_int32 = std::numeric_limits<std::int32_t>::min(),
    .optional_int64 = std::numeric_limits<std::int64_t>::min(),
    .optional_uint32 = std::numeric_limits<std::uint32_t>::max(),
    .optional_uint64 = std::numeric_limits<std::uint64_t>::max(),
    .optional_sint32 = std::numeric_limits<std::int32_t>::min(),
    .optional_sint64 = std::numeric_limits<std::int64_t>::min(),
    .optional_fixed32 = 1,
    .optional_fixed64 = 2,
    .optional_sfixed32 = -1,
    .optional_sfixed64 = -2,
    .optional_float = -0.0f,
    .optional_double = std::bit_cast<double>(0x7ff8000000000001),
    .optional_bool = true,
    .optional_string = {},
    .optional_bytes = blob,
    .optional_nested_message = AllScalars::Nested{-1},
    .optional_nested_enum = color::negative,
};

constexpr Explicit zeros = {
    .i32 = 0,
    .i64 = 0,
    .u32 = 0,
    .u64 = 0,
    .s32 = 0,
    .s64 = 0,
    .f32 = 0,
    .f64 = 0,
    .sf32 = 0,
    .sf64 = 0,
    .f = 0.0f,
    .d = 0.0,
    .b = false,
    .text = std::string_view{},
    .blob = bytes{},
    .kind = color::none,
};

constexpr v1::CommandRequestHeaders command() {
  v1::CommandRequestHeaders out;
  auto& session = out.operation.emplace().session.emplace().session.emplace();
  session.partition.emplace().partition_id = 3;
  session.session_id = 1u << 20;
  out.sequence_num = 300;
  return out;
}

}  // namespace

static_assert(round_trips(largest));
static_assert(round_trips(zeros));
static_assert(round_trips(AllScalars{}));
static_assert(round_trips(Explicit{}));
static_assert(round_trips(Empty{}));
static_assert(round_trips(command()));
static_assert(round_trips(WideTags{1, 2, 3, 4, 5, 6, 7, One{8}, 9}));
static_assert(max_encoded_size<v1::CommandRequestHeaders> == 47);

// Every read near the end of the input: 0 to 12 bytes of a varint, alone and in a sub-message.
static_assert(verdict_of<One>(make_bytes()).code() == errc::ok);
static_assert(verdict_of<One>(make_bytes(8)) == status{errc::truncated, 1, 1});
static_assert(verdict_of<One>(make_bytes(8, 0x80)) == status{errc::truncated, 1, 1});
static_assert(verdict_of<One>(make_bytes(8, 0x80, 0x80, 0x80, 0x80, 0x80)).code() ==
              errc::truncated);
static_assert(verdict_of<One>(make_bytes(8, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80)).code() ==
              errc::truncated);
static_assert(verdict_of<One>(make_bytes(8, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80)) ==
              status{errc::truncated, 1, 1});
static_assert(verdict_of<One>(make_bytes(8, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80,
                                         0x80, 0)) == status{errc::malformed_varint, 1, 1});
static_assert(verdict_of<One>(make_bytes(8, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80,
                                         0x7f)));
static_assert(verdict_of<chain<1>>(make_bytes(0x0a, 2, 0x10, 0x80, 1)) ==
              status{errc::truncated, 3, 2});

// Errors of every kind.
static_assert(verdict_of<One>(make_bytes(0)) == status{errc::invalid_tag, 0, 0});
static_assert(verdict_of<One>(make_bytes(8, 1, 0x0e)) == status{errc::invalid_wire_type, 2, 0});
static_assert(verdict_of<One>(make_bytes(0x0c)) == status{errc::unbalanced_group, 0, 1});
static_assert(verdict_of<One>(make_bytes(0x0b, 0x13, 0x14)) ==
              status{errc::unbalanced_group, 0, 1});
static_assert(verdict_of<One>(make_bytes(0x12, 0x80, 0x80, 0x80, 0x80, 8)) ==
              status{errc::too_large, 1, 2});
static_assert(verdict_of<One>(make_bytes(0x12, 0x80, 0x80, 0x80, 0x80, 0x80)) ==
              status{errc::invalid_length, 1, 2});
static_assert(verdict_of<AllScalars>(make_bytes(0x72, 1, 0xff)) ==
              status{errc::invalid_utf8, 2, 14});
static_assert(canonical_verdict_of<One>(make_bytes(8, 0)) == status{errc::not_canonical, 1, 1});
static_assert(canonical_verdict_of<One>(make_bytes(8, 1, 8, 1)) ==
              status{errc::not_canonical, 2, 1});

// Unknown fields, any order, duplicates.
static_assert(verdict_of<One>(make_bytes(0x0b, 0x10, 5, 0x0c, 0x12, 1, 0, 8, 1)) ==
              status::success(true));
static_assert([] {
  constexpr auto in = make_bytes(0x10, 5, 0x0a, 2, 0x10, 1, 0x0a, 0, 0x10, 6);
  chain<1> out;
  return decode(bytes(in), out) && out.level == 6 && out.next->level == 1;
}());
static_assert([] {
  constexpr auto in = make_bytes(0x20, 1, 0x20, 2, 8, 1, 0x20, 3);
  Keeper<2> out;
  Keeper<1> no_room;
  std::array<std::byte, 8> again{};
  return decode(bytes(in), out) && out.rest.size_bytes() == 6 && encode(out, again) &&
         again[0] == std::byte{8} && again[7] == std::byte{3} &&
         decode(bytes(in), no_room) == status{errc::too_many_unknown, 6, 4};
}());

// encode's errors.
static_assert([] {
  std::array<std::byte, 51> small{};
  const status failure = encode(command(), mutable_bytes(small).first(5)).status();
  return failure.code() == errc::buffer_too_small && failure.offset() == encoded_size(command()) &&
         small[0] == std::byte{0};
}());
static_assert([] {
  AllScalars in;
  in.optional_string = "ab\xff";
  std::array<std::byte, 8> out{};
  return encode(in, out).status() == status{errc::invalid_utf8, 2, 14};
}());
static_assert([] {
  AllScalars in;
  in.optional_string = "gr\xc3\xbc\xc3\x9f";
  std::array<std::byte, 8> out{};
  return encode(in, out)->size() == 8 && out[7] == std::byte{0x9f};
}());

TEST_CASE("decode and encode run in constant expressions") {
  // The claims above hold, or this does not compile. The same once more at run time, where other
  // instructions do the work.
  CHECK(round_trips(largest));
  CHECK(round_trips(zeros));
  CHECK(round_trips(command()));
}
