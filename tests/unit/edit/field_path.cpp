// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>
#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "support/catch.hpp"
#include "support/paths.hpp"
#include "support/vectors.hpp"
#include "unit/support/codec.hpp"
#include "unit/support/messages.hpp"
#include "unit/support/wire_soup.hpp"

using namespace headwire;
using namespace headwire::test;
namespace v1 = headwire::atomix::multiraft::v1;

namespace {

template <class Path>
std::string numbers_of() {
  return []<std::size_t... I>(std::index_sequence<I...>) {
    std::string text;
    ((text += (I == 0 ? "" : ".") + std::to_string(Path::template field<I>::number)), ...);
    return text;
  }(std::make_index_sequence<Path::size>{});
}

/// An enum is an std::int32_t at run time.
template <class V>
std::optional<V> value_of(const scalar_value& read) {
  if constexpr (std::is_enum_v<V>) {
    const auto number = read.as<std::int32_t>();
    return number ? std::optional<V>(static_cast<V>(*number)) : std::nullopt;
  } else {
    return read.as<V>();
  }
}

template <class Path, std::size_t Level = 0>
std::optional<typename Path::value_type> find(const lone<Path, Level>& in) {
  if constexpr (Level + 1 == Path::size) {
    return in.value;
  } else {
    return in.below ? find<Path, Level + 1>(*in.below) : std::nullopt;
  }
}

/// A run-time path gives what a declaration of just the fields on it would.
template <auto Path>
std::string_view check_numbers(bytes in) {
  using P = detail::path_type<Path>;
  lone<P> declared;
  const status expected = decode(in, declared);
  const auto read = peek(in, numbers_of<P>(), P::leaf::type());
  if (read.status() != expected) return "status";
  if (!expected) return *read ? "a value beside an error" : "";
  const auto value = find<P>(declared);
  if (value.has_value() != read->has_value()) return "presence";
  if (!value) return "";
  if ((*read)->type() != P::leaf::type()) return "type";
  return detail::equal_values(value, value_of<typename P::value_type>(**read)) ? "" : "value";
}

template <message T>
void check_all(bytes in) {
  for_each_path<T>([&]<auto Path>() {
    const std::string_view difference = check_numbers<Path>(in);
    if (!difference.empty()) FAIL(difference << " at " << Path.name() << ": " << to_hex(in));
  });
}

status parse(std::string_view numbers) {
  return peek(bytes{}, numbers, scalar::uint32).status();
}

}  // namespace

TEST_CASE("a path of numbers leads to the field") {
  const hex_input in("0a0a0a080a040a02080710031004");
  const auto read = peek(in.view(), "1.1.1.1.1", scalar::uint32);
  REQUIRE(read);
  REQUIRE(read->has_value());
  CHECK((*read)->as<std::uint32_t>() == 7U);
  CHECK((*read)->as<std::uint64_t>() == std::nullopt);
  CHECK((*read)->as<std::string_view>() == std::nullopt);
  CHECK((*peek(in.view(), "2", scalar::uint64))->as<std::uint64_t>() == 4U);
  CHECK(peek(in.view(), "3", scalar::uint64).status() == status::success(true));
  CHECK_FALSE(peek(in.view(), "3", scalar::uint64)->has_value());
}

TEST_CASE("what is no path is refused at its place in the text") {
  CHECK(parse("") == status(errc::invalid_path, 0, 0));
  CHECK(parse("1.") == status(errc::invalid_path, 2, 0));
  CHECK(parse(".1") == status(errc::invalid_path, 0, 0));
  CHECK(parse("1..2") == status(errc::invalid_path, 2, 0));
  CHECK(parse("1.x") == status(errc::invalid_path, 2, 0));
  CHECK(parse("1.2x") == status(errc::invalid_path, 2, 0));
  CHECK(parse("1 ") == status(errc::invalid_path, 0, 0));
  CHECK(parse("-1") == status(errc::invalid_path, 0, 0));
  CHECK(parse("0") == status(errc::invalid_path, 0, 0));
  CHECK(parse("3.536870912") == status(errc::invalid_path, 2, 0));
  CHECK(parse("4294967297") == status(errc::invalid_path, 0, 0));
  CHECK(parse("99999999999999999999") == status(errc::invalid_path, 0, 0));
  CHECK(parse("536870911") == status{});
  CHECK(parse("0001") == status{});
}

TEST_CASE("a path has at most 101 numbers, as deep as messages nest") {
  std::string numbers = "1";
  for (int i = 1; i < 101; ++i)
    numbers += ".1";
  const hex_input in(nested(100, "0805"));
  const auto read = peek(in.view(), numbers, scalar::uint32);
  REQUIRE(read);
  CHECK((*read)->as<std::uint32_t>() == 5U);
  CHECK(parse(numbers + ".1") == status(errc::invalid_path, numbers.size() + 1, 0));
}

TEST_CASE("the content of fields beside the path is not checked") {
  const hex_input in("0a01ff1005");
  CHECK((*peek(in.view(), "2", scalar::uint32))->as<std::uint32_t>() == 5U);
  CHECK(peek(in.view(), "1.1", scalar::uint32).status() == status(errc::truncated, 2, 0));
  CHECK(peek(in.view(), "1", scalar::string).status() == status(errc::invalid_utf8, 2, 1));
  CHECK(peek(hex_input("0900000000").view(), "1", scalar::fixed64).status() ==
        status(errc::truncated, 1, 1));
  CHECK((*peek(in.view(), "1", scalar::bytes_))->as<bytes>()->data() == in.view().data() + 2);
}

TEST_CASE("numbers beside declarations: vectors") {
  for (const auto& rows : {go_vectors(), cpp_vectors()}) {
    for (const header_vector& row : rows)
      with_header_type(row.type, [&]<message T>() { check_all<T>(row.encoding); });
  }
  SUCCEED("no difference");
}

TEST_CASE("numbers beside declarations: odd messages of every scalar type") {
  wire_soup soup(51);
  message_generator random(52);
  for (int i = 0; i < 1500; ++i) {
    std::vector<std::byte> message = soup.make<AllScalars>();
    if (!message.empty() && random.chance(50)) {
      message[random.below(message.size())] ^= static_cast<std::byte>(1U << random.below(8));
    }
    check_all<AllScalars>(heap_block(bytes(message)).view());
  }
  SUCCEED("no difference");
}

TEST_CASE("a value in segments is copied to the scratch, and only such a value") {
  const hex_input in("0a0561626364651203666768");
  const std::array<bytes, 2> segments{in.view().first(4), in.view().subspan(4)};
  std::array<std::byte, 5> scratch{};
  CHECK(peek(fragments(segments), {}, "1", scalar::string).status() ==
        status(errc::scratch_too_small, 5, 0));
  const auto cut = peek(fragments(segments), scratch, "1", scalar::string);
  REQUIRE(cut);
  CHECK((*cut)->as<std::string_view>() == "abcde");
  CHECK(as_bytes(*(*cut)->as<std::string_view>()).data() == scratch.data());
  CHECK((*peek(fragments(segments), {}, "2", scalar::string))->as<std::string_view>() == "fgh");
}
