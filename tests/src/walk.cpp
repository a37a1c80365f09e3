// SPDX-License-Identifier: Apache-2.0
#include "walk.hpp"

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "cli/types.hpp"
#include "support/catch.hpp"
#include "support/data.hpp"

namespace {

using headwire::bytes;
using headwire::status;
using headwire::test::from_hex;
using headwire::tool::element;
using headwire::tool::message_type;

/// Writes down what it sees, one word per call.
struct recorder {
  std::string seen;

  void begin(const element& e) {
    seen += std::to_string(e.offset) + ":" +
            std::string(static_cast<std::size_t>(e.depth) * 2, '.') +
            (e.field != nullptr ? std::string(e.field->name) : std::to_string(e.number)) + "=" +
            headwire::test::to_hex(e.value) + " ";
  }
  void end(const element& e) {
    seen += "end" + std::to_string(e.number) + "@" + std::to_string(e.end_offset()) + " ";
  }
};

/// Checks that fields neither overlap nor leave gaps, and nest as their depths say.
class tiling {
 public:
  void begin(const element& e) {
    good_ = good_ && e.offset == next_ && e.depth == depth_;
    next_ = e.is_descended() ? e.value_offset() : e.end_offset();
    if (e.is_descended()) ++depth_;
  }
  void end(const element& e) {
    --depth_;
    good_ = good_ && e.depth == depth_ && next_ + e.end_tag_size == e.end_offset();
    next_ = e.end_offset();
  }
  [[nodiscard]] bool covers(std::size_t size) const {
    return good_ && depth_ == 0 && next_ == size;
  }

 private:
  std::size_t next_ = 0;
  int depth_ = 0;
  bool good_ = true;
};

struct nothing {
  void begin(const element&) {}
  void end(const element&) {}
};

/// The first fault of an input as a string, so that a failed comparison shows both.
std::string text_of(status s) {
  return std::string(headwire::describe(s.code())) + " at " + std::to_string(s.offset()) +
         " field " + std::to_string(s.field()) + (s.skipped_unknown() ? " skipped" : "");
}

void check_same_verdict(const message_type& type, const std::vector<std::byte>& in) {
  tiling fields;
  const status walked = headwire::tool::walk(in, type.descriptor, fields);
  const status decoded = type.decode(in);
  if (walked != decoded || (walked && !fields.covers(in.size()))) {
    CAPTURE(type.short_name(), headwire::test::to_hex(in));
    CHECK(text_of(walked) == text_of(decoded));
    CHECK(fields.covers(in.size()) == static_cast<bool>(walked));
  }
}

/// Type and bytes of every vector whose type is one of the headers.
struct sample {
  const message_type* type;
  std::vector<std::byte> in;
};

void add_samples(std::vector<sample>& samples, const std::vector<headwire::test::row>& rows,
                 std::size_t type_column, std::size_t hex_column) {
  for (const headwire::test::row& row : rows) {
    if (const message_type* const type = headwire::tool::find_type(row[type_column])) {
      samples.push_back({type, from_hex(row[hex_column])});
    }
  }
}

std::vector<sample> all_samples() {
  using headwire::test::data_path;
  using headwire::test::read_table;
  std::vector<sample> samples;
  add_samples(samples, read_table(data_path("vectors/atomix-go.tsv")), 0, 1);
  add_samples(samples, read_table(data_path("vectors/atomix-cpp.tsv")), 0, 1);
  add_samples(samples, read_table(data_path("vectors/malformed.tsv")), 1, 2);
  add_samples(samples, headwire::test::edge_cases(), 1, 2);
  return samples;
}

void mutate(std::vector<std::byte>& in, std::mt19937_64& random) {
  for (auto changes = random() % 3; changes != ~std::uint64_t{0}; --changes) {
    const std::size_t at = in.empty() ? 0 : random() % in.size();
    // Bytes below 32 are tags and lengths that make sense more often than not.
    const auto byte = static_cast<std::byte>(random() % 3 == 0 ? random() : random() % 32);
    switch (random() % 4) {
      case 0:
        in.insert(in.begin() + static_cast<std::ptrdiff_t>(at), byte);
        break;
      case 1:
        in.resize(at);
        break;
      default:
        if (!in.empty()) in[at] = byte;
    }
  }
  in.shrink_to_fit();
}

std::string walk_hex(std::string_view type_name, std::string_view hex) {
  recorder visitor;
  const auto* const descriptor =
      type_name.empty() ? nullptr : headwire::tool::require_type(type_name).descriptor;
  const status done = headwire::tool::walk(from_hex(hex), descriptor, visitor);
  return visitor.seen + text_of(done);
}

}  // namespace

TEST_CASE("fields come in byte order with their places") {
  CHECK(walk_hex("CommandRequestHeaders", "0a040a02100510ac02") ==
        "0:operation=0a021005 2:..session=1005 4:....primitive_id=05 end1@6 end1@6 "
        "6:sequence_num=ac02 no error at 0 field 0");
}

TEST_CASE("padding counts as it stands") {
  CHECK(walk_hex("CommandRequestHeaders", "8a00820010019000818000") ==
        "0:operation=1001 4:..2=01 end1@6 6:sequence_num=818000 no error at 0 field 0 skipped");
}

TEST_CASE("unknown fields are not descended into, groups are") {
  CHECK(walk_hex("CommandRequestHeaders",
                 "7a020801"
                 "7b08010a000b0c7c"
                 "08057d01020304") ==
        "0:15=0801 4:15= 5:..1=01 7:..1= 9:..1= end1@11 end15@12 12:1=05 14:15=01020304 "
        "no error at 0 field 0 skipped");
}

TEST_CASE("a known number with another wire type is unknown") {
  CHECK(walk_hex("CommandRequestHeaders", "0805120109") ==
        "0:1=05 2:2=09 no error at 0 field 0 skipped");
}

TEST_CASE("a number with another wire type says which field it would be") {
  struct mismatches {
    std::string seen;
    void begin(const element& e) {
      seen += e.mismatched != nullptr ? std::string(e.mismatched->name) + " " : "- ";
      if (e.mismatched != nullptr) CHECK(e.field == nullptr);
    }
    void end(const element&) {}
  } visitor;
  // Both fields with other wire types, as declared with two such fields inside, an unknown number,
  // and a group, inside of which no number is declared.
  const std::vector<std::byte> in = from_hex("08051201090a060a04080512007801100113080514");
  CHECK(headwire::tool::walk(in, headwire::tool::require_type("CommandRequestHeaders").descriptor,
                             visitor));
  CHECK(visitor.seen == "operation sequence_num - - session primitive_id - - sequence_num - ");
}

TEST_CASE("without a type nothing is unknown, and a LEN is opaque") {
  CHECK(walk_hex("", "0a020801110102030405060708") ==
        "0:1=0801 4:2=0102030405060708 no error at 0 field 0");
}

TEST_CASE("what stands before the fault is shown") {
  CHECK(walk_hex("CommandRequestHeaders", "0a040a02100510") ==
        "0:operation=0a021005 2:..session=1005 4:....primitive_id=05 end1@6 end1@6 "
        "the message ends inside this field: cut short, or a length is wrong at 7 field 2");
  CHECK(walk_hex("CommandRequestHeaders", "0a040a0210") ==
        "the message ends inside this field: cut short, or a length is wrong at 1 field 1");
}

TEST_CASE("groups nest 100 levels deep") {
  std::string hundred;
  for (int i = 0; i < 100; ++i)
    hundred.insert(0, "7b").append("7c");
  nothing ignore;
  CHECK(headwire::tool::walk(from_hex(hundred), nullptr, ignore));
  const status deeper = headwire::tool::walk(from_hex("7b" + hundred + "7c"), nullptr, ignore);
  CHECK(text_of(deeper) == "more than 100 levels of nesting at 100 field 15");
}

TEST_CASE("a descriptor that contains itself ends at 100 levels") {
  struct circular {
    headwire::field_descriptor field;
    headwire::message_descriptor message;
  };
  circular loop{{.number = 1,
                 .name = "again",
                 .wire = headwire::wire_type::len,
                 .explicit_presence = true,
                 .type = headwire::scalar::bytes_,
                 .message = nullptr,
                 .enumerator = nullptr},
                {.name = "Loop", .fields = {}, .keeps_unknown = false}};
  loop.field.message = &loop.message;
  loop.message.fields = {&loop.field, 1};
  std::vector<std::byte> in;
  const auto wrap = [&] {
    std::vector<std::byte> outer{std::byte{0x0a}};
    if (in.size() >= 128) outer.push_back(static_cast<std::byte>(in.size() | 0x80));
    outer.push_back(static_cast<std::byte>(in.size() < 128 ? in.size() : in.size() >> 7));
    outer.insert(outer.end(), in.begin(), in.end());
    in = outer;
  };
  for (int i = 0; i < 100; ++i)
    wrap();
  nothing ignore;
  CHECK(headwire::tool::walk(in, &loop.message, ignore));
  wrap();
  CHECK(headwire::tool::walk(in, &loop.message, ignore).code() == headwire::errc::too_deep);
}

TEST_CASE("the verdict is that of decode: vectors") {
  for (const sample& s : all_samples())
    check_same_verdict(*s.type, s.in);
}

TEST_CASE("the verdict is that of decode: every type on every input") {
  for (const sample& s : all_samples()) {
    for (const message_type& type : headwire::tool::known_types())
      check_same_verdict(type, s.in);
  }
}

TEST_CASE("the verdict is that of decode: mutations") {
  const std::vector<sample> samples = all_samples();
  REQUIRE(samples.size() > 3000);
  std::mt19937_64 random(20240117);  // NOLINT(cert-msc51-cpp): a failure must repeat
  for (int round = 0; round < 200000; ++round) {
    sample s = samples[random() % samples.size()];
    mutate(s.in, random);
    check_same_verdict(*s.type, s.in);
  }
}
