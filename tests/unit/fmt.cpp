// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/fmt.hpp>
#include <headwire/headwire.hpp>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "support/catch.hpp"
#include "unit/support/make_bytes.hpp"

namespace v1 = headwire::atomix::multiraft::v1;
using headwire::errc;
using headwire::test::make_bytes;
using Status = v1::OperationResponseHeaders::Status;

namespace elsewhere {

enum class plain : std::int32_t { zero, one };

enum class own_formatter : std::int32_t { a };
constexpr std::string_view enumerator_name(own_formatter) {
  return "not me";
}

enum class own_format_as : std::int32_t { a };
constexpr std::string_view enumerator_name(own_format_as) {
  return "not me";
}
constexpr int format_as(own_format_as) {
  return 17;
}

struct Inner {
  std::uint32_t u = 0;
  headwire::unknown_fields<> rest;

  using self = Inner;
  static constexpr auto proto =
      headwire::schema(headwire::field<1, &self::u>, headwire::unknown<&self::rest>);
};

struct Everything {
  std::int32_t i = 0;
  std::optional<std::uint64_t> u;
  bool flag = false;
  std::optional<bool> maybe;
  float f = 0;
  double d = 0;
  std::string_view text;
  std::optional<headwire::bytes> blob;
  plain kind = plain::zero;
  std::optional<Inner> inner;
  headwire::unknown_fields<2> rest;

  using self = Everything;
  static constexpr auto proto = headwire::schema(
      headwire::field<1, &self::i>, headwire::field<2, &self::u>, headwire::field<3, &self::flag>,
      headwire::field<4, &self::maybe>, headwire::field<5, &self::f>, headwire::field<6, &self::d>,
      headwire::field<7, &self::text>, headwire::field<8, &self::blob>,
      headwire::field<9, &self::kind>, headwire::field<10, &self::inner>,
      headwire::unknown<&self::rest>);
};

struct Nothing {
  static constexpr auto proto = headwire::schema();
};

template <int N>
struct Templated {
  std::uint32_t x = N;

  using self = Templated;
  static constexpr auto proto = headwire::schema(headwire::field<1, &self::x>);
};

}  // namespace elsewhere

template <>
struct fmt::formatter<elsewhere::own_formatter> : fmt::formatter<fmt::string_view> {
  template <class Context>
  auto format(elsewhere::own_formatter, Context& context) const {
    return fmt::formatter<fmt::string_view>::format("mine", context);
  }
};

namespace {

using elsewhere::Everything;

/// An Everything with one string, printed.
std::string printed_text(std::string_view text) {
  Everything in;
  in.text = text;
  return fmt::format("{}", in);
}

std::string printed_bytes(std::string_view content) {
  Everything in;
  in.blob = headwire::as_bytes(content);
  return fmt::format("{}", in);
}

}  // namespace

TEST_CASE("a message prints its name and, in braces, what encode would write") {
  v1::CommandRequestHeaders headers;
  CHECK(fmt::format("{}", headers) == "CommandRequestHeaders{}");
  headers.sequence_num = 7;
  CHECK(fmt::format("{}", headers) == "CommandRequestHeaders{sequence_num=7}");
  headers.operation.emplace().session.emplace();
  CHECK(fmt::format("{}", headers) == "CommandRequestHeaders{operation{session{}} sequence_num=7}");
  headers.operation->session->session.emplace().partition.emplace().partition_id = 3;
  headers.operation->session->session->session_id = 18446744073709551615u;
  CHECK(fmt::format("{}", headers) ==
        "CommandRequestHeaders{operation{session{session{partition{partition_id=3} "
        "session_id=18446744073709551615}}} sequence_num=7}");
  CHECK(fmt::format("[{}|{}]", elsewhere::Nothing{}, elsewhere::Templated<5>{}) ==
        "[Nothing{}|Templated<5>{x=5}]");
}

TEST_CASE("explicit presence prints zeros, implicit presence does not") {
  Everything in;
  CHECK(fmt::format("{}", in) == "Everything{}");
  in.u = 0;
  in.maybe = false;
  in.blob.emplace();
  in.inner.emplace();
  CHECK(fmt::format("{}", in) == "Everything{u=0 maybe=false blob=\"\" inner{}}");
}

TEST_CASE("numbers print so that they can be read back") {
  Everything in;
  in.i = std::numeric_limits<std::int32_t>::min();
  in.flag = true;
  in.f = 0.1f;
  in.d = 0.1;
  CHECK(fmt::format("{}", in) == "Everything{i=-2147483648 flag=true f=0.1 d=0.1}");
  in = {};
  in.f = 16777216.0f;
  in.d = 5e-324;
  CHECK(fmt::format("{}", in) == "Everything{f=16777216 d=5e-324}");
  in.f = -0.0f;
  in.d = std::numeric_limits<double>::max();
  CHECK(fmt::format("{}", in) == "Everything{f=-0 d=1.7976931348623157e+308}");
  in.f = -std::numeric_limits<float>::infinity();
  in.d = std::numeric_limits<double>::quiet_NaN();
  CHECK(fmt::format("{}", in) == "Everything{f=-inf d=nan}");
}

TEST_CASE("strings print on one line, whatever is in them") {
  using namespace std::string_view_literals;
  CHECK(printed_text("plain ~text") == R"(Everything{text="plain ~text"})");
  CHECK(printed_text("a\"b\\c\nd") == R"(Everything{text="a\"b\\c\nd"})");
  CHECK(printed_text("\0\x01\t\r\x1b\x1f\x7f"sv) ==
        R"(Everything{text="\x00\x01\x09\x0d\x1b\x1f\x7f"})");
  CHECK(printed_text("é€😀\u00a0") == "Everything{text=\"é€😀\u00a0\"}");
  CHECK(printed_text("\u0080\u009bx") == R"(Everything{text="\xc2\x80\xc2\x9bx"})");
  CHECK(printed_text("\u2028\u2029") == R"(Everything{text="\xe2\x80\xa8\xe2\x80\xa9"})");
  CHECK(printed_text("a\u202e\u2066\u061cb") ==
        R"(Everything{text="a\xe2\x80\xae\xe2\x81\xa6\xd8\x9cb"})");
  CHECK(printed_text("\u200b\ufeff\U000e0041") ==
        R"(Everything{text="\xe2\x80\x8b\xef\xbb\xbf\xf3\xa0\x81\x81"})");
  CHECK(printed_text("\u05d0\u200a\u2027\u202f") ==
        "Everything{text=\"\u05d0\u200a\u2027\u202f\"}");
  // Not UTF-8: only a message built by hand can hold it.
  CHECK(printed_text("a\xff\xc3") == R"(Everything{text="a\xff\xc3"})");
  CHECK(printed_text("\xed\xa0\x80z") == R"(Everything{text="\xed\xa0\x80z"})");
}

TEST_CASE("bytes print as ASCII with escapes") {
  using namespace std::string_view_literals;
  CHECK(printed_bytes("ab\"\\\n") == R"(Everything{blob="ab\"\\\n"})");
  CHECK(printed_bytes("\0\x1f ~\x7f\x80\xff"sv) == R"(Everything{blob="\x00\x1f ~\x7f\x80\xff"})");
  CHECK(printed_bytes("é") == R"(Everything{blob="\xc3\xa9"})");
}

TEST_CASE("kept unknown fields print as their size") {
  const auto input = make_bytes(0x08, 0x01, 0xf8, 0x01, 0x05, 0x52, 0x05, 0x08, 0x02, 0x28, 0x00,
                                0x30, 0xf8, 0x01, 0x05);
  // The inner message's length is one short of its last field.
  Everything in;
  CHECK_FALSE(headwire::decode(headwire::bytes(input), in));
  const auto good = make_bytes(0x08, 0x01, 0xf8, 0x01, 0x05, 0x52, 0x04, 0x08, 0x02, 0x28, 0x00,
                               0xf8, 0x01, 0x06);
  REQUIRE(headwire::decode(headwire::bytes(good), in));
  CHECK(fmt::format("{}", in) == "Everything{i=1 inner{u=2 unknown=<2 bytes>} unknown=<6 bytes>}");
  in = {};
  REQUIRE(in.rest.append(headwire::bytes(good).first(2)));
  CHECK(fmt::format("{}", in) == "Everything{unknown=<2 bytes>}");
}

TEST_CASE("enums print by name, and by number where there is none") {
  Everything in;
  in.kind = elsewhere::plain::one;
  CHECK(fmt::format("{}", in) == "Everything{kind=1}");

  v1::OperationResponseHeaders response;
  response.status = Status::NOT_FOUND;
  CHECK(fmt::format("{}", response) == "OperationResponseHeaders{status=NOT_FOUND}");
  response.status = Status{99};
  CHECK(fmt::format("{}", response) == "OperationResponseHeaders{status=99}");
  response.status = Status{-2147483647 - 1};
  CHECK(fmt::format("{}", response) == "OperationResponseHeaders{status=-2147483648}");

  CHECK(fmt::format("{} {}", Status::UNKNOWN, Status::FAULT) == "UNKNOWN FAULT");
  CHECK(fmt::format("{} {}", Status{15}, Status{-1}) == "15 -1");
  CHECK(fmt::format("[{:>5}|{:<5}|{:.3}]", Status::OK, Status{99}, Status::ERROR) ==
        "[   OK|99   |ERR]");
}

TEST_CASE("an enum's own way of printing stays in charge") {
  CHECK(fmt::format("{}", elsewhere::own_formatter::a) == "mine");
  CHECK(fmt::format("{}", elsewhere::own_format_as::a) == "17");
  CHECK_FALSE(fmt::is_formattable<elsewhere::plain>::value);
}

TEST_CASE("errc and status print in words") {
  CHECK(fmt::format("{}", errc::malformed_varint) == "varint runs past 10 bytes");
  CHECK(fmt::format("[{:>9}]", errc::ok) == "[ no error]");
  CHECK(fmt::format("{}", errc{200}) == "unknown error code");

  using headwire::status;
  CHECK(fmt::format("{}", status{}) == "no error");
  CHECK(fmt::format("{}", status::success(true)) == "no error (unknown fields skipped)");
  CHECK(fmt::format("{}", status{errc::malformed_varint, 9, 2}) ==
        "field 2 at byte 9: varint runs past 10 bytes");
  CHECK(fmt::format("{}", status{errc::invalid_wire_type, 0, 0}) ==
        "at byte 0: wire type 6 or 7 does not exist");
  CHECK(fmt::format("{}", status{errc::buffer_too_small, 23, 0}) ==
        "output buffer too small: 23 bytes needed");
  CHECK(fmt::format("{}", status{errc::scratch_too_small, 4, 0}) ==
        "scratch buffer too small: 4 bytes needed");
}

TEST_CASE("messages and statuses take no format options") {
  CHECK_THROWS_AS(fmt::format(fmt::runtime("{:5}"), v1::CommandRequestHeaders{}),
                  fmt::format_error);
  CHECK_THROWS_AS(fmt::format(fmt::runtime("{:x}"), headwire::status{}), fmt::format_error);
}

TEST_CASE("printing to a fixed buffer cuts the text and reports its full length") {
  char small[10] = {};
  v1::PartitionRequestHeaders in;
  in.partition_id = 1;
  const auto done = fmt::format_to_n(small, sizeof small - 1, "{}", in);
  CHECK(std::string_view(small) == "Partition");
  CHECK(done.size == std::string_view("PartitionRequestHeaders{partition_id=1}").size());
}
