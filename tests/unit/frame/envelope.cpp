// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "support/data.hpp"
#include "support/probe_oracle.hpp"
#include "unit/support/codec.hpp"
#include "unit/support/wire_soup.hpp"

using namespace headwire;
using namespace headwire::test;
namespace v1 = headwire::atomix::multiraft::v1;

namespace {

using Session = v1::SessionRequestHeaders;

std::string_view check_session(std::string_view hex) {
  const hex_input in(hex);
  return probe_oracle<Session>::check(in.view());
}

/// A request with headers that name partition 3 and session 7.
constexpr std::string_view headers_hex = "0a060a0208031007";

}  // namespace

TEST_CASE("headers that cannot change any more are found before the payload") {
  const hex_input in(std::string(headers_hex) + "1203616263");
  for (std::size_t have = 0; have <= in.view().size(); ++have) {
    const auto found = probe_envelope<Session>(in.view().first(have), in.view().size());
    CAPTURE(have);
    CHECK(static_cast<bool>(found) == (have >= 10));
    if (found) CHECK(*found == headers_place{2, 6, true, false});
    const auto id = peek_headers<v1::paths::session_request::partition_id>(
        in.view().first(have), in.view().size(), canonical);
    CHECK(static_cast<bool>(id) == (have >= 10));
    if (id) CHECK(*id == 3U);
  }
}

TEST_CASE("with fewer bytes than are asked for, the answer would be the same") {
  for (const char* const behind : {"1203616263", "1801", "0f00", "120012001801"}) {
    const hex_input in(std::string(headers_hex) + behind);
    const std::size_t total = in.view().size();
    for (std::size_t have = 0; have < total; ++have) {
      const auto asks = probe_envelope<Session>(in.view().first(have), total, canonical);
      for (std::size_t more = 1; more < asks.needed(); ++more) {
        CAPTURE(behind, have, more);
        CHECK(probe_envelope<Session>(in.view().first(have + more), total, canonical).state() ==
              readiness::need_more);
      }
    }
  }
}

TEST_CASE("without a payload the end of the message decides") {
  const hex_input in(headers_hex);
  CHECK(probe_envelope<Session>(in.view().first(7), 8).needed() == 1);
  CHECK(probe_envelope<Session>(in.view(), 8));
  CHECK(probe_envelope<Session>(in.view(), 9).needed() == 1);
  CHECK(probe_envelope<Session>(bytes{}, 0)->present == false);
  CHECK(peek_headers<v1::paths::session_request::session_id>(bytes{}, 0));
}

TEST_CASE("bytes of the next message are not looked at") {
  const hex_input in(std::string(headers_hex) + "ffffff");
  CHECK(probe_envelope<Session>(in.view(), 8, canonical));
}

TEST_CASE("shapes of requests, at every byte") {
  const std::string h(headers_hex);
  const std::string shapes[] = {
      "",
      h,
      h + "1200",
      h + "1203616263",
      "0a00",
      "0a001200",  // plain
      h + "12016a" + h,
      h + "12016a0a020a00",
      h + h,
      h + h + "1200",  // headers again
      "12016a" + h,
      "12016a",
      "1200",
      h + "12016a12016b",
      "12016a" + h + "1200",  // payload first
      h + "12016a1801",
      h + "1801",
      h + "18011200",
      "1801" + h,
      h + "120012001801",  // unknown
      h + "1305140a00",
      h + "0b0c",
      "0b0c" + h,  // groups
      "8a00060a02080310071200",
      "0a86000a02080310071200",  // padded
      h + "92001200"
          "00",
      h + "128100"
          "6a",
      h + "9200"
          "016a",
      "0805",
      "0d01020304" + h,
      h + "1005",
      h + "1501020304",
      "1005" + h,  // wire types
      "00",
      "07",
      "0a",
      "0a05",
      "0a06"
      "0a0208",
      "0aff",
      "0affffffffff01",
      h + "12ff",  // broken
      h + "1204616263",
      h + "1202616263",
      h + "00",
      h + "0f",
      h + "12ffffffff0f",
      h + "12ffffffffff01",
      "0a0208001200",
      "0a0408001007"
      "1200",
      "0a0410001200",
      "0a030a01081200",
      "0a02120012"
      "00",
      "0a0118"
      "1200",
      "0a0118"
      "00",
      "0a0118"
      "1201",
  };
  for (const std::string& shape : shapes) {
    CAPTURE(shape);
    CHECK(check_session(shape) == "");
  }
}

TEST_CASE("smuggled headers are never acted upon") {
  const std::string smuggled = std::string(headers_hex) + "12016a" + "0a040a020809";
  const hex_input in(smuggled);
  const std::size_t total = in.view().size();
  for (std::size_t have = 0; have < total; ++have) {
    const auto found = probe_envelope<Session>(in.view().first(have), total);
    CHECK(found.state() == readiness::need_more);
  }
  const auto whole = probe_envelope<Session>(in.view(), total);
  REQUIRE(whole);
  CHECK(whole->scattered);
  CHECK(**peek_headers<v1::paths::session_request::partition_id>(in.view(), total) == 9);
  CHECK(probe_envelope<Session>(in.view().first(10), total, canonical).status() ==
        status(errc::not_canonical, 8, 2));
}

TEST_CASE("a fault in the headers comes before one behind them") {
  const std::string bad =
      "0a02"
      "0a05";
  for (const char* const behind : {"00", "1200", "1801", "12ffffffffff01", "1209"}) {
    const hex_input in(bad + behind);
    envelope<Session> value;
    const status whole = decode(in.view(), value);
    CHECK(whole == status(errc::truncated, 3, 1));
    CHECK(probe_envelope<Session>(in.view(), in.view().size()).status() == whole);
    CHECK(probe_envelope<Session>(in.view(), in.view().size(), canonical).status() == whole);
    CHECK(peek_headers<v1::paths::session_request::session_id>(in.view(), in.view().size())
              .status() == whole);
  }
}

TEST_CASE("no message has 2 GiB") {
  const std::size_t total = std::size_t{1} << 31;
  const hex_input in("0a00");
  CHECK(probe_envelope<Session>(in.view(), total).status() == status(errc::too_large, 0, 0));
  CHECK(peek_headers<v1::paths::session_request::session_id>(in.view(), total).status() ==
        status(errc::too_large, 0, 0));
  CHECK(probe_envelope<Session>(in.view(), total - 1).needed() >= 1);
}

TEST_CASE("headers may nest groups as deep as one level below the top allows") {
  for (const std::size_t levels : {98U, 99U, 100U}) {
    const std::string groups = repeat("1b", levels) + repeat("1c", levels);
    CAPTURE(levels);
    CHECK(check_session("0a" + with_length(groups) + "1200") == "");
  }
}

TEST_CASE("random requests at every byte") {
  wire_soup soup(11);
  message_generator random(12);
  for (int i = 0; i < 300; ++i) {
    std::vector<std::byte> message = soup.make<envelope<v1::OperationResponseHeaders>>();
    if (message.size() > 150) continue;
    if (!message.empty() && random.chance(40)) {
      message[random.below(message.size())] ^= static_cast<std::byte>(1U << random.below(8));
    }
    const std::string_view difference = probe_oracle<v1::OperationResponseHeaders>::check(message);
    if (!difference.empty()) FAIL(difference << ": " << to_hex(message));
  }
  SUCCEED("no difference");
}
