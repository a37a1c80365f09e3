// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>
#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "support/splice_oracle.hpp"
#include "support/vectors.hpp"
#include "unit/support/codec.hpp"
#include "unit/support/make_bytes.hpp"
#include "unit/support/messages.hpp"
#include "unit/support/random_message.hpp"
#include "unit/support/untouchable_block.hpp"

using namespace headwire;
using namespace headwire::test;
namespace v1 = headwire::atomix::multiraft::v1;
namespace paths = v1::paths;

namespace {

/// The result of splice in hex, or why there is none.
template <auto... Paths>
std::string splice_hex(std::string_view hex, const new_value<detail::path_type<Paths>>&... values) {
  const hex_input in(hex);
  heap_block out(in.view().size() + 200);
  const auto done = splice<Paths...>(in.view(), out.writable(), values...);
  return done ? to_hex(*done) : std::string(describe(done.status().code()));
}

constexpr auto session_id = paths::session_request::session_id;
constexpr auto partition_id = paths::session_request::partition_id;
constexpr auto message_text = paths::operation_response::message;
constexpr auto deep_partition = paths::command_request::partition_id;
constexpr auto deep_session = paths::command_request::session_id;
constexpr auto deep_primitive = paths::command_request::primitive_id;
constexpr auto sequence = paths::command_request::sequence_num;

}  // namespace

TEST_CASE("a new value comes to the place of the one that wins") {
  CHECK(splice_hex<session_id>("1007", 300U) == "10ac02");
  CHECK(splice_hex<session_id>("10ac02", 7U) == "1007");
  CHECK(splice_hex<session_id>("100710081801", 300U) == "100710ac021801");
  CHECK(splice_hex<session_id>("18011007"
                               "0a00",
                               9U) ==
        "18011009"
        "0a00");
}

TEST_CASE("an absent field is inserted before the first one with a higher number, else last") {
  CHECK(splice_hex<session_id>("", 7U) == "1007");
  CHECK(splice_hex<session_id>("0a00", 7U) == "0a001007");
  CHECK(splice_hex<session_id>("0a001801", 7U) == "0a0010071801");
  CHECK(splice_hex<session_id>("18010a00", 7U) == "100718010a00");
  CHECK(splice_hex<session_id>("1501020304", 7U) == "15010203041007");  // unknown, same number
  CHECK(splice_hex<session_id>("131418011b1c", 7U) == "1314100718011b1c");
}

TEST_CASE("sub-messages that are missing are made") {
  CHECK(splice_hex<deep_partition>("", 7U) == "0a080a060a040a020807");
  CHECK(splice_hex<deep_partition>("0a001003", 7U) == "0a080a060a040a0208071003");
  CHECK(splice_hex<partition_id>("0a00", 300U) == "0a0308ac02");
  CHECK(splice_hex<partition_id>("0a000a00", 300U) == "0a000a0308ac02");
  CHECK(splice_hex<partition_id>("1007", 0U) == "0a001007");
}

TEST_CASE("clear removes every occurrence") {
  CHECK(splice_hex<session_id>("10070a0010081009", clear) == "0a00");
  CHECK(splice_hex<partition_id>("0a0408010802"
                                 "0a00"
                                 "0a020803",
                                 clear) == "0a000a000a00");
  CHECK(splice_hex<session_id>("0a00", clear) == "0a00");
  CHECK(splice_hex<partition_id>("1007", clear) == "1007");
  const hex_input in("10070a00");
  heap_block out(4);
  CHECK(to_hex(*splice_clear<session_id>(in.view(), out.writable())) == "0a00");
  CHECK(to_hex(*splice_clear<session_id, partition_id>(in.view(), out.writable())) == "0a00");
}

TEST_CASE("a zero that proto3 does not write is left out, one with presence is written") {
  CHECK(splice_hex<session_id>("0a001007", 0U) == "0a00");
  CHECK(splice_hex<session_id>("1000100710001009", 0U).empty());
  CHECK(splice_hex<message_text>("1a026f6b", "").empty());
  CHECK(splice_hex<path<&Explicit::u32>>("", 0U) == "1800");
  CHECK(splice_hex<path<&Explicit::text>>("", "") == "7200");
  CHECK(splice_hex<path<&AllScalars::optional_double>>("", -0.0) == "610000000000000080");
  CHECK(splice_hex<path<&AllScalars::optional_double>>("61000000000000f03f", 0.0).empty());
}

TEST_CASE("lengths around a change are minimal, all other padding stays") {
  CHECK(splice_hex<partition_id>("0a8300088300108700", 5U) == "0a020805108700");
  CHECK(splice_hex<partition_id>("8a0083800008830010"
                                 "8700",
                                 5U) ==
        "8a0002080510"
        "8700");
  CHECK(splice_hex<session_id>("0a8300088300108700", 5U) == "0a83000883001005");
}

TEST_CASE("enclosing lengths grow and shrink over the border of a byte") {
  const std::string text(124, 'x');
  const std::string one = "1a7c" + hex_of(text);       // 126 bytes
  const std::string inside = "0a" + with_length(one);  // in a CommandResponseHeaders
  constexpr auto status_code = paths::command_response::status;
  using Status = v1::OperationResponseHeaders::Status;
  CHECK(splice_hex<status_code>(inside, Status::OK) ==
        "0a8001"
        "1001" +
            one);
  CHECK(splice_hex<status_code>("0a8001"
                                "1001" +
                                    one,
                                clear) == inside);
}

TEST_CASE("several edits in one call") {
  CHECK((splice_hex<partition_id, session_id>("0a0208031007", 300U, clear) == "0a0308ac02"));
  CHECK((splice_hex<session_id, partition_id>("", 7U, 3U) == "0a0208031007"));
  // they share sub-messages that are missing
  CHECK((splice_hex<deep_primitive, deep_partition, deep_session, sequence>("", 1U, 2U, 3U, 4U) ==
         "0a0c"
         "0a0a"
         "0a06"
         "0a020802"
         "1003"
         "1001"
         "1004"));
  CHECK((splice_hex<deep_primitive, deep_partition>("0a020a00", 1U, 2U) == "0a0a"
                                                                           "0a08"
                                                                           "0a04"
                                                                           "0a020802"
                                                                           "1001"));
  CHECK((splice_hex<deep_primitive, deep_partition>("", clear, clear).empty()));
  CHECK((splice_hex<deep_primitive, deep_partition>("", 0U, clear) == "0a020a00"));
}

TEST_CASE("several edits come to the same as one after the other") {
  message_generator random(21);
  for (int i = 0; i < 500; ++i) {
    const auto in = random.make<v1::CommandRequestHeaders>();
    heap_block message(encoded_size(in));
    REQUIRE(encode(in, message.writable()));
    const std::uint64_t a = random.bits() >> random.below(64);
    const auto b = static_cast<std::uint32_t>(random.bits() >> random.below(64));
    const bool remove = random.chance(30);
    const auto drop = [&](auto value) {
      return remove ? new_value<detail::path_type<deep_session>>(clear)
                    : new_value<detail::path_type<deep_session>>(value);
    };
    std::vector<std::byte> x(200), y(200), z(200);
    const auto together =
        splice<deep_partition, deep_session, sequence>(message.view(), x, b, drop(a), a / 2);
    auto apart = splice<sequence>(message.view(), y, a / 2);
    apart = splice<deep_session>(*apart, z, drop(a));
    apart = splice<deep_partition>(*apart, y, b);
    REQUIRE(together);
    if (as_text(*together) != as_text(*apart)) FAIL(to_hex(message.view()));
  }
  SUCCEED("no difference");
}

TEST_CASE("errors leave the output untouched") {
  const hex_input in("0a0208031007");
  heap_block out(6);
  const auto same = [&] { return to_hex(out.view()) == "000000000000"; };
  CHECK(splice<session_id>(in.view(), out.writable(), 300U).status() ==
        status(errc::buffer_too_small, 7, 0));
  CHECK(same());
  CHECK(splice<session_id>(hex_input("100718").view(), out.writable(), 1U).status() ==
        status(errc::truncated, 3, 3));
  CHECK(same());
  CHECK(splice<message_text>(hex_input("").view(), out.writable(), "a\xff").status() ==
        status(errc::invalid_utf8, 1, 3));
  CHECK(same());
  // The first fault ends the check: no message could say what is wrong with both.
  CHECK(splice<message_text, paths::operation_response::status>(
            hex_input("").view(), out.writable(), "a\xff", v1::OperationResponseHeaders::Status::OK)
            .status() == status(errc::invalid_utf8, 1, 3));
  CHECK(same());
  CHECK(splice<session_id>(in.view(), out.writable(), 9U));
}

TEST_CASE("a result of 2 GiB is too large") {
  const untouchable_block block;
  std::array<bytes, 8> list;
  heap_block out(16);
  constexpr auto value = path<&AllScalars::optional_bytes>;
  CHECK(splice<value>(bytes{}, out.writable(), block.view()).status() ==
        status(errc::too_large, 0, 0));
  CHECK(splice_gather<value>(bytes{}, list, out.writable(), block.view()).status() ==
        status(errc::too_large, 0, 0));
}

TEST_CASE("what was skipped is said, and kept") {
  const hex_input in("10071801");
  heap_block out(5);
  const auto done = splice<session_id>(in.view(), out.writable(), 300U);
  CHECK(done.status() == status::success(true));
  CHECK(to_hex(*done) == "10ac021801");
}

TEST_CASE("text of any kind is a new value") {
  const std::string owned = "abc";
  CHECK(splice_hex<message_text>("", owned) == "1a03616263");
  CHECK(splice_hex<message_text>("", "ab") == "1a026162");
  CHECK(splice_hex<message_text>("", std::string_view("a")) == "1a0161");
}

TEST_CASE("each path of each vector: set, insert and clear") {
  message_generator random(31);
  std::size_t checked = 0;
  for (const auto& rows : {go_vectors(), cpp_vectors()}) {
    for (const header_vector& row : rows) {
      if (++checked % 8 != 0 && row.encoding.size() > 40) continue;
      const heap_block block{bytes(row.encoding)};
      with_header_type(row.type, [&]<message T>() {
        for_each_path<T>([&]<auto Path>() {
          using P = detail::path_type<Path>;
          const auto fresh = random.make<lone<P, P::size - 1>>();
          std::string_view difference = check_splice<Path>(block.view(), fresh.value);
          if (difference.empty()) difference = check_splice<Path>(block.view(), std::nullopt);
          if (difference.empty() && fresh.value) {
            difference = check_patch<Path>(block.view(), *fresh.value);
          }
          if (!difference.empty()) FAIL(difference << ": " << to_hex(row.encoding));
        });
      });
    }
  }
  CHECK(checked > 2000);
}

TEST_CASE("the first fields of every type") {
  message_generator random(41);
  for (int i = 0; i < 60; ++i) {
    const auto value = random.make<Explicit>();
    heap_block block(encoded_size(value));
    REQUIRE(encode(value, block.writable()));
    CHECK(check_splice<path<&Explicit::s64>>(block.view(), -5) == "");
    CHECK(check_splice<path<&Explicit::f>>(block.view(), 1.5F) == "");
    CHECK(check_splice<path<&Explicit::sf64>>(block.view(), -1) == "");
    CHECK(check_splice<path<&Explicit::b>>(block.view(), false) == "");
    CHECK(check_splice<path<&Explicit::blob>>(block.view(), bytes{}) == "");
    CHECK(check_splice<path<&Explicit::kind>>(block.view(), color::negative) == "");
    CHECK(check_splice<path<&Explicit::text>>(block.view(), std::nullopt) == "");
  }
}

static_assert([] {
  constexpr auto in = make_bytes(0x0a, 0x02, 0x08, 0x03, 0x10, 0x07);
  std::byte out[8] = {};
  return splice<partition_id>(in, out, 300U)->size() == 7 && out[1] == std::byte{3};
}());
