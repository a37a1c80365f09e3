// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "unit/support/codec.hpp"
#include "unit/support/make_bytes.hpp"
#include "unit/support/messages.hpp"

using namespace headwire;
using namespace headwire::test;

namespace {

/// What a user's own buffer class offers.
struct own_buffer {
  std::string text;
  [[nodiscard]] const char* data() const { return text.data(); }
  [[nodiscard]] std::size_t size() const { return text.size(); }
};

/// One that only converts.
struct converts {
  bytes shown;
  operator bytes() const { return shown; }  // NOLINT(*-explicit-*): that is what is tested
};

bytes read(input in) {
  return in;
}

template <class Range>
bool shows(const Range& range) {
  const bytes read_from = read(range);
  return read_from.data() == static_cast<const void*>(range.data()) &&
         read_from.size() == range.size();
}

constexpr std::byte array_of_two[] = {std::byte{8}, std::byte{7}};
static_assert(bytes(input(array_of_two)).size() == 2);
static_assert(bytes(input(make_bytes(8, 7).data(), 0)).empty());
static_assert(bytes(input{}).empty());

}  // namespace

TEST_CASE("any contiguous range of bytes or characters is input, where it lies") {
  CHECK(shows(std::string("ab")));
  CHECK(shows(std::string_view("ab")));
  CHECK(shows(std::vector<std::uint8_t>{8, 7}));
  CHECK(shows(std::vector<std::byte>(2)));
  CHECK(shows(std::vector<char>(2)));
  CHECK(shows(std::vector<signed char>(2)));
  CHECK(shows(std::u8string(u8"ab")));
  CHECK(shows(std::array<char, 3>{}));
  CHECK(shows(std::array<std::byte, 0>{}));
  std::string text("ab");
  CHECK(shows(std::span<const char>(text)));
  CHECK(shows(std::span<char>(text)));
  CHECK(shows(own_buffer{"ab"}));
  const converts shown{array_of_two};
  CHECK(read(shown).size() == 2);
  CHECK(read({text.data(), 1}).size() == 1);
}

TEST_CASE("an array is input as a whole, a literal without its zero") {
  const std::uint8_t numbers[] = {8, 0};
  CHECK(read(numbers).size() == 2);
  CHECK(read("\x08\x00").size() == 2);
  CHECK(read("").empty());
}

TEST_CASE("views that own nothing may be temporaries") {
  const std::string text("\x08\x07");
  CHECK(read(std::string_view(text)).size() == 2);
  CHECK(read(std::span<const char>(text)).size() == 2);
  One out;
  CHECK(decode(std::string_view(text), out));
}

TEST_CASE("a message is read from a string, a vector and an array alike") {
  const std::string text("\x08\x07");
  const std::vector<std::uint8_t> numbers{8, 7};
  One first;
  One second;
  REQUIRE(decode(text, first));
  REQUIRE(decode(numbers, second));
  CHECK(equal(first, second));
  CHECK(decode<One>(text).has_value());
  CHECK(decode<One>(text, canonical).has_value());
}

TEST_CASE("segments are any contiguous range of what input takes") {
  const std::vector<std::string> strings{"\x08", "", "\x07"};
  const std::array<std::string_view, 2> views{"\x08", "\x07"};
  const std::vector<std::vector<std::uint8_t>> vectors{{8}, {7}};
  const bytes array[] = {bytes(array_of_two).first(1), bytes(array_of_two).subspan(1)};
  One expected;
  REQUIRE(decode(array_of_two, expected));
  const auto reads = [&](const auto& segments) {
    One out;
    return static_cast<bool>(decode(segments, out, {})) && equal(out, expected) &&
           equal(*decode<One>(segments, mutable_bytes{}), expected);
  };
  CHECK(reads(strings));
  CHECK(reads(views));
  CHECK(reads(vectors));
  CHECK(reads(array));
  CHECK(reads(fragments(array)));
  CHECK(reads(std::array<std::string, 1>{"\x08\x07"}));
}

TEST_CASE("a value that straddles strings is copied to any scratch") {
  const std::vector<std::string> segments{"\x72\x03o", "ne"};
  char scratch[8] = {};
  const auto read_whole = decode<AllScalars>(segments, scratch);
  REQUIRE(read_whole);
  CHECK(read_whole->optional_string == "one");
  CHECK(read_whole->optional_string.data() == scratch);
}

TEST_CASE("a pointer to a member is a path of one field") {
  const std::string text("\x08\x07");
  CHECK(**peek<&One::a>(text) == 7);
  CHECK(peek<&One::a>(text, canonical).has_value());
}
