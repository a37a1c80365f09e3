// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <string>

#include "support/catch.hpp"
#include "unit/support/codec.hpp"
#include "unit/support/make_bytes.hpp"

using namespace headwire;
using namespace headwire::test;

TEST_CASE("a prefix is read from any part of the input, however it is cut") {
  for (const bool compressed : {false, true}) {
    for (const std::uint32_t length : {0U, 1U, 255U, 256U, 65536U, 4194304U}) {
      std::array<std::byte, grpc_prefix_size> written{};
      write_grpc_prefix({compressed, length}, written);
      for (std::size_t have = 0; have < grpc_prefix_size; ++have) {
        const auto early = read_grpc_prefix(heap_block(bytes(written).first(have)).view());
        CHECK(early.state() == readiness::need_more);
        CHECK(early.needed() == grpc_prefix_size - have);
      }
      for (std::size_t a = 0; a <= grpc_prefix_size; ++a) {
        for (std::size_t b = a; b <= grpc_prefix_size; ++b) {
          const heap_block x(bytes(written).first(a));
          const heap_block y(bytes(written).subspan(a, b - a));
          const heap_block z(bytes(written).subspan(b));
          const std::array<bytes, 3> segments{x.view(), y.view(), z.view()};
          const auto read = read_grpc_prefix(fragments(segments));
          REQUIRE(read);
          CHECK(*read == grpc_prefix{compressed, length});
          CHECK(read_grpc_prefix(fragments(segments).first(2)).needed() == grpc_prefix_size - b);
        }
      }
    }
  }
}

TEST_CASE("a flag above 1 is malformed, with the first byte") {
  for (unsigned flag = 2; flag < 256; ++flag) {
    const auto input = make_bytes(flag, 0, 0, 0, 0);
    for (std::size_t have = 1; have <= grpc_prefix_size; ++have) {
      if (read_grpc_prefix(bytes(input).first(have)).status() !=
          status(errc::invalid_frame, 0, 0)) {
        FAIL(flag);
      }
    }
  }
  SUCCEED("all are refused");
}

TEST_CASE("a message longer than the limit is malformed") {
  CHECK(*read_grpc_prefix(hex_input("0000400000").view()) == grpc_prefix{false, 4U << 20});
  CHECK(*read_grpc_prefix(hex_input("0100400000").view()) != grpc_prefix{false, 4U << 20});
  CHECK(read_grpc_prefix(hex_input("0000400001").view()).status() == status(errc::too_large, 1, 0));
  CHECK(read_grpc_prefix(hex_input("0000000005").view(), 5));
  CHECK(read_grpc_prefix(hex_input("0000000006").view(), 5).status() ==
        status(errc::too_large, 1, 0));
  CHECK(read_grpc_prefix(hex_input("00ffffffff").view(), 0xffffffff)->length == 0xffffffff);
}

TEST_CASE("a whole frame, and how much of it is missing") {
  const hex_input in(
      "0100000003616263"
      "00");
  for (std::size_t have = 0; have < 8; ++have) {
    const auto early = read_grpc_frame(in.view().first(have));
    CHECK(early.state() == readiness::need_more);
    CHECK(early.needed() == (have < 5 ? 5 - have : 8 - have));
  }
  const auto frame = read_grpc_frame(in.view());
  REQUIRE(frame);
  CHECK(frame->compressed);
  CHECK(as_text(frame->message) == "abc");
  CHECK(frame->message.data() == in.view().data() + 5);
  CHECK(frame->size() == 8);
  CHECK(read_grpc_frame(in.view(), 2).status() == status(errc::too_large, 1, 0));
  CHECK(read_grpc_frame(hex_input("0000000000").view())->message.empty());
}

static_assert([] {
  std::array<std::byte, grpc_prefix_size> out{};
  write_grpc_prefix({.compressed = false, .length = 0x01020304}, out);
  return out[1] == std::byte{1} && out[4] == std::byte{4} &&
         read_grpc_prefix(bytes(out), 0xffffffff)->length == 0x01020304;
}());
