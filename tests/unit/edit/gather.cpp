// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/splice_oracle.hpp"
#include "unit/support/codec.hpp"
#include "unit/support/messages.hpp"

using namespace headwire;
using namespace headwire::test;
namespace v1 = headwire::atomix::multiraft::v1;
namespace paths = v1::paths;

namespace {

constexpr auto session_id = paths::session_request::session_id;
constexpr auto partition_id = paths::session_request::partition_id;
using request = envelope<v1::CommandRequestHeaders>;
constexpr auto deep = in_envelope<paths::command_request::partition_id>;

static_assert(max_gather_spans<session_id> == 4);
static_assert(max_gather_spans<deep> == 14);
static_assert(max_gather_spans<session_id, partition_id> == 8);

}  // namespace

TEST_CASE("what stays is referred to, what changes is in the scratch") {
  const hex_input in("0a0208031007");
  std::array<bytes, max_gather_spans<session_id>> list;
  heap_block scratch(3);
  const auto done = splice_gather<session_id>(in.view(), list, scratch.writable(), 300U);
  REQUIRE(done);
  REQUIRE(done->size() == 2);
  CHECK((*done)[0].data() == in.view().data());
  CHECK((*done)[1].data() == scratch.view().data());
  CHECK(joined(*done) == as_text(bytes(from_hex("0a02080310ac02"))));
}

TEST_CASE("a payload is never copied, however large") {
  std::vector<std::byte> payload(1 << 20, std::byte{0x5a});
  request whole;
  whole.headers.emplace().operation.emplace().session.emplace().session.emplace().partition.emplace(
      v1::PartitionRequestHeaders{.partition_id = 3});
  whole.payload = bytes(payload);
  std::vector<std::byte> message(encoded_size(whole));
  REQUIRE(encode(whole, message));
  std::array<bytes, max_gather_spans<deep>> list;
  std::array<std::byte, 16> scratch{};
  const auto done = splice_gather<deep>(message, list, scratch, 300U);
  REQUIRE(done);
  const bytes last = done->back();
  CHECK(last.size() >= payload.size());
  CHECK(last.data() + last.size() == message.data() + message.size());
  const std::string sent = joined(*done);
  CHECK(**peek<deep>(as_bytes(sent)) == 300);
}

TEST_CASE("no change and nothing at all") {
  std::array<bytes, 4> list;
  const hex_input in("0a00");
  const auto same = splice_gather<session_id>(in.view(), list, {}, clear);
  REQUIRE(same);
  REQUIRE(same->size() == 1);
  CHECK((*same)[0].data() == in.view().data());
  const auto none = splice_gather<session_id>(bytes{}, list, {}, clear);
  REQUIRE(none);
  CHECK(none->empty());
}

TEST_CASE("thousands of duplicates to clear still fit the list") {
  std::string hex;
  for (int i = 0; i < 5000; ++i)
    hex += i % 2 == 0 ? "1007"
                        "0a020803"
                      : "1007";
  hex += "2a" + with_length(repeat("6a", 300));  // an unknown field, the longest run
  const hex_input in(hex);
  const std::string expected = spliced<detail::path_type<session_id>>(as_text(in.view()), {});
  std::array<bytes, max_gather_spans<session_id>> list;
  const auto refused = splice_gather<session_id>(in.view(), list, {}, clear);
  CHECK(refused.status().code() == errc::scratch_too_small);
  CHECK(refused.status().offset() < expected.size() - 300);
  heap_block scratch(refused.status().offset());
  const auto done = splice_gather<session_id>(in.view(), list, scratch.writable(), clear);
  REQUIRE(done);
  CHECK(joined(*done) == expected);
  CHECK(done->size() <= list.size());
  CHECK(check_splice<session_id>(in.view(), std::nullopt) == "");
  CHECK(check_splice<partition_id>(in.view(), std::nullopt) == "");
  CHECK(check_splice<session_id>(in.view(), 1U) == "");
}

TEST_CASE("duplicates in nested messages, each of which changes") {
  std::string hex;
  for (int i = 0; i < 300; ++i)
    hex +=
        "0a06"
        "0801"
        "2801"
        "0802";
  const hex_input in(hex);
  CHECK(check_splice<partition_id>(in.view(), std::nullopt) == "");
  CHECK(check_splice<partition_id>(in.view(), 0U) == "");
  CHECK(check_splice<partition_id>(in.view(), 300U) == "");
}

TEST_CASE("segments add at most one span each, and the bytes are the same") {
  const hex_input in(
      "0a04"
      "0803"
      "2801"
      "1007"
      "2a0461626364");
  std::string difference;
  for (std::size_t a = 0; a <= in.view().size(); ++a) {
    for (std::size_t b = a; b <= in.view().size(); ++b) {
      const std::array<heap_block, 3> blocks{heap_block(in.view().first(a)),
                                             heap_block(in.view().subspan(a, b - a)),
                                             heap_block(in.view().subspan(b))};
      const std::array<bytes, 3> segments{blocks[0].view(), blocks[1].view(), blocks[2].view()};
      const std::string expected =
          spliced<detail::path_type<partition_id>>(as_text(in.view()), 300U);
      difference += check_gather(segments, max_gather_spans<partition_id> + 3, expected,
                                 [&](gather_list list, mutable_bytes scratch) {
                                   return splice_gather<partition_id>(fragments(segments), list,
                                                                      scratch, 300U);
                                 });
    }
  }
  CHECK(difference == "");
}

TEST_CASE("an invalid message and an invalid string") {
  std::array<bytes, 4> list;
  CHECK(splice_gather<session_id>(hex_input("10").view(), list, {}, 1U).status() ==
        status(errc::truncated, 1, 2));
  CHECK(splice_gather<paths::operation_response::message>(hex_input("").view(), list, {}, "\xff")
            .status() == status(errc::invalid_utf8, 0, 3));
}
