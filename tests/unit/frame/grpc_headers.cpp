// SPDX-License-Identifier: Apache-2.0
//
// What probe_frame and peek_frame add to the calls that they combine: those are compared with
// probe_frame at every byte in envelope.cpp.
#include <array>
#include <cstddef>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <string>

#include "support/catch.hpp"
#include "unit/support/codec.hpp"

using namespace headwire;
using namespace headwire::test;
namespace v1 = headwire::atomix::multiraft::v1;
namespace paths = v1::paths;

namespace {

using Session = v1::SessionRequestHeaders;
constexpr auto id = paths::session_request::partition_id;
constexpr auto session = paths::session_request::session_id;

}  // namespace

TEST_CASE("fields of the headers are there before the payload is") {
  const hex_input in(
      "000000000d"
      "0a060a0208031007"
      "1203616263");
  for (std::size_t have = 0; have <= in.view().size(); ++have) {
    const heap_block block(in.view().first(have));
    const std::array<bytes, 2> segments{block.view().first(have / 2),
                                        block.view().subspan(have / 2)};
    const auto one = peek_frame<id>(block.view(), canonical);
    const auto two = peek_frame<id, session>(fragments(segments), {}, canonical);
    const auto three = peek_frame<id>(fragments(segments), {});
    CAPTURE(have);
    CHECK(static_cast<bool>(one) == (have >= 15));
    CHECK(static_cast<bool>(two) == (have >= 15));
    CHECK(static_cast<bool>(three) == (have >= 15));
    CHECK(static_cast<bool>(peek_frame<id>(block.view())) == (have >= 15));
    // the prefix, tag and length of the headers, those of the payload
    const std::size_t next = have < 5 ? 5 : have < 7 ? have + 1 : have < 14 ? 14 : 15;
    CHECK(one.needed() == (one ? 0 : next - have));
    if (!one) continue;
    CHECK(*one == 3U);
    CHECK(std::get<1>(*two) == 7U);
    CHECK(*three == 3U);
    const auto found = probe_frame<Session>(fragments(segments), canonical);
    REQUIRE(found);
    CHECK(found->head_size() == 13);
    CHECK(found->size() == 18);
    CHECK(found->headers.offset == 7);
  }
}

TEST_CASE("a frame without headers") {
  const hex_input in("0000000000");
  CHECK(peek_frame<session>(in.view())->has_value() == false);
  CHECK(probe_frame<Session>(in.view())->head_size() == 5);
  CHECK_FALSE(probe_frame<Session>(in.view())->headers.present);
}

TEST_CASE("prefixes that say enough to refuse the frame") {
  CHECK(peek_frame<id>(hex_input("0100000000").view()).status() == status(errc::compressed, 0, 0));
  CHECK(probe_frame<Session>(hex_input("02").view()).status() == status(errc::invalid_frame, 0, 0));
  CHECK(probe_frame<Session>(hex_input("0000000009").view(), 8).status() ==
        status(errc::too_large, 1, 0));
  CHECK(peek_frame<id>(hex_input("0000000009").view(), canonical, 8).status() ==
        status(errc::too_large, 1, 0));
  CHECK(peek_frame<id>(hex_input("0000000009").view(), 9).state() == readiness::need_more);
}

TEST_CASE("bytes of the next frame are not looked at") {
  const hex_input in(
      "0000000002"
      "0a00"
      "ffffffffffff");
  CHECK(probe_frame<Session>(in.view(), canonical)->size() == 7);
  CHECK(peek_frame<session>(in.view(), canonical));
}
