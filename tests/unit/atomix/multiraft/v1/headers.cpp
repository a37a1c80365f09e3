// SPDX-License-Identifier: Apache-2.0
#include <concepts>
#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <set>
#include <string>
#include <type_traits>

#include "support/catch.hpp"
#include "support/vectors.hpp"
#include "unit/support/codec.hpp"

using namespace headwire;
using namespace headwire::test;
namespace v1 = headwire::atomix::multiraft::v1;
using Status = v1::OperationResponseHeaders::Status;

namespace {

/// What is promised of each header type.
template <class T>
constexpr bool is_good_header = message<T> && covers<T> && std::is_trivially_copyable_v<T> &&
                                std::equality_comparable<T> && std::is_aggregate_v<T>;

/// Decodes the row's bytes, compares with what the reference saw, and encodes them again.
template <message T>
void check_vector(const header_vector& expected) {
  const heap_block wire(expected.encoding);
  T standard{};
  REQUIRE(decode(wire.view(), standard) == status{});
  const listing found = list(standard);
  CHECK(found.present == expected.present);
  CHECK(found.leaves == expected.leaves);
  CHECK(encode_hex(standard) == to_hex(expected.encoding));

  T strict{};
  REQUIRE(decode(wire.view(), strict, canonical) == status{});
  CHECK(equal(standard, strict));
  CHECK(standard == strict);
}

void check_vectors(const std::vector<header_vector>& rows) {
  for (const header_vector& expected : rows) {
    CAPTURE(expected.type, to_hex(expected.encoding));
    with_header_type(expected.type, [&]<message T>() { check_vector<T>(expected); });
  }
}

}  // namespace

static_assert(is_good_header<v1::PartitionRequestHeaders>);
static_assert(is_good_header<v1::PartitionResponseHeaders>);
static_assert(is_good_header<v1::SessionRequestHeaders>);
static_assert(is_good_header<v1::SessionResponseHeaders>);
static_assert(is_good_header<v1::PrimitiveRequestHeaders>);
static_assert(is_good_header<v1::PrimitiveResponseHeaders>);
static_assert(is_good_header<v1::OperationRequestHeaders>);
static_assert(is_good_header<v1::OperationResponseHeaders>);
static_assert(is_good_header<v1::CommandRequestHeaders>);
static_assert(is_good_header<v1::CommandResponseHeaders>);
static_assert(is_good_header<v1::QueryRequestHeaders>);
static_assert(is_good_header<v1::QueryResponseHeaders>);

TEST_CASE("every vector of the Atomix Go code") {
  const std::vector<header_vector> rows = go_vectors();
  REQUIRE(rows.size() > 1000);
  check_vectors(rows);
}

TEST_CASE("every vector of Google's C++") {
  const std::vector<header_vector> rows = cpp_vectors();
  REQUIRE(rows.size() > 1000);
  check_vectors(rows);
}

TEST_CASE("the vectors hold every header type") {
  for (const auto& rows : {go_vectors(), cpp_vectors()}) {
    std::set<std::string> types;
    for (const header_vector& row : rows)
      types.insert(row.type);
    CHECK(types.size() == 12);
  }
}

TEST_CASE("status has fifteen names, and other values none") {
  const std::string_view names[] = {
      "UNKNOWN",      "OK",        "ERROR",    "CANCELED", "NOT_FOUND",   "ALREADY_EXISTS",
      "UNAUTHORIZED", "FORBIDDEN", "CONFLICT", "INVALID",  "UNAVAILABLE", "NOT_SUPPORTED",
      "TIMEOUT",      "INTERNAL",  "FAULT"};
  for (int value = 0; value < 15; ++value)
    CHECK(enumerator_name(Status{value}) == names[value]);
  CHECK(enumerator_name(Status{15}).empty());
  CHECK(enumerator_name(Status{-1}).empty());
  CHECK(enumerator_name(Status{2147483647}).empty());

  STATIC_REQUIRE(enumerator_name(Status::UNKNOWN) == "UNKNOWN");
  STATIC_REQUIRE(enumerator_name(Status::NOT_FOUND) == "NOT_FOUND");
  STATIC_REQUIRE(enumerator_name(Status::FAULT) == "FAULT");
}

TEST_CASE("an unknown status is kept") {
  const hex_input wire("1063");
  v1::OperationResponseHeaders out;
  REQUIRE(decode(wire.view(), out));
  CHECK(out.status == Status{99});
  CHECK(encode_hex(out) == "1063");
  CHECK(recode_hex<v1::OperationResponseHeaders>("10ffffffffffffffffff01") ==
        "10ffffffffffffffffff01");
}

TEST_CASE("headers are equal if all members are") {
  CHECK(v1::SessionRequestHeaders{v1::PartitionRequestHeaders{}, 0} != v1::SessionRequestHeaders{});
  CHECK(v1::SessionRequestHeaders{v1::PartitionRequestHeaders{}, 1} !=
        v1::SessionRequestHeaders{v1::PartitionRequestHeaders{}, 2});
  CHECK(v1::PrimitiveRequestHeaders{v1::SessionRequestHeaders{}, 0} !=
        v1::PrimitiveRequestHeaders{});
  CHECK(v1::OperationResponseHeaders{v1::PrimitiveResponseHeaders{}, {}, {}} !=
        v1::OperationResponseHeaders{});
  CHECK(v1::OperationResponseHeaders{{}, Status::OK, "a"} !=
        v1::OperationResponseHeaders{{}, Status::OK, "b"});
  CHECK(v1::CommandRequestHeaders{v1::OperationRequestHeaders{}, 0} != v1::CommandRequestHeaders{});
  CHECK(v1::CommandResponseHeaders{v1::OperationResponseHeaders{}, 0} !=
        v1::CommandResponseHeaders{});
  CHECK(v1::QueryRequestHeaders{v1::OperationRequestHeaders{}, 0} != v1::QueryRequestHeaders{});
}

TEST_CASE("what Go writes for an empty command is not what C++ writes, and both survive") {
  CHECK(recode_hex<v1::CommandRequestHeaders>("0a060a040a020a00") == "0a060a040a020a00");
  CHECK(recode_hex<v1::CommandRequestHeaders>("").empty());
  CHECK_FALSE(equal(v1::CommandRequestHeaders{},
                    v1::CommandRequestHeaders{v1::OperationRequestHeaders{}, 0}));
}
