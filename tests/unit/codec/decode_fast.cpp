// SPDX-License-Identifier: Apache-2.0
//
// The fast paths of decoding (codec/nested_prefix.hpp, codec/in_order.hpp) beside the slow path, which
// takes anything: whatever they accept, it accepts with the same values. Inputs are messages that fit
// on a fast path, and such with a fault or two.
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
#include "unit/support/fast_and_slow.hpp"
#include "unit/support/messages.hpp"
#include "unit/support/random_message.hpp"

using namespace headwire;
using namespace headwire::test;
using namespace headwire::test::chains;
namespace v1 = headwire::atomix::multiraft::v1;

namespace {

static_assert(detail::reads_nested_prefix<v1::CommandRequestHeaders>);
static_assert(detail::reads_nested_prefix<v1::CommandResponseHeaders>);
static_assert(detail::reads_nested_prefix<top>);
static_assert(!detail::reads_nested_prefix<wrapper>);  // one link too many

/// Every change of two of the first ten bytes, to values around those that stand there.
template <message T>
void check_links(const T& value) {
  std::vector<std::byte> wire(encoded_size(value));
  REQUIRE(encode(value, mutable_bytes(wire)));
  heap_block block{bytes(wire)};
  for (std::size_t a = 0; a < 10; ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      for (unsigned x = 0; x < 256; ++x) {
        for (unsigned y = 0; y < 24; ++y) {
          block[a] = static_cast<std::byte>(x);
          block[b] = static_cast<std::byte>(std::to_integer<unsigned>(wire[b]) + y - 12);
          check<T>(block.view());
        }
      }
      block[b] = wire[b];
    }
    block[a] = wire[a];
  }
}

}  // namespace

TEST_CASE("what a fast path reads the slow path reads alike") {
  std::uint64_t seed = 0;
  for_each_fast_type([&]<class T>(std::type_identity<T>) { check_random<T>(++seed); });
  check_random<AllScalars>(seed);
}

TEST_CASE("a message of a few fields, in inputs of every small length") {
  static_assert(detail::reads_in_order<flat>);
  constexpr std::uint8_t bytes_that_matter[] = {0x00, 0x01, 0x02, 0x07, 0x08, 0x10, 0x1a,
                                                0x20, 0x29, 0x32, 0x7f, 0x80, 0xff};
  std::vector<std::size_t> digits;
  for (std::size_t length = 0; length <= 4; ++length) {
    digits.assign(length, 0);
    for (bool more = true; more;) {
      heap_block in(length);
      for (std::size_t i = 0; i < length; ++i)
        in[i] = std::byte{bytes_that_matter[digits[i]]};
      check<flat>(in.view());
      more = false;
      for (std::size_t i = 0; i < length && !more; ++i) {
        digits[i] = (digits[i] + 1) % std::size(bytes_that_matter);
        more = digits[i] != 0;
      }
    }
  }
}

TEST_CASE("texts of every short size, ASCII or not, at the end of the input and before") {
  const errc bad = errc::invalid_utf8;
  for (std::size_t size = 0; size <= 80; ++size) {
    for (std::size_t at = 0; at <= size; ++at) {
      std::string text(size, 't');
      if (at < size) text[at] = '\xff';
      for (const char* const behind : {"", "2001", "200129000000000000f03f"}) {
        const hex_input in("1a" + with_length(hex_of(text)) + behind);
        check<flat>(in.view());
        flat out;
        if ((decode(in.view(), out).code() == bad) != (at < size)) FAIL(to_hex(in.view()));
        const hex_input longer("0a0408021001" + ("12" + with_length(hex_of(text))) + behind);
        check<all_kinds>(longer.view());
        all_kinds others;
        if ((decode(longer.view(), others).code() == bad) != (at < size)) {
          FAIL(to_hex(longer.view()));
        }
      }
    }
  }
}

TEST_CASE("an absent field behind nested headers is reset in a used output") {
  two_numbers message;
  wide_outer& below = message.link.emplace();
  below.negative = 3;
  wide_middle& middle = below.link.emplace();
  middle.id = 2;
  middle.link.emplace().count = 1;
  middle.link->link.emplace().number = 4;
  message.first = 5;
  heap_block wire(encoded_size(message));
  REQUIRE(encode(message, wire.writable()));
  two_numbers used = message;
  used.second = 9;
  CHECK(decode(wire.view(), used));
  CHECK(equal(used, message));
}

TEST_CASE("chains from which numbers are absent") {
  for (unsigned there = 0; there < 32; ++there) {
    for (const std::uint64_t id : {std::uint64_t{1}, std::uint64_t{1} << 40, ~std::uint64_t{0}}) {
      wide_top in;
      if ((there & 1) != 0) in.id = id;
      wide_outer& below = in.link.emplace();
      if ((there & 2) != 0) below.negative = -1;
      below.link.emplace();
      if ((there & 4) != 0) below.link->id = id;
      below.link->link.emplace();
      if ((there & 8) != 0) below.link->link->count = 0;
      below.link->link->link.emplace();
      if ((there & 16) != 0) below.link->link->link->number = static_cast<std::int64_t>(id);
      const std::string hex = encode_hex(in);
      check<wide_top>(hex_input(hex).view());
      wide_top again;
      REQUIRE(hex_input(hex).decode_to(again));
      CHECK(equal(again, in));
      // One byte where a number could stand: a tag without it, a number without one.
      for (const char* const odd : {"10", "08", "00", "7f"})
        check<wide_top>(hex_input(hex + odd).view());
    }
  }
}

TEST_CASE("links that differ in two bytes") {
  v1::CommandRequestHeaders request;
  request.sequence_num = 300;
  v1::PrimitiveRequestHeaders& primitive = request.operation.emplace().session.emplace();
  primitive.primitive_id = 7;
  primitive.session.emplace().session_id = 70000;
  primitive.session->partition.emplace().partition_id = 3;
  check_links(request);

  top message;
  message.state = mood::wild;
  outer& below = message.link.emplace();
  below.name = "name";
  middle& flags = below.link.emplace();
  flags.flag = true;
  flags.link.emplace().count = 0;
  flags.link->link.emplace().number = 5;
  check_links(message);
}

TEST_CASE("an unknown field behind a varint of each width is no part of it") {
  for (unsigned width = 0; width < 10; ++width) {
    v1::CommandRequestHeaders request;
    request.sequence_num = std::uint64_t{1} << (7 * width);
    v1::PrimitiveRequestHeaders& primitive = request.operation.emplace().session.emplace();
    primitive.primitive_id = 7;
    primitive.session.emplace().session_id = 8;
    primitive.session->partition.emplace().partition_id = 9;
    for (const char* const unknown : {"1805", "188000", "188080808000", "1a00", "1d01020304"})
      check<v1::CommandRequestHeaders>(hex_input(encode_hex(request) + unknown).view());
  }
}

TEST_CASE("a first length that lacks its second byte is no link") {
  for (std::size_t size = 100; size <= 140; ++size) {
    const std::string text(size, 't');
    v1::CommandResponseHeaders response;
    response.output_sequence_num = 2;
    v1::OperationResponseHeaders& operation = response.operation.emplace();
    operation.session.emplace().session.emplace().partition.emplace().index = 1;
    operation.status = v1::OperationResponseHeaders::Status::OK;
    operation.message = text;
    std::string hex = encode_hex(response);
    check<v1::CommandResponseHeaders>(hex_input(hex).view());
    hex.erase(4, 2);  // from 128 on that is the second byte of the length
    check<v1::CommandResponseHeaders>(hex_input(hex).view());
  }
}

TEST_CASE("what was in the message before is gone") {
  top message;
  message.state = mood::wild;
  middle& flags = message.link.emplace().link.emplace();
  flags.flag = true;
  flags.link.emplace().count = 0;
  flags.link->link.emplace();
  heap_block wire(encoded_size(message));
  REQUIRE(encode(message, wire.writable()));

  top used = message;
  used.link->name = "old";
  used.link->id = 7;
  used.link->link->link->link->flag = true;
  top strict = used;
  CHECK(decode(wire.view(), used));
  CHECK(equal(used, message));
  CHECK(decode(wire.view(), strict, canonical));
  CHECK(equal(strict, message));
}

TEST_CASE("an id of each width at each place") {
  for (unsigned widths = 0; widths < 10 * 10 * 10 * 10; ++widths) {
    const auto id = [&](unsigned place) {
      unsigned width = widths;
      for (; place > 0; --place)
        width /= 10;
      return std::uint64_t{1} << (7 * (width % 10));
    };
    v1::CommandRequestHeaders request;
    request.sequence_num = id(0);
    v1::PrimitiveRequestHeaders& primitive = request.operation.emplace().session.emplace();
    primitive.primitive_id = id(1);
    primitive.session.emplace().session_id = id(2);
    primitive.session->partition.emplace().partition_id = static_cast<std::uint32_t>(id(3));
    heap_block wire(encoded_size(request));
    REQUIRE(encode(request, wire.writable()));
    check<v1::CommandRequestHeaders>(wire.view());
    v1::CommandRequestHeaders again;
    REQUIRE(decode(wire.view(), again));
    if (!equal(again, request)) FAIL(to_hex(wire.view()));
  }
}
