// SPDX-License-Identifier: Apache-2.0
//
// The in-order fast path (codec/in_order.hpp): every kind of field, tags of each size, messages in
// messages, and what it hands over to the slow path.
#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "support/catch.hpp"
#include "unit/support/codec.hpp"
#include "unit/support/fast_and_slow.hpp"
#include "unit/support/random_message.hpp"

using namespace headwire;
using namespace headwire::test;

namespace {

enum class color : std::int32_t { none = 0, red = 1, odd = -7 };

struct trace_ids {
  std::optional<std::int64_t> trace_id;
  std::int64_t parent_id = 0;
  using self = trace_ids;
  static constexpr auto proto = schema(field<1, &self::trace_id>, field<2, &self::parent_id>);
};

/// Ends with a byte below 0x80, whatever is in it.
struct request {
  std::optional<std::uint32_t> call_id;
  std::optional<trace_ids> trace;
  std::string_view method;
  std::optional<bool> has_param;
  std::int32_t retries = 0;
  color paint = color::none;
  std::uint32_t delta = 0;
  std::optional<std::string_view> note;
  using self = request;
  static constexpr auto proto =
      schema(field<1, &self::call_id>, field<2, &self::trace>, field<3, &self::method>,
             field<4, &self::has_param>, field<5, &self::retries>, field<6, &self::paint>,
             field<7, &self::delta>, field<8, &self::note>);
};

/// May end with any byte; tags of one to four bytes.
struct any_end {
  std::int32_t zigzagged = 0;
  std::optional<request> inner;
  std::uint64_t id = 0;
  std::optional<bytes> blob;
  std::optional<trace_ids> last;
  double real = 0;
  std::optional<std::uint32_t> hash;
  using self = any_end;
  static constexpr auto proto =
      schema(field<1, &self::zigzagged, zigzag>, field<15, &self::inner>, field<16, &self::id>,
             field<200, &self::blob>, field<3000, &self::last>, field<70000, &self::real>,
             field<max_field_number, &self::hash, fixed>);
};

static_assert(detail::reads_in_order<request> && detail::ends_low<request>());
static_assert(detail::reads_in_order<any_end> && !detail::ends_low<any_end>());
static_assert(!detail::reads_nested_prefix<request> && !detail::reads_nested_prefix<any_end>);

/// Members that no field names, and initial values.
struct partly_declared {
  std::uint64_t id = 3;
  int mine = 7;
  std::optional<trace_ids> trace;
  std::optional<std::uint32_t> limit = 9;
  using self = partly_declared;
  static constexpr auto proto =
      schema(field<1, &self::id>, field<2, &self::trace>, field<3, &self::limit>);
};
static_assert(!detail::resets_by_member<partly_declared>());

struct with_initial_values {
  std::uint64_t id = 3;
  std::string_view name = "none";
  std::optional<std::uint32_t> limit = 9;
  using self = with_initial_values;
  static constexpr auto proto =
      schema(field<1, &self::id>, field<2, &self::name>, field<3, &self::limit>);
};
static_assert(detail::resets_by_member<with_initial_values>());

/// A member that owns memory.
struct owner {
  std::string log;
  std::optional<partly_declared> part;
  std::uint64_t id = 0;
  using self = owner;
  static constexpr auto proto = schema(field<1, &self::part>, field<2, &self::id>);
};
struct owner_of_owner {
  std::optional<owner> inner;
  using self = owner_of_owner;
  static constexpr auto proto = schema(field<1, &self::inner>);
};

/// A declaration of more fields than the fast path takes.
template <std::size_t Levels>
struct wide {
  std::optional<wide<Levels - 1>> a, b, c;
  using self = wide;
  static constexpr auto proto = schema(field<1, &self::a>, field<2, &self::b>, field<3, &self::c>);
};
template <>
struct wide<0> {
  std::uint32_t id = 0;
  using self = wide;
  static constexpr auto proto = schema(field<1, &self::id>);
};
static_assert(detail::reads_in_order<wide<2>> && !detail::reads_in_order<wide<3>>);

}  // namespace

TEST_CASE("fields in order, and with faults, are read as on the slow path") {
  check_random<request>(21);
  check_random<any_end>(22);
  check_random<trace_ids>(23);
  check_random<with_initial_values>(24);
  check_random<wide<2>>(25);
  check_random<wide<3>>(26);
}

TEST_CASE("every input of up to three bytes that matter, in and around a sub-message") {
  constexpr std::uint8_t bytes_that_matter[] = {0x00, 0x01, 0x02, 0x03, 0x08, 0x10, 0x12, 0x1a,
                                                0x20, 0x28, 0x30, 0x38, 0x7f, 0x80, 0x81, 0xff};
  for (const std::uint8_t a : bytes_that_matter) {
    for (const std::uint8_t b : bytes_that_matter) {
      for (const std::uint8_t c : bytes_that_matter) {
        for (const std::size_t size : {1U, 2U, 3U}) {
          heap_block block(size);
          const std::uint8_t all[] = {a, b, c};
          for (std::size_t i = 0; i < size; ++i)
            block[i] = std::byte{all[i]};
          check<request>(block.view());
          check<any_end>(block.view());
          heap_block around(size + 4);
          around[0] = std::byte{0x12};
          around[1] = std::byte{2};
          for (std::size_t i = 0; i < size; ++i)
            around[2 + i] = std::byte{all[i]};
          around[size + 2] = std::byte{0x20};
          around[size + 3] = std::byte{1};
          check<request>(around.view());
        }
      }
    }
  }
}

TEST_CASE("varints of each size, padded and not, before the end and at it") {
  for (const char* const value : {"00",
                                  "01",
                                  "7f",
                                  "8000",
                                  "8001",
                                  "ff7f",
                                  "808000",
                                  "808001",
                                  "ffff7f",
                                  "80808000",
                                  "80808001",
                                  "ffffff7f",
                                  "8080808000",
                                  "8080808001",
                                  "808080800f",
                                  "8080808010",
                                  "ffffffff7f",
                                  "808080808001",
                                  "80808080808001",
                                  "8080808080808001",
                                  "808080808080808001",
                                  "80808080808080808001",
                                  "80808080808080808000",
                                  "80808080808080808002",
                                  "ffffffffffffffffff01",
                                  "ffffffffffffffffff7f",
                                  "f9ffffffffffffffff01",
                                  "8080808080808080808001",
                                  "8080808080808080",
                                  "808080808080808080"}) {
    for (const char* const tag : {"08", "20", "28", "30", "38"}) {
      for (const char* const behind : {"", "4200", "42026869"}) {
        check<request>(hex_input(std::string(tag) + value + behind).view());
        check<request>(hex_input("12" + with_length(std::string("08") + value) + behind).view());
      }
    }
    for (const char* const behind : {"", "c20c00", "c20c01ff"}) {
      check<any_end>(hex_input(std::string("8001") + value + behind).view());
      check<any_end>(hex_input(std::string("08") + value + behind).view());
    }
  }
}

TEST_CASE("after a miss, the slow path goes on without losing what was read") {
  // An unknown field at the end; two fields swapped; text that is not ASCII, at the top and inside.
  for (const char* const hex :
       {"080512020801220061746578", "08051a026869200178057801", "20011a026869080512021007",
        "08051a03c3a968200128fdffffffffffffffff01", "08051a02c3292001",
        "7a0a08011a03c3a9684202686980010512", "1202080712021009080812020803"}) {
    check<request>(hex_input(hex).view());
    check<any_end>(hex_input(hex).view());
  }
  request out;
  REQUIRE(decode(hex_input("0805120208011a03c3a9682001").view(), out));
  CHECK(out.call_id == 5U);
  CHECK(out.trace->trace_id == 1);
  CHECK(out.has_param == true);
}

TEST_CASE("an output that has been used is reset as a whole") {
  partly_declared out;
  out.id = 1;
  out.mine = 1;
  out.limit.reset();
  out.trace.emplace().parent_id = 4;
  REQUIRE(decode(hex_input("12021005").view(), out));
  CHECK(out.id == 3);
  CHECK(out.mine == 7);
  CHECK(out.limit == 9U);
  CHECK(out.trace->parent_id == 5);
  with_initial_values named;
  named.id = 1;
  named.name = "x";
  named.limit.reset();
  REQUIRE(decode({}, named));
  CHECK((named.id == 3 && named.name == "none" && named.limit == 9U));
}

TEST_CASE("messages with members that own memory are filled in place") {
  owner_of_owner out;
  out.inner.emplace().log = "a text that is too long to lie inside of the object";
  REQUIRE(decode(hex_input("0a080a04120208051007").view(), out));
  CHECK(out.inner->log.empty());
  CHECK(out.inner->id == 7);
  CHECK(out.inner->part->id == 3);
  CHECK(out.inner->part->trace->trace_id == 5);
  CHECK(out.inner->part->mine == 7);
}
