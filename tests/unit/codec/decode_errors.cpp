// SPDX-License-Identifier: Apache-2.0
//
// What decode refuses, and where it says the fault is: `verdict` also checks that nothing half-read
// remains.
#include <cstddef>
#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <optional>
#include <string>

#include "support/catch.hpp"
#include "unit/support/codec.hpp"
#include "unit/support/messages.hpp"
#include "unit/support/random_message.hpp"

using namespace headwire;
using namespace headwire::test;
namespace v1 = headwire::atomix::multiraft::v1;

namespace {

struct bad_input {
  std::string hex;
  errc code;
  std::size_t offset;
  std::uint32_t field;
};

/// Faults in the fields of AllScalars, alone in a message.
const bad_input faults[] = {
    {"08", errc::truncated, 1, 1},
    {"0880", errc::truncated, 1, 1},
    {"08808080808080808080", errc::truncated, 1, 1},
    {"0880808080808080808080", errc::malformed_varint, 1, 1},
    {"08ffffffffffffffffffff01", errc::malformed_varint, 1, 1},
    {"3d000000", errc::truncated, 1, 7},
    {"3d", errc::truncated, 1, 7},
    {"4100000000000000", errc::truncated, 1, 8},
    {"5d010203", errc::truncated, 1, 11},
    {"6101020304050607", errc::truncated, 1, 12},
    {"72", errc::truncated, 1, 14},
    {"7201", errc::truncated, 1, 14},
    {"720461e282ac", errc::ok, 0, 0},
    {"720361e282", errc::invalid_utf8, 2, 14},
    {"7201ff", errc::invalid_utf8, 2, 14},
    {"72818080800061", errc::ok, 0, 0},
    {"728180808000ff", errc::invalid_utf8, 6, 14},
    {"7281808080800061", errc::invalid_length, 1, 14},
    {"72ffffffff07", errc::truncated, 1, 14},
    {"728080808008", errc::too_large, 1, 14},
    {"728180808010", errc::too_large, 1, 14},
    {"7a05ffffffff", errc::truncated, 1, 15},
    {"7a8080808008", errc::too_large, 1, 15},
    {"9201", errc::truncated, 2, 18},
    {"920103", errc::truncated, 2, 18},
    {"9201020801", errc::ok, 0, 0},
    {"9201010801", errc::truncated, 4, 1},
    {"92018080808008", errc::too_large, 2, 18},
    {"92", errc::truncated, 0, 0},
    {"00", errc::invalid_tag, 0, 0},
    {"0700", errc::invalid_tag, 0, 0},
    {"8000", errc::invalid_tag, 0, 0},
    {"888080808000", errc::invalid_tag, 0, 0},
    {"888080801000", errc::invalid_tag, 0, 0},
    {"0e", errc::invalid_wire_type, 0, 0},
    {"0f01", errc::invalid_wire_type, 0, 0},
    {"fe0101", errc::invalid_wire_type, 0, 0},
    {"0c", errc::unbalanced_group, 0, 1},
    {"a401", errc::unbalanced_group, 0, 20},
    {"a301", errc::unbalanced_group, 0, 20},
    {"a3010c", errc::unbalanced_group, 2, 1},
    {"a301a301", errc::unbalanced_group, 2, 20},
    {"a301a30180", errc::truncated, 4, 0},
    {"a001", errc::truncated, 2, 20},
    {"a201", errc::truncated, 2, 20},
    {"a20102ff", errc::truncated, 2, 20},
    {"a5010000", errc::truncated, 2, 20},
    {"a101000000", errc::truncated, 2, 20},
};

/// `fault`, `distance` bytes further on.
status shifted(const bad_input& fault, std::size_t distance) {
  if (fault.code == errc::ok) return {};
  return {fault.code, fault.offset + distance, fault.field};
}

struct Envelope {
  std::optional<AllScalars> inner;
  std::uint32_t after = 0;

  using self = Envelope;
  static constexpr auto proto = schema(field<1, &self::inner>, field<2, &self::after>);
};

struct DeepEnvelope {
  std::optional<Envelope> outer;

  using self = DeepEnvelope;
  static constexpr auto proto = schema(field<200, &self::outer>);
};

}  // namespace

TEST_CASE("each fault has its code, its offset and its field") {
  for (const bad_input& fault : faults) {
    CAPTURE(fault.hex);
    CHECK(verdict<AllScalars>(fault.hex) == shifted(fault, 0));
  }
}

TEST_CASE("a fault behind good fields lies further on") {
  for (const bad_input& fault : faults) {
    CAPTURE(fault.hex);
    CHECK(verdict<AllScalars>("1001"
                              "7a03aabbcc" +
                              fault.hex) == shifted(fault, 7));
    // in ascending order, so that the fast path reaches the fault
    CHECK(verdict<AllScalars>("08ffffffff07" + fault.hex) == shifted(fault, 6));
    // the slow path instead of the fast path
    CHECK(verdict<AllScalars>("a80101"
                              "0801" +
                              fault.hex) == shifted(fault, 5));
  }
}

TEST_CASE("a fault deep inside has its place in the whole input") {
  for (const bad_input& fault : faults) {
    CAPTURE(fault.hex);
    const std::string inner = "0a" + with_length(fault.hex);
    CHECK(verdict<Envelope>(inner) == shifted(fault, 2));
    CHECK(verdict<Envelope>("1001" + inner) == shifted(fault, 4));
    CHECK(verdict<DeepEnvelope>("c20c" + with_length("1001" + inner)) == shifted(fault, 7));
    // what follows the sub-message does not become part of it
    CHECK(verdict<Envelope>(inner + "1001") == shifted(fault, 2));
    CHECK(verdict<Envelope>(inner + repeat("1001", 20)) == shifted(fault, 2));
  }
}

TEST_CASE("an unknown group hides no fault") {
  for (const bad_input& fault : faults) {
    // Of a group's content, only the shape is read: not text, and not what sub-messages hold.
    if (fault.code == errc::ok || fault.code == errc::invalid_utf8) continue;
    if (fault.code == errc::unbalanced_group || fault.hex == "9201010801") continue;
    CAPTURE(fault.hex);
    CHECK(verdict<AllScalars>("a301" + fault.hex) == shifted(fault, 2));
  }
  // strings in a group are unknown bytes
  CHECK(verdict<AllScalars>("a3017201ffa401"));
}

TEST_CASE("each level of the headers tells its own field") {
  using v1::CommandRequestHeaders;
  CHECK(verdict<CommandRequestHeaders>("0a0a0a080a060a0408808080") ==
        status{errc::truncated, 9, 1});
  CHECK(verdict<CommandRequestHeaders>("0a0b0a090a070a05088080808010ff").code() == errc::truncated);
  CHECK(verdict<CommandRequestHeaders>("0a060a040a0210"
                                       "80"
                                       "1001") == status{errc::truncated, 7, 2});
  CHECK(verdict<CommandRequestHeaders>("0a00"
                                       "108080") == status{errc::truncated, 3, 2});
  CHECK(verdict<CommandRequestHeaders>("0a060a050a030a0108") == status{errc::truncated, 3, 1});
}

TEST_CASE("a field may not cross the end of its sub-message") {
  // The varint's last byte, the fixed value and the string belong to the parent.
  CHECK(verdict<Envelope>("0a0208801001") == status{errc::truncated, 3, 1});
  CHECK(verdict<Envelope>("0a043d010203100100") == status{errc::truncated, 3, 7});
  CHECK(verdict<Envelope>("0a0372026110011001") == status{errc::truncated, 3, 14});
  CHECK(verdict<Envelope>("0a0192100110011001") == status{errc::truncated, 2, 0});
  CHECK(verdict<Envelope>("0a06"
                          "920102080110"
                          "01") == status{errc::truncated, 8, 2});
}

TEST_CASE("a truncated message is refused unless it ends between fields") {
  message_generator generator(21);
  for (int i = 0; i < 200; ++i) {
    const std::string hex = encode_hex(generator.make<AllScalars>());
    const hex_input whole(hex);
    for (std::size_t size = 0; size < whole.view().size(); ++size) {
      const heap_block cut(whole.view().first(size));
      AllScalars out;
      const status done = decode(cut.view(), out);
      if (!done && !equal(out, AllScalars{})) FAIL("half-read");
      if (!done && done.code() != errc::truncated && done.code() != errc::invalid_utf8)
        FAIL(hex << " cut to " << size);
      if (!done && done.offset() > size) FAIL("offset behind the end");
    }
  }
}

TEST_CASE("a message without fields refuses what is no field at all") {
  CHECK(verdict<Empty>("0801").skipped_unknown());
  CHECK(verdict<Empty>("08") == status{errc::truncated, 1, 1});
  CHECK(verdict<Empty>("00") == status{errc::invalid_tag, 0, 0});
}
