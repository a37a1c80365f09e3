// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <headwire/schema/field.hpp>
#include <headwire/schema/schema.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "support/catch.hpp"
#include "unit/support/messages.hpp"

using namespace headwire;
using test::AllScalars;
using test::color;
using test::Explicit;

namespace {

enum class narrow : std::int16_t {};
enum class unsigned_enum : std::uint32_t {};
enum unscoped : std::int32_t { unscoped_a };
enum implicit { implicit_a };

template <auto Member, encoding E = automatic>
constexpr scalar type_of = field_t<1, Member, E>::type();

template <auto Member, encoding E = automatic>
constexpr wire_type wire_of = field_t<1, Member, E>::wire();

struct holder {
  unscoped u = unscoped_a;
};

}  // namespace

TEST_CASE("type and encoding give each scalar type of protobuf") {
  STATIC_REQUIRE(type_of<&AllScalars::optional_int32> == scalar::int32);
  STATIC_REQUIRE(type_of<&AllScalars::optional_int64> == scalar::int64);
  STATIC_REQUIRE(type_of<&AllScalars::optional_uint32> == scalar::uint32);
  STATIC_REQUIRE(type_of<&AllScalars::optional_uint64> == scalar::uint64);
  STATIC_REQUIRE(type_of<&AllScalars::optional_int32, zigzag> == scalar::sint32);
  STATIC_REQUIRE(type_of<&AllScalars::optional_int64, zigzag> == scalar::sint64);
  STATIC_REQUIRE(type_of<&AllScalars::optional_uint32, fixed> == scalar::fixed32);
  STATIC_REQUIRE(type_of<&AllScalars::optional_uint64, fixed> == scalar::fixed64);
  STATIC_REQUIRE(type_of<&AllScalars::optional_int32, fixed> == scalar::sfixed32);
  STATIC_REQUIRE(type_of<&AllScalars::optional_int64, fixed> == scalar::sfixed64);
  STATIC_REQUIRE(type_of<&AllScalars::optional_float> == scalar::float_);
  STATIC_REQUIRE(type_of<&AllScalars::optional_double> == scalar::double_);
  STATIC_REQUIRE(type_of<&AllScalars::optional_bool> == scalar::bool_);
  STATIC_REQUIRE(type_of<&AllScalars::optional_string> == scalar::string);
  STATIC_REQUIRE(type_of<&AllScalars::optional_bytes> == scalar::bytes_);
  STATIC_REQUIRE(type_of<&AllScalars::optional_nested_enum> == scalar::enum_);
  STATIC_REQUIRE(type_of<&holder::u> == scalar::enum_);
}

TEST_CASE("std::optional changes presence and nothing else") {
  STATIC_REQUIRE(type_of<&Explicit::i32> == scalar::int32);
  STATIC_REQUIRE(type_of<&Explicit::text> == scalar::string);
  STATIC_REQUIRE(type_of<&Explicit::s64, zigzag> == scalar::sint64);
  STATIC_REQUIRE(field_t<1, &Explicit::i32>::explicit_presence);
  STATIC_REQUIRE(!field_t<1, &AllScalars::optional_int32>::explicit_presence);
  STATIC_REQUIRE(field_t<1, &AllScalars::optional_nested_message>::explicit_presence);
  STATIC_REQUIRE(std::is_same_v<field_t<1, &Explicit::i32>::value_type, std::int32_t>);
  STATIC_REQUIRE(
      std::is_same_v<field_t<1, &Explicit::i32>::member_type, std::optional<std::int32_t>>);
}

TEST_CASE("each type has its wire type, and so its tag") {
  STATIC_REQUIRE(wire_of<&AllScalars::optional_int32> == wire_type::varint);
  STATIC_REQUIRE(wire_of<&AllScalars::optional_int64, zigzag> == wire_type::varint);
  STATIC_REQUIRE(wire_of<&AllScalars::optional_bool> == wire_type::varint);
  STATIC_REQUIRE(wire_of<&AllScalars::optional_nested_enum> == wire_type::varint);
  STATIC_REQUIRE(wire_of<&AllScalars::optional_int32, fixed> == wire_type::i32);
  STATIC_REQUIRE(wire_of<&AllScalars::optional_uint64, fixed> == wire_type::i64);
  STATIC_REQUIRE(wire_of<&AllScalars::optional_float> == wire_type::i32);
  STATIC_REQUIRE(wire_of<&AllScalars::optional_double> == wire_type::i64);
  STATIC_REQUIRE(wire_of<&AllScalars::optional_string> == wire_type::len);
  STATIC_REQUIRE(wire_of<&AllScalars::optional_bytes> == wire_type::len);
  STATIC_REQUIRE(wire_of<&AllScalars::optional_nested_message> == wire_type::len);
  STATIC_REQUIRE(field_t<536870911, &AllScalars::optional_float>::tag() == 0xfffffffd);
  STATIC_REQUIRE(field_t<16, &AllScalars::optional_nested_message>::tag() == 0x82);
}

TEST_CASE("the checks of a declaration, one by one") {
  STATIC_REQUIRE(!detail::number_in_range<0>);
  STATIC_REQUIRE(detail::number_in_range<1>);
  STATIC_REQUIRE(detail::number_in_range<536870911>);
  STATIC_REQUIRE(!detail::number_in_range<536870912>);
  STATIC_REQUIRE(!detail::number_in_range<4294967295>);

  STATIC_REQUIRE(detail::number_is_free<18999>);
  STATIC_REQUIRE(!detail::number_is_free<19000>);
  STATIC_REQUIRE(!detail::number_is_free<19999>);
  STATIC_REQUIRE(detail::number_is_free<20000>);

  STATIC_REQUIRE(detail::is_supported<color>);
  STATIC_REQUIRE(detail::is_supported<unscoped>);
  STATIC_REQUIRE(detail::is_supported<std::optional<test::One>>);
  STATIC_REQUIRE(!detail::is_supported<std::int16_t>);
  STATIC_REQUIRE(!detail::is_supported<char>);
  STATIC_REQUIRE(!detail::is_supported<long double>);
  STATIC_REQUIRE(!detail::is_supported<std::string>);
  STATIC_REQUIRE(!detail::is_supported<const char*>);
  STATIC_REQUIRE(!detail::is_supported<mutable_bytes>);
  STATIC_REQUIRE(!detail::is_supported<std::optional<std::optional<bool>>>);
  STATIC_REQUIRE(!detail::is_supported<const std::uint32_t>);
  STATIC_REQUIRE(!detail::is_supported<unknown_fields<4>>);

  STATIC_REQUIRE(detail::is_closed_enum<narrow>);
  STATIC_REQUIRE(detail::is_closed_enum<unsigned_enum>);
  STATIC_REQUIRE(detail::is_closed_enum<implicit>);
  STATIC_REQUIRE(!detail::is_closed_enum<color>);

  STATIC_REQUIRE(detail::encoding_fits<std::int32_t, zigzag>);
  STATIC_REQUIRE(!detail::encoding_fits<std::uint32_t, zigzag>);
  STATIC_REQUIRE(!detail::encoding_fits<bool, zigzag>);
  STATIC_REQUIRE(!detail::encoding_fits<color, zigzag>);
  STATIC_REQUIRE(!detail::encoding_fits<color, fixed>);
  STATIC_REQUIRE(detail::encoding_fits<std::uint64_t, fixed>);
  STATIC_REQUIRE(!detail::encoding_fits<double, fixed>);
  STATIC_REQUIRE(!detail::encoding_fits<std::string_view, fixed>);
  STATIC_REQUIRE(!detail::encoding_fits<test::One, fixed>);
}
