// SPDX-License-Identifier: Apache-2.0
//
// Kinds of field that the library does not have: a number that is sent with a bias, and a text of a
// type of its own. Beside messages with the same fields of ordinary kinds, whose bytes they share.
#include <array>
#include <cstddef>
#include <cstdint>
#include <headwire/fmt.hpp>
#include <headwire/headwire.hpp>
#include <limits>
#include <optional>
#include <string_view>

#include "support/catch.hpp"
#include "support/fragments_oracle.hpp"
#include "unit/support/codec.hpp"
#include "unit/support/make_bytes.hpp"

using namespace headwire;
using namespace headwire::test;

namespace {

constexpr std::uint64_t bias = 1000;

struct biased {
  std::uint64_t value = 0;
};

struct token {
  bytes content;
};

/// Up to four numbers, each a field of its own.
struct few {
  std::uint64_t values[4] = {};
  std::size_t count = 0;
};

}  // namespace

template <>
struct headwire::field_kind<biased, headwire::automatic>
    : varint_kind<field_kind<biased, headwire::automatic>, biased> {
  static constexpr scalar type = scalar::uint64;
  static constexpr std::uint64_t to_varint(const biased& number) noexcept {
    return number.value + bias;
  }
  static constexpr biased from_varint(std::uint64_t wire) noexcept { return {wire - bias}; }
  static constexpr bool is_zero(const biased& number) noexcept { return number.value == 0; }
  template <class Printer>
  static auto print(Printer print, const biased& number) {
    return print(number.value);
  }
};

/// What is not said of a token is as for bytes.
template <>
struct headwire::field_kind<token, headwire::automatic>
    : leaf_kind<field_kind<token, headwire::automatic>, token> {
  using plain = field_kind<bytes, headwire::automatic>;
  static constexpr scalar type = scalar::bytes_;
  static constexpr std::array wires{wire_type::len};

  static constexpr bool is_zero(const token& value) noexcept { return value.content.empty(); }
  static constexpr bool equal(const token& a, const token& b) noexcept {
    return plain::equal(a.content, b.content);
  }
  template <class Printer>
  static auto print(Printer print, const token& value) {
    return print(value.content);
  }
  static constexpr std::uint64_t max_size() noexcept { return plain::max_size(); }
  static constexpr std::uint64_t max_short_size() noexcept { return plain::max_short_size(); }
  static constexpr std::uint64_t view_size(const token& value) noexcept {
    return plain::view_size(value.content);
  }
  static constexpr std::uint64_t measure(const token& value, std::uint64_t* lengths) noexcept {
    return plain::measure(value.content, lengths);
  }
  static constexpr std::byte* write_value(const token& value, std::byte* p) noexcept {
    return plain::write_value(value.content, p);
  }
  template <class Member>
  static constexpr void store(Member& member, std::uint64_t, bytes content) noexcept {
    member = token{content};
  }
};

/// A field that may come several times: its kind appends, and writes a tag for each value.
template <>
struct headwire::field_kind<few, headwire::automatic>
    : leaf_kind<field_kind<few, headwire::automatic>, few> {
  using plain = field_kind<std::uint64_t, headwire::automatic>;
  static constexpr scalar type = scalar::uint64;
  static constexpr std::array wires{wire_type::varint};

  static constexpr bool is_zero(const few& list) noexcept { return list.count == 0; }
  static constexpr bool equal(const few& a, const few& b) noexcept {
    bool same = a.count == b.count;
    for (std::size_t i = 0; same && i < a.count; ++i)
      same = a.values[i] == b.values[i];
    return same;
  }
  static constexpr std::uint64_t max_size() noexcept { return 4 * plain::max_size(); }
  static constexpr std::uint64_t max_short_size() noexcept { return max_size(); }
  template <class Field>
  static constexpr std::uint64_t max_field_size() noexcept {
    return 4 * plain::max_field_size<Field>();
  }
  template <class Field>
  static constexpr std::uint64_t max_short_field_size() noexcept {
    return max_field_size<Field>();
  }
  template <class Field>
  static constexpr std::uint64_t measure_field(const few& list, std::uint64_t*) noexcept {
    std::uint64_t size = 0;
    for (std::size_t i = 0; i < list.count; ++i)
      size += plain::measure_field<Field>(list.values[i], nullptr);
    return size;
  }
  template <class Field, class Writer>
  static constexpr std::byte* write(const few& list, std::byte* p, const std::uint64_t*) noexcept {
    for (std::size_t i = 0; i < list.count; ++i)
      p = plain::write<Field, Writer>(list.values[i], p, nullptr);
    return p;
  }
  static constexpr void store(few& list, std::uint64_t wire, bytes) noexcept {
    if (list.count < 4) list.values[list.count++] = wire;
  }
};

namespace {

/// The same with fields of other kinds around it, and as the model, with ordinary ones.
template <class Number, class Text>
struct Inner {
  Number bare{};
  std::optional<Number> optional{};
  std::uint32_t last = 0;

  using self = Inner;
  static constexpr auto proto =
      schema(field<1, &self::bare>, field<2, &self::optional>, field<300, &self::last>);
};

template <class Number, class Text>
struct Outer {
  std::uint64_t first = 0;
  Number bare{};
  std::optional<Number> optional{};
  Text text{};
  std::optional<Text> optional_text{};
  std::optional<Inner<Number, Text>> inner{};
  std::string_view last{};

  using self = Outer;
  static constexpr auto proto =
      schema(field<1, &self::first>, field<2, &self::bare>, field<3, &self::optional>,
             field<4, &self::text>, field<20, &self::optional_text>, field<21, &self::inner>,
             field<22, &self::last>);
};

using Made = Outer<biased, token>;
using Plain = Outer<std::uint64_t, bytes>;

std::uint64_t plain(const biased& number) {
  return number.value + bias;
}
bytes plain(const token& value) {
  return value.content;
}
template <class T>
auto plain(const std::optional<T>& value) {
  return value ? std::optional(plain(*value)) : std::nullopt;
}

/// True if both messages stand for the same. A bare number that is absent is zero in both.
bool same(const Made& made, const Plain& model) {
  const auto bare = [](const biased& number, std::uint64_t wire) {
    return number.value == 0 ? wire == 0 || wire == bias : plain(number) == wire;
  };
  const auto as_bytes_equal = [](const auto& a, const auto& b) {
    return detail::equal_values(a, b);
  };
  return made.first == model.first && bare(made.bare, model.bare) &&
         plain(made.optional) == model.optional && as_bytes_equal(plain(made.text), model.text) &&
         as_bytes_equal(plain(made.optional_text), model.optional_text) &&
         made.inner.has_value() == model.inner.has_value() &&
         (!made.inner || (bare(made.inner->bare, model.inner->bare) &&
                          plain(made.inner->optional) == model.inner->optional &&
                          made.inner->last == model.inner->last)) &&
         made.last == model.last;
}

/// Decodes `hex` whole and cut in every two, and encodes what has been read.
void check(std::string_view hex) {
  CAPTURE(hex);
  const hex_input in(hex);
  Made made{};
  Plain model{};
  const status done = decode(in.view(), made);
  CHECK(done == decode(in.view(), model));
  if (!done) return;
  CHECK(same(made, model));

  const std::string encoded = encode_hex(made);
  const hex_input again(encoded);
  Made read{};
  CHECK(decode(again.view(), read, canonical));
  CHECK(equal(read, made));
  // What is canonical is what the encoder writes.
  CHECK(static_cast<bool>(decode(in.view(), read, canonical)) == (encoded == hex));

  for (std::size_t cut = 0; cut <= in.view().size(); ++cut) {
    const cut_message segments(in.view(), {cut});
    CHECK(check_decode_in_segments<Made>(in.view(), segments.view()).empty());
  }
}

constexpr bool round_trips(const Made& in) {
  std::array<std::byte, 200> buffer{};
  const result<mutable_bytes> written = encode(in, buffer);
  if (!written || written->size() != encoded_size(in)) return false;
  Made standard{};
  Made strict{};
  return decode(bytes(*written), standard) && equal(in, standard) &&
         decode(bytes(*written), strict, canonical) && equal(in, strict);
}

constexpr auto contents = make_bytes(1, 2, 0xff);

constexpr Made full{.first = 300,
                    .bare = {5},
                    .optional = biased{0},
                    .text = {contents},
                    .optional_text = token{},
                    .inner = Inner<biased, token>{.bare = {~bias}, .optional = {}, .last = 9}};

}  // namespace

TEST_CASE("kinds of a program's own are decoded as the ordinary ones of the same bytes") {
  check("");
  check("10ed07");                        // 1005
  check("10e807");                        // 1000 stands for zero
  check("1000");                          // 0 for a very large number
  check("10ed87808080808080807f");        // padded, or wrapped around
  check("18e80718ed07");                  // the last one wins
  check("18ed0708ac02");                  // out of order
  check("08ac0210ed0718e8072203aabbcc");  // in order
  check("228100aa");                      // a padded length
  check("2200");                          // an empty text
  check("a20100");                        // one with explicit presence
  check("a20103aabbcca20101dd");          // the last one wins
  check(
      "aa010608ed0710e807b20101"
      "78");  // in a sub-message
  check(
      "aa0104"
      "08ed07e0120900");              // unbalanced lengths
  check("aa010308ed07aa010310e807");  // in one that comes twice
  check("15010203040878");            // another wire type is unknown
  check("2001");
  check("10");                        // cut short
  check("10ffffffffffffffffffff01");  // a varint of eleven bytes
  check("2205aabb");
}

TEST_CASE("kinds of a program's own in any order, with gaps, and twice") {
  const std::string_view parts[] = {"0801",         "10ed07",   "1801",
                                    "2201aa",       "a20101bb", "aa010308ed07",
                                    "aa010310e807", "b2010178", "f80101"};
  for (const std::string_view a : parts) {
    for (const std::string_view b : parts) {
      for (const std::string_view c : parts)
        check(std::string(a).append(b).append(c));
    }
  }
}

namespace {

struct Appends {
  std::uint32_t first = 0;
  few list{};
  std::string_view last{};

  using self = Appends;
  static constexpr auto proto =
      schema(field<1, &self::first>, field<20, &self::list>, field<300, &self::last>);
};

constexpr bool appends_in_constant_expressions() {
  constexpr auto in = make_bytes(0xa0, 1, 5, 8, 1, 0xa0, 1, 6);
  Appends out{};
  return decode(bytes(in), out) && out.list.count == 2 && out.list.values[1] == 6 &&
         encoded_size(out) == 8;
}

}  // namespace

TEST_CASE("a field that comes several times is appended to, and written as often") {
  STATIC_REQUIRE(appends_in_constant_expressions());
  CHECK(recode_hex<Appends>("").empty());
  CHECK(recode_hex<Appends>("a00105") == "a00105");
  CHECK(recode_hex<Appends>("a00105a00106") == "a00105a00106");
  CHECK(recode_hex<Appends>("a00105e212017808"
                            "01a00106a00180808001") == "0801a00105a00106a00180808001e2120178");
  const hex_input in("a00105a00106a00107");
  for (std::size_t cut = 0; cut <= in.view().size(); ++cut) {
    const cut_message segments(in.view(), {cut});
    CHECK(check_decode_in_segments<Appends>(in.view(), segments.view()).empty());
  }
}

TEST_CASE("kinds of a program's own in constant expressions") {
  STATIC_REQUIRE(round_trips(Made{}));
  STATIC_REQUIRE(round_trips(full));
  STATIC_REQUIRE(!equal(full, Made{}));
  STATIC_REQUIRE(equal(full, full));
}

TEST_CASE("kinds of a program's own: sizes, printing, descriptor") {
  STATIC_REQUIRE(encoded_size(Made{.bare = {0}}) == 0);
  STATIC_REQUIRE(encoded_size(Made{.bare = {5}}) == 3);
  STATIC_REQUIRE(encoded_size(Made{.optional = biased{0}}) == 3);
  STATIC_REQUIRE(max_encoded_size<Inner<biased, token>> == 11 + 11 + 7);
  CHECK(fmt::format("{}", Inner<biased, token>{.bare = {5}, .optional = biased{0}})
            .find("{bare=5 optional=0}") != std::string::npos);
  CHECK(descriptor<Made>.find("bare")->type == scalar::uint64);
  CHECK(descriptor<Made>.find("text")->wire == wire_type::len);
}

TEST_CASE("a kind accepts its tags alone") {
  using number = detail::field_at<Made, 1>;
  STATIC_REQUIRE(number::tag() == 0x10);
  STATIC_REQUIRE(number::accepts(0x10));
  STATIC_REQUIRE(!number::accepts(0x12));
  STATIC_REQUIRE(!number::accepts(0x18));
}

TEST_CASE("kinds of a program's own are edited") {
  constexpr const auto& bare = path<&Made::bare>;
  constexpr const auto& deep = path<&Made::inner, &Inner<biased, token>::optional>;
  const hex_input in("10ed07aa010310f007");
  const auto value_of = [](const auto& read) {
    const std::optional<biased> found = read ? *read : std::nullopt;
    return found ? found->value : ~std::uint64_t{0};
  };
  CHECK(value_of(peek<bare>(in.view())) == 5);
  CHECK(value_of(peek<deep>(in.view())) == 8);
  CHECK(value_of(peek_trusted<deep>(in.view())) == 8);

  std::array<std::byte, 40> buffer{};
  const auto spliced = splice<bare, deep>(in.view(), buffer, biased{7}, biased{1});
  REQUIRE(spliced);
  CHECK(to_hex(*spliced) == "10ef07aa010310e907");
  CHECK(patch<deep>(*spliced, biased{2}));
  CHECK(to_hex(*spliced) == "10ef07aa010310ea07");
  CHECK(patch<deep>(*spliced, biased{1U << 30}).code() == errc::size_mismatch);
  const auto cleared = splice<bare>(in.view(), buffer, biased{0});
  REQUIRE(cleared);
  CHECK(to_hex(*cleared) == "aa010310f007");
}
