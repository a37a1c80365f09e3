// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/schema/descriptor.hpp>
#include <string>

#include "support/catch.hpp"
#include "unit/support/messages.hpp"

using namespace headwire;
namespace v1 = headwire::atomix::multiraft::v1;

TEST_CASE("a descriptor names the message and its fields in order") {
  constexpr const message_descriptor& command = descriptor<v1::CommandRequestHeaders>;
  STATIC_REQUIRE(command.name == "CommandRequestHeaders");
  STATIC_REQUIRE(command.fields.size() == 2);
  STATIC_REQUIRE(!command.keeps_unknown);

  constexpr field_descriptor operation = command.fields[0];
  STATIC_REQUIRE(operation.number == 1);
  STATIC_REQUIRE(operation.name == "operation");
  STATIC_REQUIRE(operation.wire == wire_type::len);
  STATIC_REQUIRE(operation.explicit_presence);
  STATIC_REQUIRE(operation.message == &descriptor<v1::OperationRequestHeaders>);

  constexpr field_descriptor sequence_num = command.fields[1];
  STATIC_REQUIRE(sequence_num.number == 2);
  STATIC_REQUIRE(sequence_num.name == "sequence_num");
  STATIC_REQUIRE(sequence_num.wire == wire_type::varint);
  STATIC_REQUIRE(sequence_num.type == scalar::uint64);
  STATIC_REQUIRE(!sequence_num.explicit_presence);
  STATIC_REQUIRE(sequence_num.message == nullptr);
  STATIC_REQUIRE(sequence_num.enumerator == nullptr);
}

TEST_CASE("fields are found by number and by name") {
  constexpr const message_descriptor& all = descriptor<test::AllScalars>;
  STATIC_REQUIRE(all.find(18)->name == "optional_nested_message");
  STATIC_REQUIRE(all.find(16) == nullptr);
  STATIC_REQUIRE(all.find(0) == nullptr);
  STATIC_REQUIRE(all.find("optional_sfixed64")->type == scalar::sfixed64);
  STATIC_REQUIRE(all.find("optional_") == nullptr);
  STATIC_REQUIRE(all.find("") == nullptr);
}

TEST_CASE("every scalar type is described") {
  constexpr scalar types[] = {
      scalar::int32,  scalar::int64,   scalar::uint32,  scalar::uint64,   scalar::sint32,
      scalar::sint64, scalar::fixed32, scalar::fixed64, scalar::sfixed32, scalar::sfixed64,
      scalar::float_, scalar::double_, scalar::bool_,   scalar::string,   scalar::bytes_,
  };
  for (std::size_t i = 0; i < std::size(types); ++i) {
    CAPTURE(i);
    CHECK(descriptor<test::AllScalars>.fields[i].type == types[i]);
    CHECK(descriptor<test::Explicit>.fields[i].type == types[i]);
    CHECK(descriptor<test::Explicit>.fields[i].explicit_presence);
  }
  CHECK(descriptor<test::AllScalars>.find(21)->type == scalar::enum_);
}

TEST_CASE("a field is found by a name that only the run knows") {
  const std::string name = "session_id";
  const message_descriptor& session = descriptor<v1::SessionRequestHeaders>;
  REQUIRE(session.find(name) != nullptr);
  CHECK(session.find(name)->number == 2);
  CHECK(session.find(name + "s") == nullptr);
}

TEST_CASE("an enum with enumerator_name has its names, another has none") {
  const field_descriptor& status = *descriptor<v1::OperationResponseHeaders>.find("status");
  REQUIRE(status.enumerator != nullptr);
  CHECK(status.enumerator(4) == "NOT_FOUND");
  CHECK(status.enumerator(15).empty());
  CHECK(status.enumerator(-1).empty());
  CHECK(descriptor<test::AllScalars>.find(21)->enumerator == nullptr);
}

TEST_CASE("messages without fields, and those that keep unknown ones") {
  STATIC_REQUIRE(descriptor<test::Empty>.fields.empty());
  STATIC_REQUIRE(descriptor<test::Empty>.find(0) == nullptr);
  STATIC_REQUIRE(descriptor<test::Keeper<2>>.keeps_unknown);
  STATIC_REQUIRE(descriptor<test::Keeper<2>>.fields.size() == 3);
  STATIC_REQUIRE(descriptor<test::Keeper<2>>.find(3)->message->keeps_unknown);
}
