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
#include "unit/support/codec.hpp"
#include "unit/support/random_message.hpp"

using namespace headwire;
using namespace headwire::test;
namespace v1 = headwire::atomix::multiraft::v1;
namespace paths = v1::paths;

namespace {

constexpr auto id = in_envelope<paths::session_request::partition_id>;
constexpr auto session = in_envelope<paths::session_request::session_id>;

std::string frame_of(std::string_view message_hex) {
  std::array<std::byte, grpc_prefix_size> prefix{};
  write_grpc_prefix({.length = static_cast<std::uint32_t>(message_hex.size() / 2)}, prefix);
  return to_hex(prefix).append(message_hex);
}

template <auto Path>
std::string splice_hex(std::string_view hex, const new_value<detail::path_type<Path>>& value) {
  const hex_input in(hex);
  heap_block out(in.view().size() + 60);
  const auto done = splice_frame<Path>(in.view(), out.writable(), value);
  return done ? to_hex(*done) : std::string(describe(done.status().code()));
}

template <auto Path>
status refusal(std::string_view hex) {
  std::array<std::byte, 100> out{};
  return splice_frame<Path>(hex_input(hex).view(), mutable_bytes(out), 300U).status();
}

}  // namespace

TEST_CASE("the length in the prefix is corrected with the others") {
  CHECK(splice_hex<id>(frame_of("0a040a0208031200"), 300U) == frame_of("0a050a0308ac021200"));
  CHECK(splice_hex<id>(frame_of("0a040a0208031200"), clear) == frame_of("0a020a001200"));
  CHECK(splice_hex<id>(frame_of(""), 7U) == frame_of("0a040a020807"));
}

TEST_CASE("the beginning of a frame is enough, what follows stays") {
  message_generator random(61);
  for (int i = 0; i < 300; ++i) {
    const auto whole = random.make<envelope<v1::SessionRequestHeaders>>();
    heap_block frame(grpc_prefix_size + encoded_size(whole));
    REQUIRE(encode(whole, frame.writable().subspan(grpc_prefix_size)));
    write_grpc_prefix(
        {.length = static_cast<std::uint32_t>(frame.view().size() - grpc_prefix_size)},
        frame.writable().first<grpc_prefix_size>());
    const auto found = probe_frame<v1::SessionRequestHeaders>(frame.view());
    REQUIRE(found);
    if (found->headers.scattered) continue;
    const auto value = static_cast<std::uint32_t>(random.bits() >> random.below(64));
    heap_block all(frame.view().size() + 40);
    const auto expected = splice_frame<id>(frame.view(), all.writable(), value);
    REQUIRE(expected);
    const std::string rest(as_text(frame.view().subspan(found->head_size())));
    heap_block head(frame.view().first(found->head_size()));
    heap_block out(head.view().size() + 40);
    const auto done = splice_frame<id>(head.view(), out.writable(), value);
    REQUIRE(done);
    const std::string together = std::string(as_text(*done)) + rest;
    if (together != as_text(*expected)) FAIL(to_hex(frame.view()));

    const std::array<bytes, 2> segments{head.view().first(3), head.view().subspan(3)};
    std::string difference(check_gather({segments.data(), 2}, max_gather_spans<id> + 2,
                                        as_text(*done), [&](gather_list list, mutable_bytes space) {
                                          return splice_frame_gather<id>(fragments(segments), list,
                                                                         space, value);
                                        }));
    const bytes one = head.view();
    difference += check_gather({&one, 1}, max_gather_spans<id>, as_text(*done),
                               [&](gather_list list, mutable_bytes space) {
                                 return splice_frame_gather<id>(head.view(), list, space, value);
                               });
    heap_block again(done->size());
    if (as_text(*splice_frame<id>(fragments(segments), again.writable(), value)) !=
        as_text(*done)) {
      difference += "segments";
    }
    if (!difference.empty()) FAIL(difference << ": " << to_hex(frame.view()));
  }
  SUCCEED("no difference");
}

TEST_CASE("frames that cannot be edited") {
  CHECK(refusal<id>("") == status(errc::truncated, 0, 0));
  CHECK(refusal<id>("00000000") == status(errc::truncated, 0, 0));
  CHECK(refusal<id>("0200000000") == status(errc::invalid_frame, 0, 0));
  CHECK(refusal<id>("0100000000") == status(errc::compressed, 0, 0));
  CHECK(refusal<id>("00000000010a00") == status(errc::invalid_length, 1, 0));
  CHECK(refusal<id>("00000000040a0210") == status(errc::truncated, 6, 1));
  CHECK(refusal<id>("00000000040a020a05") == status(errc::truncated, 8, 1));
  CHECK(refusal<id>("0080000000") == status(errc::too_large, 1, 0));
  CHECK(refusal<id>("007fffffff") == status(errc::too_large, 0, 0));  // the result would be
}

TEST_CASE("a buffer that is too small is untouched, and the size is right") {
  const hex_input in(frame_of("0a040a0208031200"));
  std::array<std::byte, 13> out{};
  CHECK(splice_frame<id>(in.view(), mutable_bytes(out), 300U).status() ==
        status(errc::buffer_too_small, 14, 0));
  CHECK(to_hex(out) == repeat("00", 13));
  std::array<std::byte, 14> enough{};
  CHECK(splice_frame<id>(in.view(), mutable_bytes(enough), 300U));
}

TEST_CASE("several headers of a frame in one call") {
  const hex_input in(frame_of("0a040a0208031200"));
  std::array<std::byte, 30> out{};
  const auto done = splice_frame<id, session>(in.view(), mutable_bytes(out), clear, 300U);
  REQUIRE(done);
  CHECK(to_hex(*done) == frame_of("0a050a0010ac021200"));
}
