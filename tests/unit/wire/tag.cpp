// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <headwire/wire/tag.hpp>

#include "support/catch.hpp"

using namespace headwire;

// The numbers of the encoding guide: they go to the wire, so none may change.
static_assert(static_cast<int>(wire_type::varint) == 0);
static_assert(static_cast<int>(wire_type::i64) == 1);
static_assert(static_cast<int>(wire_type::len) == 2);
static_assert(static_cast<int>(wire_type::sgroup) == 3);
static_assert(static_cast<int>(wire_type::egroup) == 4);
static_assert(static_cast<int>(wire_type::i32) == 5);
static_assert(max_field_number == 536870911);
static_assert(max_nesting == 100);
static_assert(size_limit == 2147483648);

TEST_CASE("a tag is number and wire type, and gives both back") {
  CHECK(make_tag(1, wire_type::varint) == 0x08);
  CHECK(make_tag(1, wire_type::len) == 0x0a);
  CHECK(make_tag(15, wire_type::i32) == 0x7d);
  CHECK(make_tag(16, wire_type::varint) == 0x80);
  CHECK(make_tag(max_field_number, wire_type::i32) == 0xfffffffd);

  for (const std::uint32_t number : {1u, 15u, 16u, 2047u, 2048u, 18999u, max_field_number}) {
    for (const auto type : {wire_type::varint, wire_type::i64, wire_type::len, wire_type::sgroup,
                            wire_type::egroup, wire_type::i32}) {
      const std::uint32_t tag = make_tag(number, type);
      CHECK(tag_number(tag) == number);
      CHECK(tag_wire_type(tag) == type);
    }
  }
}

TEST_CASE("a tag of a wire type that does not exist has no enumerator") {
  CHECK(static_cast<int>(tag_wire_type(0x0e)) == 6);
  CHECK(static_cast<int>(tag_wire_type(0x0f)) == 7);
}
