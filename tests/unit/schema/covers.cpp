// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <optional>
#include <string_view>

#include "support/catch.hpp"
#include "unit/support/messages.hpp"

using namespace headwire;
using test::color;

namespace {

/// One declared member, and one of type T that the declaration forgets.
template <class T>
struct Forgets {
  std::uint32_t a = 0;
  T forgotten{};

  using self = Forgets;
  static constexpr auto proto = schema(field<1, &self::a>);
};

/// The same with the forgotten member in front.
template <class T>
struct ForgetsFirst {
  T forgotten{};
  std::uint32_t a = 0;

  using self = ForgetsFirst;
  static constexpr auto proto = schema(field<1, &self::a>);
};

/// The same, and with all members declared.
template <class T>
struct Names {
  std::uint32_t a = 0;
  T named{};

  using self = Names;
  static constexpr auto proto = schema(field<1, &self::a>, field<2, &self::named>);
};

template <class T>
constexpr bool found = covers<Names<T>> && !covers<Forgets<T>> && !covers<ForgetsFirst<T>>;

struct NamesUnknown {
  unknown_fields<3> rest;
  bool b = false;

  using self = NamesUnknown;
  static constexpr auto proto = schema(field<1, &self::b>, unknown<&self::rest>);
};

struct ForgetsAll {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  static constexpr auto proto = schema();
};

struct ForgetsTwo {
  std::uint32_t a = 0;
  std::optional<test::One> b;
  unknown_fields<> rest;

  using self = ForgetsTwo;
  static constexpr auto proto = schema(field<1, &self::a>);
};

/// What is no protobuf type is a member as well.
struct HasPointer {
  std::uint32_t a = 0;
  const char* p = nullptr;

  using self = HasPointer;
  static constexpr auto proto = schema(field<1, &self::a>);
};

struct HasStatic {
  static constexpr std::uint32_t default_a = 1;
  std::uint32_t a = default_a;

  using self = HasStatic;
  static constexpr auto proto = schema(field<1, &self::a>);
};

}  // namespace

TEST_CASE("covers finds a forgotten member of every type") {
  STATIC_REQUIRE(found<bool>);
  STATIC_REQUIRE(found<std::int32_t>);
  STATIC_REQUIRE(found<std::int64_t>);
  STATIC_REQUIRE(found<std::uint32_t>);
  STATIC_REQUIRE(found<std::uint64_t>);
  STATIC_REQUIRE(found<float>);
  STATIC_REQUIRE(found<double>);
  STATIC_REQUIRE(found<color>);
  STATIC_REQUIRE(found<std::string_view>);
  STATIC_REQUIRE(found<bytes>);
  STATIC_REQUIRE(found<std::optional<bool>>);
  STATIC_REQUIRE(found<std::optional<std::int64_t>>);
  STATIC_REQUIRE(found<std::optional<double>>);
  STATIC_REQUIRE(found<std::optional<color>>);
  STATIC_REQUIRE(found<std::optional<std::string_view>>);
  STATIC_REQUIRE(found<std::optional<bytes>>);
  STATIC_REQUIRE(found<std::optional<test::One>>);
  STATIC_REQUIRE(found<std::optional<test::Empty>>);
  STATIC_REQUIRE(found<std::optional<test::AllScalars>>);
  STATIC_REQUIRE(found<std::optional<test::Keeper<2>>>);
}

TEST_CASE("covers counts members that keep unknown fields, and those without a protobuf type") {
  STATIC_REQUIRE(covers<NamesUnknown>);
  STATIC_REQUIRE(!covers<Forgets<unknown_fields<4>>>);
  STATIC_REQUIRE(!covers<ForgetsAll>);
  STATIC_REQUIRE(!covers<ForgetsTwo>);
  STATIC_REQUIRE(!covers<HasPointer>);
  STATIC_REQUIRE(!covers<Forgets<test::One>>);
  STATIC_REQUIRE(covers<HasStatic>);
}

TEST_CASE("the messages of the tests are covered") {
  STATIC_REQUIRE(covers<test::Empty>);
  STATIC_REQUIRE(covers<test::One>);
  STATIC_REQUIRE(covers<test::AllScalars>);
  STATIC_REQUIRE(covers<test::AllScalars::Nested>);
  STATIC_REQUIRE(covers<test::Explicit>);
  STATIC_REQUIRE(covers<test::WideTags>);
  STATIC_REQUIRE(covers<test::Keeper<3>>);
  STATIC_REQUIRE(covers<test::chain<2>>);
}
