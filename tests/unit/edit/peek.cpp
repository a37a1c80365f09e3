// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>

#include "support/catch.hpp"
#include "support/peek_oracle.hpp"
#include "support/vectors.hpp"
#include "unit/support/codec.hpp"
#include "unit/support/make_bytes.hpp"
#include "unit/support/messages.hpp"

using namespace headwire;
using namespace headwire::test;
namespace v1 = headwire::atomix::multiraft::v1;
namespace paths = v1::paths;

namespace {

template <auto Path>
auto peek_hex(std::string_view hex) {
  return peek<Path>(hex_input(hex).view());
}

/// A chain at whose end there are several fields, one with explicit presence.
struct Leaf {
  std::uint32_t id = 0;
  std::optional<bool> flag;

  using self = Leaf;
  static constexpr auto proto = schema(field<1, &self::id>, field<2, &self::flag>);
};
template <message T>
struct Link {
  std::optional<T> next;

  using self = Link;
  static constexpr auto proto = schema(field<1, &self::next>);
};
using OneLink = Link<Leaf>;
using TwoLinks = Link<OneLink>;
using ThreeLinks = Link<TwoLinks>;
using FourLinks = Link<ThreeLinks>;
static_assert(detail::reads_nested_prefix<FourLinks>);

constexpr auto session_id = paths::session_request::session_id;
constexpr auto partition_id = paths::session_request::partition_id;

}  // namespace

TEST_CASE("peek gives what decode and get give, for every vector") {
  std::size_t checked = 0;
  for (const auto& rows : {go_vectors(), cpp_vectors()}) {
    for (const header_vector& row : rows) {
      const heap_block block{bytes(row.encoding)};
      with_header_type(row.type, [&]<message T>() {
        const std::string_view difference = check_peek<T>(block.view());
        if (!difference.empty()) FAIL(difference << ": " << to_hex(row.encoding));
      });
      ++checked;
    }
  }
  CHECK(checked > 2000);
}

TEST_CASE("an absent field with implicit presence is zero, an absent message on the way is not") {
  CHECK(**peek_hex<session_id>("") == 0);
  CHECK(*peek_hex<partition_id>("") == std::nullopt);
  CHECK(*peek_hex<partition_id>("1007") == std::nullopt);
  CHECK(**peek_hex<partition_id>("0a00") == 0);
  CHECK(*peek_hex<path<&Explicit::u32>>("") == std::nullopt);
  CHECK(**peek_hex<path<&Explicit::u32>>("1800") == 0);
}

TEST_CASE("a field with explicit presence is absent at the end of a chain, too") {
  constexpr auto flag =
      path<&FourLinks::next, &ThreeLinks::next, &TwoLinks::next, &OneLink::next, &Leaf::flag>;
  CHECK(*peek_hex<flag>(nested(4, "0807")) == std::nullopt);
  CHECK(*peek_hex<flag>(nested(4, "08071000")) == std::optional(false));
}

TEST_CASE("the last scalar wins, and repeated messages merge") {
  CHECK(**peek_hex<session_id>("10071008") == 8);
  CHECK(**peek_hex<session_id>("10071000") == 0);
  CHECK(**peek_hex<partition_id>("0a0208030a0208041001") == 4);
  CHECK(**peek_hex<partition_id>("0a0208030a00") == 3);
}

TEST_CASE("another wire type makes a field unknown") {
  const auto read = peek_hex<session_id>("1501020304");
  CHECK(read.status() == status::success(true));
  CHECK(**read == 0);
  CHECK(*peek_hex<partition_id>("0805") == std::nullopt);
}

TEST_CASE("an error anywhere is an error, and gives no value") {
  const auto behind = peek_hex<session_id>("100718");
  CHECK(behind.status() == status(errc::truncated, 3, 3));
  CHECK(*behind == std::nullopt);
  CHECK(peek_hex<session_id>("10070a020805"
                             "0a020880")
            .status() == status(errc::truncated, 9, 1));
  CHECK(peek_hex<paths::operation_response::status>("1a01ff").status() ==
        status(errc::invalid_utf8, 2, 3));
}

TEST_CASE("under the canonical gate only what the encoder writes is read") {
  const auto strict = [](std::string_view hex) {
    return peek<session_id>(hex_input(hex).view(), canonical).status();
  };
  CHECK(strict("0a02080310") == status(errc::truncated, 5, 2));
  CHECK(strict("0a0208031007") == status{});
  CHECK(strict("10070a020803") == status(errc::not_canonical, 2, 1));
  CHECK(strict("0a02080010"
               "07") == status(errc::not_canonical, 3, 1));
  CHECK(strict("1007"
               "1801") == status(errc::not_canonical, 2, 3));
}

TEST_CASE("several paths are read in one pass") {
  const hex_input in("0a0208031007");
  const auto read = peek<session_id, partition_id>(in.view());
  static_assert(
      std::is_same_v<
          decltype(read),
          const result<std::tuple<std::optional<std::uint64_t>, std::optional<std::uint32_t>>>>);
  REQUIRE(read);
  CHECK(std::get<0>(*read) == 7U);
  CHECK(std::get<1>(*read) == 3U);
  CHECK(peek<partition_id, partition_id>(in.view()));
}

TEST_CASE("strings and bytes are views of the input") {
  const hex_input in("1a026f6b");
  const auto read = peek<paths::operation_response::message>(in.view());
  REQUIRE(read);
  CHECK(**read == "ok");
  CHECK(as_bytes(**read).data() == in.view().data() + 2);
}

TEST_CASE("a message that keeps unknown fields is read as decode reads it") {
  using K = Keeper<1>;
  for (const char* const hex : {"", "0805", "20010805", "200128010805",
                                "20010805"
                                "2801",
                                "1a0420010801",
                                "1a022001"
                                "0801"
                                "1a022001",
                                "20010e"}) {
    CAPTURE(hex);
    CHECK(check_peek<K>(hex_input(hex).view()) == "");
  }
  CHECK(peek_hex<path<&K::a>>("200108052801").status() == status(errc::too_many_unknown, 4, 5));
  CHECK(peek_hex<path<&K::a>>("20010805").status() == status{});
}

TEST_CASE("all values of all scalar types") {
  const hex_input in(
      "08ffffffffffffffffff01"
      "1005"
      "1807"
      "2009"
      "2801"
      "3003"
      "3d01000000"
      "410200000000000000"
      "4dffffffff"
      "51feffffffffffffff"
      "5d0000803f"
      "61000000000000f03f"
      "6801"
      "720178"
      "7a0179"
      "92010208"
      "09"
      "a80102");
  CHECK(check_peek<AllScalars>(in.view()) == "");
  CHECK(**peek<path<&AllScalars::optional_sfixed64>>(in.view()) == -2);
  CHECK(**peek<path<&AllScalars::optional_nested_message, &AllScalars::Nested::a>>(in.view()) == 9);
  CHECK(**peek<path<&AllScalars::optional_sint32>>(in.view()) == -1);
  CHECK(**peek<path<&AllScalars::optional_nested_enum>>(in.view()) == color::green);
}

TEST_CASE("every beginning of a message with explicit presence") {
  const hex_input in(
      "080010001800200028003000"
      "3d00000000"
      "410000000000000000"
      "4d00000000"
      "510000000000000000"
      "5d00000080"
      "610000000000000080"
      "6800"
      "7200"
      "7a00"
      "800100");
  for (std::size_t size = 0; size <= in.view().size(); ++size)
    CHECK(check_peek<Explicit>(heap_block(in.view().first(size)).view()) == "");
}

TEST_CASE("messages of all sizes with tags of all sizes") {
  CHECK(check_peek<WideTags>(hex_input("0801"
                                       "7802"
                                       "800103"
                                       "f87f04"
                                       "80800105"
                                       "8080800806")
                                 .view()) == "");
}

static_assert([] {
  constexpr auto in = make_bytes(0x0a, 0x02, 0x08, 0x03, 0x10, 0x07);
  return **peek<partition_id>(in) == 3 && **peek<session_id>(in, canonical) == 7 &&
         **peek_trusted<session_id>(in) == 7;
}());
