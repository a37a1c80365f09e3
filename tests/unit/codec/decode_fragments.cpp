// SPDX-License-Identifier: Apache-2.0
//
// decode, peek and splice of messages in segments.
#include <algorithm>
#include <array>
#include <cstddef>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "support/fragments_oracle.hpp"
#include "support/vectors.hpp"
#include "unit/support/codec.hpp"
#include "unit/support/messages.hpp"
#include "unit/support/wire_soup.hpp"

using namespace headwire;
using namespace headwire::test;
namespace v1 = headwire::atomix::multiraft::v1;

namespace {

template <message T>
void check_cuts(bytes in, const std::vector<std::size_t>& cuts) {
  const cut_message message(in, cuts);
  const std::string_view difference = check_in_segments<T>(in, message.view());
  if (!difference.empty()) FAIL(difference << ", " << cuts.size() << " cuts: " << to_hex(in));
}

template <message T>
void check_all_cuts(bytes in) {
  for (std::size_t cut = 0; cut <= in.size(); ++cut)
    check_cuts<T>(in, {cut});
  check_cuts<T>(in, every_byte(in.size()));
}

/// Every cut of a message in all its calls is the square of its size in work.
constexpr std::size_t most_bytes = 200;

template <message T>
void check_decode_at_all_cuts(bytes in) {
  const result<T> whole = decode<T>(in);
  heap_block scratch(in.size());
  for (std::size_t cut = 0; cut <= in.size(); ++cut) {
    const std::array<bytes, 2> segments{in.first(cut), in.subspan(cut)};
    T out{};
    const status read = decode(fragments(segments), out, scratch.writable());
    if (read != whole.status() || !equal(out, *whole)) FAIL(cut << ": " << to_hex(in));
  }
}

/// Both halves of a row's bytes as two segments, and what decode says of them.
template <message T>
status decode_halves(std::string_view hex, std::size_t cut, T& out, mutable_bytes scratch) {
  static std::vector<heap_block> kept;  // views in `out` borrow it
  const std::vector<std::byte> whole = from_hex(hex);
  kept.clear();
  kept.emplace_back(bytes(whole).first(cut));
  kept.emplace_back(bytes(whole).subspan(cut));
  const std::array<bytes, 2> segments{kept[0].view(), kept[1].view()};
  return decode(fragments(segments), out, scratch);
}

}  // namespace

TEST_CASE("every vector, cut in two anywhere and into single bytes") {
  std::size_t checked = 0;
  for (const auto& rows : {go_vectors(), cpp_vectors()}) {
    for (const header_vector& row : rows) {
      if (row.encoding.size() > most_bytes) continue;
      with_header_type(row.type, [&]<message T>() { check_all_cuts<T>(row.encoding); });
      ++checked;
    }
  }
  CHECK(checked > 2200);
}

TEST_CASE("vectors with long texts: every cut by decode alone, some by all calls") {
  for (const auto& rows : {go_vectors(), cpp_vectors()}) {
    for (const header_vector& row : rows) {
      const std::size_t size = row.encoding.size();
      if (size <= most_bytes) continue;
      with_header_type(row.type, [&]<message T>() {
        check_decode_at_all_cuts<T>(row.encoding);
        for (std::size_t cut = 0; cut <= size; cut += 1 + cut / 4)
          check_cuts<T>(row.encoding, {std::min(cut, size - cut), std::max(cut, size - cut)});
        check_cuts<T>(row.encoding, every_byte(size));
      });
    }
  }
  SUCCEED("no difference");
}

TEST_CASE("edge cases and malformed inputs, cut anywhere") {
  for (const row& columns : read_table(data_path("vectors/malformed.tsv"))) {
    const std::vector<std::byte> input = from_hex(columns.at(2));
    if (input.size() > 80) continue;
    with_header_type(columns.at(1), [&]<message T>() { check_all_cuts<T>(input); });
  }
  for (const row& columns : edge_cases()) {
    const std::vector<std::byte> input = from_hex(columns.at(2));
    if (input.size() > 80) continue;
    check_all_cuts<v1::CommandResponseHeaders>(input);
  }
  SUCCEED("no difference");
}

TEST_CASE("messages that keep unknown fields, in segments") {
  wire_soup soup(71);
  message_generator random(72);
  for (int i = 0; i < 400; ++i) {
    const std::vector<std::byte> message = soup.make<Keeper<2>>();
    std::vector<std::size_t> cuts;
    for (std::size_t at = 0; at < message.size(); at += random.below(5))
      cuts.push_back(at);
    check_cuts<Keeper<2>>(message, cuts);
    check_cuts<Keeper<2>>(message, every_byte(message.size()));
  }
  SUCCEED("no difference");
}

TEST_CASE("only values that straddle are copied") {
  using R = v1::OperationResponseHeaders;
  R out;
  std::array<std::byte, 4> scratch{};
  const std::string_view hex = "10011a0461626364";
  for (std::size_t cut = 0; cut <= 8; ++cut) {
    const bool straddles = cut > 4 && cut < 8;
    CAPTURE(cut);
    CHECK(decode_halves(hex, cut, out, {}) ==
          (straddles ? status(errc::scratch_too_small, 4, 0) : status{}));
    CHECK(equal(out, R{}) == straddles);
    REQUIRE(decode_halves(hex, cut, out, scratch));
    CHECK(out.message == "abcd");
    CHECK((as_bytes(out.message).data() == scratch.data()) == straddles);
  }
}

TEST_CASE("a run of unknown fields is kept as one, in one segment or not") {
  using K = Keeper<1>;
  K out;
  std::array<std::byte, 6> scratch{};
  const std::string_view hex =
      "0805"
      "2001"
      "2802"
      "3003";
  for (std::size_t cut = 0; cut <= 8; ++cut) {
    CAPTURE(cut);
    REQUIRE(decode_halves(hex, cut, out, scratch));
    REQUIRE(out.rest.runs().size() == 1);
    CHECK(to_hex(out.rest.runs()[0]) == "200128023003");
  }
}

TEST_CASE("a fault of the message comes before the lack of scratch") {
  v1::OperationResponseHeaders out;
  CHECK(decode_halves("1a026162"
                      "18",
                      3, out, {}) == status(errc::truncated, 5, 3));
  CHECK(decode_halves("1a0261ff", 3, out, {}) == status(errc::invalid_utf8, 2, 3));
}

TEST_CASE("no segments, and empty ones, are an empty message") {
  v1::OperationResponseHeaders out;
  CHECK(decode(fragments{}, out, {}) == status{});
  const std::array<bytes, 3> empty{};
  CHECK(decode(fragments(empty), out, {}) == status{});
  CHECK(decode(fragments(empty), out, {}, canonical) == status{});
  CHECK(**peek<v1::paths::session_request::session_id>(fragments(empty), {}) == 0);
}

TEST_CASE("segments of 2 GiB in all are too large") {
  // The same block many times: nothing is read of it. 4 GiB are no bytes at all when counted in 32
  // bits.
  const std::size_t count = GENERATE(2048U, 4096U, 4097U);
  CAPTURE(count);
  const std::vector<std::byte> block(std::size_t{1} << 20);
  const std::vector<bytes> segments(count, bytes(block));
  v1::OperationResponseHeaders out;
  CHECK(decode(fragments(segments), out, {}) == status(errc::too_large, 0, 0));
  CHECK(peek<v1::paths::session_request::session_id>(fragments(segments), {}).status() ==
        status(errc::too_large, 0, 0));
  CHECK(peek(fragments(segments), {}, "1", scalar::uint32).status() ==
        status(errc::too_large, 0, 0));
}
