// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <string>
#include <string_view>

#include "support/catch.hpp"
#include "unit/support/codec.hpp"
#include "unit/support/fresh_buffer.hpp"
#include "unit/support/messages.hpp"
#include "unit/support/random_message.hpp"
#include "unit/support/untouchable_block.hpp"

using namespace headwire;
using namespace headwire::test;
namespace v1 = headwire::atomix::multiraft::v1;

namespace {

/// Encodes into buffers of every size up to a little more than needed: too small ones stay
/// untouched, and no byte behind the message changes.
template <message T>
void check_all_sizes(const T& in) {
  const std::size_t needed = encoded_size(in);
  const std::string expected = encode_hex(in);
  for (std::size_t size = 0; size <= needed + 12; ++size) {
    heap_block out = fresh_buffer(size);
    const result<mutable_bytes> written = encode(in, out.writable());
    if (size < needed) {
      if (written.status() != status{errc::buffer_too_small, needed, 0}) FAIL("status");
      if (!is_untouched(out.view())) FAIL("size " << size << ": buffer changed");
    } else {
      if (!written || written->data() != out.view().data()) FAIL("size " << size);
      if (to_hex(*written) != expected) FAIL("size " << size);
      if (!is_untouched(out.view().subspan(needed))) FAIL("size " << size << ": too many bytes");
    }
  }
}

v1::CommandResponseHeaders response(std::string_view text) {
  v1::CommandResponseHeaders out;
  auto& operation = out.operation.emplace();
  operation.session.emplace().session.emplace().partition.emplace().index = 1;
  operation.status = v1::OperationResponseHeaders::Status::OK;
  operation.message = text;
  out.output_sequence_num = 2;
  return out;
}

struct Texts {
  struct Inner {
    std::optional<std::string_view> text;
    std::uint32_t a = 0;

    using self = Inner;
    static constexpr auto proto = schema(field<1, &self::text>, field<2, &self::a>);
  };

  std::string_view first;
  std::optional<Inner> inner;
  std::string_view last;

  using self = Texts;
  static constexpr auto proto =
      schema(field<3, &self::first>, field<4, &self::inner>, field<5, &self::last>);
};

/// The result for a message that is not UTF-8, and that no byte of the buffer was touched.
status refused(const Texts& in) {
  heap_block out = fresh_buffer(100);
  const status failure = encode(in, out.writable()).status();
  CHECK(is_untouched(out.view()));
  return failure;
}

/// Nine messages of each size class in one: their lengths are kept in a list while encoding.
struct Tree {
  std::optional<v1::CommandResponseHeaders> a;
  std::optional<v1::CommandRequestHeaders> b;
  std::optional<v1::QueryResponseHeaders> c;
  std::optional<Texts> d;

  using self = Tree;
  static constexpr auto proto =
      schema(field<1, &self::a>, field<2, &self::b>, field<3, &self::c>, field<4, &self::d>);
};

}  // namespace

TEST_CASE("encode takes every size of buffer, and writes all or nothing") {
  message_generator generator(31);
  check_all_sizes(Empty{});
  check_all_sizes(One{});
  check_all_sizes(One{300});
  check_all_sizes(response("hello"));
  check_all_sizes(response(std::string(130, 'x')));
  for (int i = 0; i < 20; ++i) {
    check_all_sizes(generator.make<AllScalars>());
    check_all_sizes(generator.make<Explicit>());
    check_all_sizes(generator.make<WideTags>());
    check_all_sizes(generator.make<v1::CommandRequestHeaders>());
    check_all_sizes(generator.make<v1::QueryResponseHeaders>());
    check_all_sizes(generator.make<chain<12>>());
    check_all_sizes(generator.make<Tree>());
  }
}

TEST_CASE("a buffer of the largest size takes the short way, to the same bytes") {
  message_generator generator(32);
  constexpr std::size_t most = max_encoded_size<v1::CommandRequestHeaders>;
  for (int i = 0; i < 1000; ++i) {
    const auto in = generator.make<v1::CommandRequestHeaders>();
    heap_block out = fresh_buffer(most);
    const result<mutable_bytes> written = encode(in, out.writable());
    if (!written || to_hex(*written) != encode_hex(in)) FAIL("differs");
    if (!is_untouched(out.view().subspan(written->size()))) FAIL("too many bytes");
  }
}

TEST_CASE("lengths of one, two and three bytes, at several levels") {
  for (const std::size_t size : {0u, 1u, 100u, 115u, 116u, 117u, 118u, 119u, 120u, 121u, 122u, 126u,
                                 127u, 128u, 16370u, 16380u, 16383u, 16384u, 20000u}) {
    CAPTURE(size);
    const std::string text(size, 't');
    const std::string message = size == 0 ? "" : "1a" + with_length(hex_of(text));
    const std::string operation =
        "0a060a040a020801"
        "1001" +
        message;
    CHECK(encode_hex(response(text)) == "0a" + with_length(operation) + "1002");
  }
}

TEST_CASE("with room to spare, lengths have as many bytes as without") {
  // A buffer of the exact size is too small for the short way, which writes one byte a length.
  for (std::size_t size = 0; size < 140; ++size) {
    const std::string text(size, 't');
    const auto in = response(text);
    heap_block out = fresh_buffer(1000);
    const result<mutable_bytes> written = encode(in, out.writable());
    REQUIRE(written);
    if (to_hex(*written) != encode_hex(in)) FAIL(size);
  }
}

TEST_CASE("lengths of messages that are as long as their types can be") {
  const std::string level = "10ffffffff0f";
  std::string hex = level;
  for (int i = 0; i < 20; ++i)
    hex = "0a" + with_length(hex) + level;
  CHECK(recode_hex<chain<20>>(hex) == hex);
}

TEST_CASE("the lengths of several long sub-messages do not mix") {
  const std::string text_a(200, 'a');
  const std::string text_c(20000, 'c');
  const std::string text_d(128, 'd');
  Tree in;
  in.a = response(text_a);
  in.b.emplace().sequence_num = 5;
  in.c.emplace().operation.emplace().message = text_c;
  in.d.emplace().inner = Texts::Inner{text_d, 3};
  in.d->last = "z";

  const std::string a = "0a" +
                        with_length(
                            "0a060a040a020801"
                            "1001"
                            "1a" +
                            with_length(hex_of(text_a))) +
                        "1002";
  const std::string c = "0a" + with_length("1a" + with_length(hex_of(text_c)));
  const std::string d = "22" + with_length("0a" + with_length(hex_of(text_d)) + "1003") + "2a017a";
  CHECK(encode_hex(in) ==
        "0a" + with_length(a) + "12021005" + "1a" + with_length(c) + "22" + with_length(d));
  in.a.reset();
  in.c.reset();
  CHECK(encode_hex(in) ==
        "12021005"
        "22" +
            with_length(d));
}

TEST_CASE("a chain whose inner levels are short and outer ones long") {
  chain<100> in;
  heap_block room(1000);
  REQUIRE(encode(in, room.writable())->empty());
  const std::string hex = nested(100, "10ffffffff0f");
  const hex_input wire(hex);
  REQUIRE(decode(wire.view(), in));
  CHECK(encode_hex(in) == hex);
}

TEST_CASE("text that is not UTF-8 is refused before a byte is written") {
  Texts in;
  in.first = "ab\xff";
  CHECK(refused(in) == status{errc::invalid_utf8, 2, 3});
  in.first = "good";
  in.last = "\xe2\x82";
  CHECK(refused(in) == status{errc::invalid_utf8, 0, 5});
  in.inner.emplace(Texts::Inner{"0123456789\xed\xa0\x80", 0});
  CHECK(refused(in) == status{errc::invalid_utf8, 10, 1});
  in.inner->text.reset();
  in.last = "";
  CHECK(encode_hex(in) ==
        "1a04676f6f64"
        "2200");

  // also into a buffer that is too small anyway
  in.first = "\xff";
  heap_block none(0);
  CHECK(encode(in, none.writable()).status() == status{errc::invalid_utf8, 0, 3});
}

TEST_CASE("bytes need not be UTF-8") {
  AllScalars in;
  in.optional_bytes = as_bytes("\xff");
  CHECK(encode_hex(in) == "7a01ff");
}

TEST_CASE("kept unknown fields follow the known ones") {
  const hex_input wire(
      "a00105"
      "0801"
      "1a04a0010708"
      "00");
  Keeper<2> in;
  REQUIRE_FALSE(decode(wire.view(), in));
  const hex_input good(
      "a00105"
      "0801"
      "1a05a001070802");
  REQUIRE(decode(good.view(), in));
  CHECK(encode_hex(in) ==
        "0801"
        "1a050802a00107"
        "a00105");
  check_all_sizes(in);
}

TEST_CASE("a message of 2 GiB and more is too large") {
  // The size is known before a byte would be read.
  const untouchable_block block;
  heap_block out(16);
  AllScalars in;
  in.optional_bytes = block.view().first(size_limit - 6);  // with tag and length exactly 2 GiB
  CHECK(encoded_size(in) == size_limit);
  CHECK(encode(in, out.writable()).status() == status{errc::too_large, 0, 0});
  in.optional_bytes = block.view().first(size_limit - 7);
  CHECK(encode(in, out.writable()).status() == status{errc::buffer_too_small, size_limit - 1, 0});
}

TEST_CASE("a message without bytes needs no buffer") {
  const result<mutable_bytes> none = encode(AllScalars{}, {});
  REQUIRE(none.has_value());
  CHECK(none->empty());
  CHECK(encode(Empty{}, {}).has_value());
  CHECK(encode(One{1}, {}).status() == status{errc::buffer_too_small, 2, 0});
}
