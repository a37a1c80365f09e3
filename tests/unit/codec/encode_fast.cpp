// SPDX-License-Identifier: Apache-2.0
//
// The fast paths of encoding (codec/write_nested_prefix.hpp, encode_short) beside the one that measures
// first: the same bytes, or the same error.
#include <cstddef>
#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "unit/support/chains.hpp"
#include "unit/support/codec.hpp"
#include "unit/support/fresh_buffer.hpp"
#include "unit/support/messages.hpp"
#include "unit/support/random_message.hpp"

using namespace headwire;
using namespace headwire::test;
using namespace headwire::test::chains;
namespace v1 = headwire::atomix::multiraft::v1;

namespace {

using detail::varint_bytes;

static_assert(detail::writes_nested_prefix<v1::CommandRequestHeaders, varint_bytes::up_to_ten>);
static_assert(detail::writes_nested_prefix<v1::CommandResponseHeaders, varint_bytes::up_to_four>);
static_assert(!detail::writes_nested_prefix<v1::CommandResponseHeaders, varint_bytes::up_to_ten>);
static_assert(detail::writes_nested_prefix<wide_top, varint_bytes::up_to_ten>);
static_assert(detail::writes_nested_prefix<two_numbers, varint_bytes::up_to_four>);
static_assert(!detail::writes_nested_prefix<two_numbers, varint_bytes::up_to_ten>);
static_assert(detail::writes_nested_prefix<all_kinds, varint_bytes::up_to_four>);
// Their unknown fields would be lost.
static_assert(!detail::writes_nested_prefix<keeps_outside, varint_bytes::up_to_four>);
static_assert(!detail::writes_nested_prefix<keeps_inside, varint_bytes::up_to_four>);

/// Into a buffer of the exact size, of one byte less, and one with room to spare.
template <message T>
void check(const T& in) {
  const std::size_t size = encoded_size(in);
  heap_block expected(size);
  const result<mutable_bytes> slow = detail::encode_presized(in, expected.writable());
  for (const std::size_t room : {size, size + 300, size - (size == 0 ? 0 : 1)}) {
    heap_block out = fresh_buffer(room);
    const result<mutable_bytes> fast = encode(in, out.writable());
    if (!slow) {
      if (fast.status() != slow.status()) FAIL("error of " << size << " bytes");
    } else if (room < size) {
      if (fast.status() != status{errc::buffer_too_small, size, 0}) FAIL("too small " << size);
    } else {
      if (!fast || to_hex(*fast) != to_hex(*slow)) FAIL(to_hex(*slow));
    }
    const std::size_t written = fast ? fast->size() : 0;
    if (!is_untouched(out.view().subspan(written))) FAIL("bytes behind " << to_hex(*slow));
  }
}

template <message T>
void check_random(std::uint64_t seed) {
  message_generator random(seed);
  for (int i = 0; i < 5000; ++i)
    check(random.make<T>());
}

/// Zero, and numbers of 1 to 64 bits.
std::uint64_t of_width(unsigned bits) {
  return bits == 0 ? 0 : ~std::uint64_t{0} >> (64 - bits) ^ (bits > 3 ? 5 : 0);
}

wide_top numbers(std::uint64_t a, std::uint64_t b, std::uint64_t c, std::uint64_t d,
                 std::uint64_t e) {
  wide_top in;
  in.id = a;
  in.link.emplace().negative = static_cast<std::int32_t>(b);
  in.link->link.emplace().id = c;
  in.link->link->link.emplace().count = d;
  in.link->link->link->link.emplace().number = static_cast<std::int64_t>(e);
  return in;
}

}  // namespace

TEST_CASE("what the fast path writes is what the slow path writes") {
  std::uint64_t seed = 0;
  for_each_fast_type([&]<class T>(std::type_identity<T>) { check_random<T>(++seed); });
}

TEST_CASE("numbers of every width at every place of a chain") {
  for (unsigned width = 0; width <= 64; ++width) {
    for (const std::uint64_t other :
         {of_width(1), of_width(8), of_width(28), of_width(29), of_width(64)}) {
      const std::uint64_t number = of_width(width);
      check(numbers(number, other, other, other, other));
      check(numbers(other, number, other, other, other));
      check(numbers(other, other, number, other, other));
      check(numbers(other, other, other, number, other));
      check(numbers(other, other, other, other, number));
      two_numbers two;
      two.link.emplace().link.emplace().id = other;
      two.first = number;
      check(two);
      std::swap(two.first, two.second);
      check(two);
    }
  }
}

TEST_CASE("texts and bytes of every size beside a link") {
  const std::string ascii(200, 't');
  for (std::size_t size = 0; size <= ascii.size(); ++size) {
    all_kinds in;
    in.link.emplace().link.emplace().id = 1;
    const std::string_view text = std::string_view(ascii).substr(0, size);
    in.text = text;
    check(in);
    in.blob = as_bytes(text);
    check(in);
    in.text = {};
    in.present_text = text;
    check(in);
  }
}

TEST_CASE("a byte of a text that is not ASCII, at every place") {
  for (std::size_t size = 1; size <= 70; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      std::string text(size, 't');
      text[at] = '\xff';
      v1::CommandResponseHeaders in;
      auto& operation = in.operation.emplace();
      operation.session.emplace().session.emplace().partition.emplace().index = 1;
      operation.message = text;
      in.output_sequence_num = 2;
      heap_block out(300);
      CHECK(encode(in, out.writable()).status() == status{errc::invalid_utf8, at, 3});
      if (at + 1 < size) {
        text[at] = '\xc3';
        text[at + 1] = '\xa4';
        check(in);
      }
    }
  }
}

TEST_CASE("unknown fields that are kept are written") {
  const hex_input unknown("1803");
  keeps_inside in;
  in.id = 1;
  auto& below = in.link.emplace();
  below.id = 2;
  below.link.emplace().link.emplace().id = 3;
  REQUIRE(below.rest.append(unknown.view()));
  CHECK(encode_hex(in) ==
        "0a0a0a040a02100310021803"
        "1001");
  check(in);
}
