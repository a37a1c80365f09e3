// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <string_view>

#include "support/catch.hpp"
#include "support/paths.hpp"
#include "support/vectors.hpp"
#include "unit/support/codec.hpp"
#include "unit/support/messages.hpp"

using namespace headwire;
using namespace headwire::test;
namespace v1 = headwire::atomix::multiraft::v1;
namespace paths = v1::paths;

namespace {

constexpr auto session_id = paths::session_request::session_id;

/// Calls it for every path, in a block of the input's size: a sanitizer sees a byte read too many.
template <message T>
void read_all(bytes in) {
  const heap_block block(in);
  for_each_path<T>([&]<auto Path>() {
    const auto read = peek_trusted<Path>(block.view());
    if (!read && *read) FAIL("a value beside an error: " << to_hex(in));
    if (read.status().offset() > in.size()) FAIL("offset: " << to_hex(in));
  });
}

}  // namespace

TEST_CASE("peek_trusted stops at the first match") {
  CHECK(**peek_trusted<session_id>(hex_input("10071008").view()) == 7);
  CHECK(**peek_trusted<session_id>(hex_input("1007ff").view()) == 7);
  CHECK(**peek_trusted<session_id>(hex_input("18011007").view()) == 0);  // out of order
  CHECK(*peek_trusted<paths::session_request::partition_id>(hex_input("1007").view()) ==
        std::nullopt);
}

TEST_CASE("peek_trusted says what stops it") {
  CHECK(peek_trusted<session_id>(hex_input("10").view()).status() == status(errc::truncated, 1, 2));
  CHECK(peek_trusted<session_id>(hex_input("0a05").view()).status() ==
        status(errc::truncated, 1, 1));
  CHECK(peek_trusted<paths::operation_response::message>(hex_input("1a01ff").view()).status() ==
        status(errc::invalid_utf8, 2, 3));
}

TEST_CASE("peek_trusted is safe on any bytes") {
  for (const header_vector& row : go_vectors()) {
    if (row.encoding.size() > 60) continue;
    with_header_type(row.type, [&]<message T>() {
      heap_block changed{bytes(row.encoding)};
      for (std::size_t i = 0; i < row.encoding.size(); ++i) {
        read_all<T>(bytes(row.encoding).first(i));
        for (const unsigned bits : {0x01U, 0x7fU, 0x80U, 0xffU}) {
          changed[i] = row.encoding[i] ^ static_cast<std::byte>(bits);
          read_all<T>(changed.view());
        }
        changed[i] = row.encoding[i];
      }
    });
  }
  SUCCEED("no fault");
}
