// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <headwire/wire/varint.hpp>
#include <limits>
#include <random>

#include "support/catch.hpp"
#include "unit/support/make_bytes.hpp"

using namespace headwire::detail;
using headwire::test::make_bytes;

namespace {

/// The definition: seven bits a byte.
constexpr std::size_t varint_size_by_loop(std::uint64_t value) {
  std::size_t size = 1;
  for (; value >= 0x80; value >>= 7)
    ++size;
  return size;
}

constexpr std::uint64_t pack_digits_by_loop(std::uint64_t word) {
  std::uint64_t packed = 0;
  for (int i = 0; i < 8; ++i)
    packed |= (word >> (8 * i) & 0x7f) << (7 * i);
  return packed;
}

constexpr auto counting = make_bytes(1, 2, 3, 4, 5, 6, 7, 0xf8);

}  // namespace

static_assert(load_64(counting.data()) == 0xf807060504030201);
static_assert(load_32(counting.data()) == 0x04030201);
static_assert(load_32(counting.data() + 4) == 0xf8070605);
static_assert(varint_size(0) == 1 && varint_size(127) == 1 && varint_size(128) == 2);
static_assert(compact_groups(0x7f) == 0x7f && compact_groups(0x017f) == 0xff);
static_assert(zigzag_encode(std::int32_t{-1}) == 1 && zigzag_decode(std::uint32_t{1}) == -1);

TEST_CASE("varint_size is exact at every border between lengths") {
  for (int bit = 0; bit < 64; ++bit) {
    const std::uint64_t border = std::uint64_t{1} << bit;
    CAPTURE(bit);
    CHECK(varint_size(border - 1) == varint_size_by_loop(border - 1));
    CHECK(varint_size(border) == varint_size_by_loop(border));
    CHECK(varint_size(border + 1) == varint_size_by_loop(border + 1));
  }
  CHECK(varint_size(std::numeric_limits<std::uint64_t>::max()) == max_varint_size);
}

TEST_CASE("compact_groups ignores the high bit of each byte and closes the gaps") {
  CHECK(compact_groups(0) == 0);
  CHECK(compact_groups(~std::uint64_t{0}) == (std::uint64_t{1} << 56) - 1);
  CHECK(compact_groups(0x8080808080808080) == 0);
  for (int i = 0; i < 8; ++i) {
    CAPTURE(i);
    CHECK(compact_groups(std::uint64_t{0x7f} << (8 * i)) == std::uint64_t{0x7f} << (7 * i));
  }
  std::mt19937_64 random(1);  // NOLINT(cert-*): the same numbers in every run
  for (int i = 0; i < 10000; ++i) {
    const std::uint64_t word = random();
    if (compact_groups(word) != pack_digits_by_loop(word)) FAIL("word " << word);
  }
}

TEST_CASE("loads take chars as they take bytes, without their sign") {
  const char text[] = {'\xff', '\x80', 0, 0, 0, 0, 0, '\x81'};
  CHECK(load_64(text) == 0x81000000000080ff);
}

TEST_CASE("zigzag maps small numbers of both signs to small numbers") {
  CHECK(zigzag_encode(std::int32_t{0}) == 0);
  CHECK(zigzag_encode(std::int32_t{1}) == 2);
  CHECK(zigzag_encode(std::int32_t{-2}) == 3);
  CHECK(zigzag_encode(std::numeric_limits<std::int32_t>::max()) == 0xfffffffe);
  CHECK(zigzag_encode(std::numeric_limits<std::int32_t>::min()) == 0xffffffff);
  CHECK(zigzag_encode(std::int64_t{-1}) == 1);
  CHECK(zigzag_encode(std::numeric_limits<std::int64_t>::max()) == 0xfffffffffffffffe);
  CHECK(zigzag_encode(std::numeric_limits<std::int64_t>::min()) == 0xffffffffffffffff);
}

TEST_CASE("zigzag_decode is the inverse of zigzag_encode") {
  std::mt19937_64 random(2);  // NOLINT(cert-*): the same numbers in every run
  for (int i = 0; i < 10000; ++i) {
    const auto wide = static_cast<std::int64_t>(random());
    const auto narrow = static_cast<std::int32_t>(random());
    if (zigzag_decode(zigzag_encode(wide)) != wide) FAIL("wide " << wide);
    if (zigzag_decode(zigzag_encode(narrow)) != narrow) FAIL("narrow " << narrow);
  }
  CHECK(zigzag_decode(std::uint32_t{0xffffffff}) == std::numeric_limits<std::int32_t>::min());
  CHECK(zigzag_decode(std::uint32_t{0xfffffffe}) == std::numeric_limits<std::int32_t>::max());
  CHECK(zigzag_decode(~std::uint64_t{0}) == std::numeric_limits<std::int64_t>::min());
  CHECK(zigzag_decode(~std::uint64_t{1}) == std::numeric_limits<std::int64_t>::max());
}
