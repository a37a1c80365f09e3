// SPDX-License-Identifier: Apache-2.0
#include "headwire/explain.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "support/data.hpp"

namespace {

using headwire::errc;
using headwire::status;
using headwire::test::from_hex;
using namespace headwire::atomix::multiraft::v1;

template <headwire::message T>
std::string explain_hex(std::string_view hex) {
  const std::vector<std::byte> in = from_hex(hex);
  T out;
  return headwire::explain<T>(in, headwire::decode(in, out));
}

template <headwire::message T>
std::string explain_canonical_hex(std::string_view hex) {
  const std::vector<std::byte> in = from_hex(hex);
  T out;
  return headwire::explain<T>(in, headwire::decode(in, out, headwire::canonical));
}

constexpr std::string_view cut =
    ": the message ends inside this field: cut short, or a length is wrong";

}  // namespace

TEST_CASE("success has no place") {
  CHECK(explain_hex<CommandRequestHeaders>("") == "no error");
  CHECK(explain_hex<CommandRequestHeaders>("1001") == "no error");
}

TEST_CASE("a fault deep inside has the whole path") {
  CHECK(explain_hex<CommandRequestHeaders>("0a120a100a0e0a0c08ffffffffffffffffffff01") ==
        "operation.session.session.partition.partition_id at byte 9: varint runs past 10 bytes");
}

TEST_CASE("a fault in the last field of a sub-message belongs to that sub-message") {
  // The value would begin right behind the sub-message.
  CHECK(explain_hex<CommandRequestHeaders>("0a030a0110") ==
        std::string("operation.session.primitive_id at byte 5").append(cut));
  CHECK(explain_hex<CommandRequestHeaders>("0a010a1001") ==
        std::string("operation.session at byte 3").append(cut));
}

TEST_CASE("a fault behind a whole sub-message is not in it") {
  CHECK(explain_hex<CommandRequestHeaders>("0a020a0010") ==
        std::string("sequence_num at byte 5").append(cut));
}

TEST_CASE("a length that is wrong belongs to its own field") {
  CHECK(explain_hex<CommandRequestHeaders>("0a020a01") ==
        std::string("operation.session at byte 3").append(cut));
}

TEST_CASE("an unknown field is a number") {
  CHECK(explain_hex<CommandRequestHeaders>("0a027880") ==
        std::string("operation.15 at byte 3").append(cut));
}

TEST_CASE("a fault in a tag names the message around it") {
  CHECK(explain_hex<CommandRequestHeaders>("0f") ==
        "CommandRequestHeaders at byte 0: wire type 6 or 7 does not exist");
  CHECK(explain_hex<CommandRequestHeaders>("0a030a010e") ==
        "operation.session at byte 4: wire type 6 or 7 does not exist");
}

TEST_CASE("groups are steps of the path") {
  CHECK(explain_hex<CommandRequestHeaders>("7b130f") ==
        "15.2 at byte 2: wire type 6 or 7 does not exist");
  CHECK(explain_hex<CommandRequestHeaders>("7b7c130f") ==
        "2 at byte 3: wire type 6 or 7 does not exist");
  CHECK(explain_hex<CommandRequestHeaders>("7b08") == std::string("15.1 at byte 2").append(cut));
}

TEST_CASE("a group without its end is itself at fault") {
  CHECK(explain_hex<CommandRequestHeaders>("0a017b") ==
        "operation.15 at byte 2: group start and end do not match");
  CHECK(explain_hex<CommandRequestHeaders>("7b14") ==
        "15.2 at byte 1: group start and end do not match");
  CHECK(explain_hex<CommandRequestHeaders>("14") ==
        "sequence_num at byte 0: group start and end do not match");
}

TEST_CASE("too many groups, each a step of the path") {
  std::string hex;
  std::string path;
  for (int i = 0; i < 101; ++i) {
    hex += "7b";
    path += i == 0 ? "15" : ".15";
  }
  CHECK(explain_hex<PartitionRequestHeaders>(hex) ==
        path.append(" at byte 100: more than 100 levels of nesting"));
}

TEST_CASE("a string that is not UTF-8") {
  CHECK(explain_hex<QueryResponseHeaders>("0a031a0180") ==
        "operation.message at byte 4: string is not valid UTF-8");
}

TEST_CASE("not canonical: the place is found in bytes that are well-formed") {
  const auto explained = [](std::string_view hex) {
    return explain_canonical_hex<CommandRequestHeaders>(hex);
  };
  constexpr std::string_view why = ": not in canonical form";
  SECTION("a zero deep inside") {
    CHECK(explained("0a080a060a040a0208001001") ==
          std::string("operation.session.session.partition.partition_id at byte 9").append(why));
  }
  SECTION("a padded length belongs to its own field") {
    CHECK(explained("0a8000") == std::string("operation at byte 1").append(why));
    CHECK(explained("0a030a8000") == std::string("operation.session at byte 3").append(why));
  }
  SECTION("a duplicate sub-message") {
    CHECK(explained("0a000a020a00") == std::string("operation at byte 2").append(why));
  }
  SECTION("an unknown field before a malformed one") {
    CHECK(explained("0a0478010a01") == std::string("operation.15 at byte 2").append(why));
  }
  SECTION("a padded value before a malformed sub-message") {
    CHECK(explained("0a0a0a081081000a03120108") ==
          std::string("operation.session.primitive_id at byte 5").append(why));
  }
  SECTION("behind a sub-message") {
    CHECK(explained("0a00108100") == std::string("sequence_num at byte 3").append(why));
  }
  SECTION("a group") {
    CHECK(explained("0a027b7c") == std::string("operation.15 at byte 2").append(why));
  }
}

TEST_CASE("a buffer that is too small: how many bytes are needed") {
  const CommandRequestHeaders message{.operation = OperationRequestHeaders{}, .sequence_num = 300};
  std::array<std::byte, 3> buffer{};
  CHECK(headwire::explain<CommandRequestHeaders>({}, headwire::encode(message, buffer).status()) ==
        "CommandRequestHeaders: output buffer too small: 5 bytes are needed");
  CHECK(headwire::explain<CommandRequestHeaders>({}, status{errc::scratch_too_small, 40, 0}) ==
        "CommandRequestHeaders: scratch buffer too small: 40 bytes are needed");
}

TEST_CASE("what encode refuses has no path yet") {
  const OperationResponseHeaders message{.message = "\xff"};
  std::array<std::byte, 100> buffer{};
  CHECK(
      headwire::explain<OperationResponseHeaders>({}, headwire::encode(message, buffer).status()) ==
      "OperationResponseHeaders: string is not valid UTF-8 (field 3)");
  CHECK(headwire::explain<OperationResponseHeaders>({}, status{errc::too_large, 0, 0}) ==
        "OperationResponseHeaders: 2 GiB or more");
}

TEST_CASE("bytes and status that do not belong together") {
  std::mt19937_64 random(20240117);  // NOLINT(cert-msc51-cpp): a failure must repeat
  for (int round = 0; round < 20000; ++round) {
    // Of the exact size, so that AddressSanitizer sees the first byte beyond.
    std::vector<std::byte> in(random() % 24);
    for (std::byte& byte : in) {
      byte = static_cast<std::byte>(random() % 4 == 0 ? random() : random() % 32);
    }
    const auto code = static_cast<errc>(random() % 20);
    const std::size_t offset =
        random() % 8 == 0 ? static_cast<std::size_t>(random()) : random() % 32;
    const auto field = static_cast<std::uint32_t>(random() % 4);
    const std::string text =
        headwire::explain<CommandResponseHeaders>(in, status{code, offset, field});
    REQUIRE(text.find(headwire::describe(code)) != std::string::npos);
  }
}
