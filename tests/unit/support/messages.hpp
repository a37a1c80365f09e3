// SPDX-License-Identifier: Apache-2.0
//
// Messages that several tests use, beside the twelve headers.
#pragma once

#include <cstdint>
#include <headwire/headwire.hpp>
#include <optional>
#include <string_view>

namespace headwire::test {

enum class color : std::int32_t { none = 0, red = 1, green = 2, negative = -1 };

/// No fields at all.
struct Empty {
  static constexpr auto proto = schema();
};

/// One varint field.
struct One {
  std::uint32_t a = 0;

  using self = One;
  static constexpr auto proto = schema(field<1, &self::a>);
};

/// Every scalar type with implicit presence, and a sub-message: 17 fields, so that the switch over
/// tags, eight at a time, has a third block. Numbers as in tests/reference/edge.proto, except for the
/// members there that contain AllScalars itself.
struct AllScalars {
  struct Nested {
    std::int32_t a = 0;

    using self = Nested;
    static constexpr auto proto = schema(field<1, &self::a>);
  };

  std::int32_t optional_int32 = 0;
  std::int64_t optional_int64 = 0;
  std::uint32_t optional_uint32 = 0;
  std::uint64_t optional_uint64 = 0;
  std::int32_t optional_sint32 = 0;
  std::int64_t optional_sint64 = 0;
  std::uint32_t optional_fixed32 = 0;
  std::uint64_t optional_fixed64 = 0;
  std::int32_t optional_sfixed32 = 0;
  std::int64_t optional_sfixed64 = 0;
  float optional_float = 0;
  double optional_double = 0;
  bool optional_bool = false;
  std::string_view optional_string{};
  bytes optional_bytes{};
  std::optional<Nested> optional_nested_message{};
  color optional_nested_enum = color::none;

  using self = AllScalars;
  static constexpr auto proto =
      schema(field<1, &self::optional_int32>, field<2, &self::optional_int64>,
             field<3, &self::optional_uint32>, field<4, &self::optional_uint64>,
             field<5, &self::optional_sint32, zigzag>, field<6, &self::optional_sint64, zigzag>,
             field<7, &self::optional_fixed32, fixed>, field<8, &self::optional_fixed64, fixed>,
             field<9, &self::optional_sfixed32, fixed>, field<10, &self::optional_sfixed64, fixed>,
             field<11, &self::optional_float>, field<12, &self::optional_double>,
             field<13, &self::optional_bool>, field<14, &self::optional_string>,
             field<15, &self::optional_bytes>, field<18, &self::optional_nested_message>,
             field<21, &self::optional_nested_enum>);
};

/// Every scalar type with explicit presence: 16 fields, two full blocks of the switch.
struct Explicit {
  std::optional<std::int32_t> i32{};
  std::optional<std::int64_t> i64{};
  std::optional<std::uint32_t> u32{};
  std::optional<std::uint64_t> u64{};
  std::optional<std::int32_t> s32{};
  std::optional<std::int64_t> s64{};
  std::optional<std::uint32_t> f32{};
  std::optional<std::uint64_t> f64{};
  std::optional<std::int32_t> sf32{};
  std::optional<std::int64_t> sf64{};
  std::optional<float> f{};
  std::optional<double> d{};
  std::optional<bool> b{};
  std::optional<std::string_view> text{};
  std::optional<bytes> blob{};
  std::optional<color> kind{};

  using self = Explicit;
  static constexpr auto proto = schema(
      field<1, &self::i32>, field<2, &self::i64>, field<3, &self::u32>, field<4, &self::u64>,
      field<5, &self::s32, zigzag>, field<6, &self::s64, zigzag>, field<7, &self::f32, fixed>,
      field<8, &self::f64, fixed>, field<9, &self::sf32, fixed>, field<10, &self::sf64, fixed>,
      field<11, &self::f>, field<12, &self::d>, field<13, &self::b>, field<14, &self::text>,
      field<15, &self::blob>, field<16, &self::kind>);
};

/// Field numbers at each border between tag sizes, in nine fields: one more than a switch takes.
struct WideTags {
  std::uint32_t n1 = 0;
  std::uint32_t n15 = 0;
  std::uint32_t n16 = 0;
  std::uint32_t n2047 = 0;
  std::uint32_t n2048 = 0;
  std::uint32_t n262143 = 0;
  std::uint32_t n262144 = 0;
  std::optional<One> n33554432{};
  std::uint32_t n536870911 = 0;

  using self = WideTags;
  static constexpr auto proto = schema(
      field<1, &self::n1>, field<15, &self::n15>, field<16, &self::n16>, field<2047, &self::n2047>,
      field<2048, &self::n2048>, field<262143, &self::n262143>, field<262144, &self::n262144>,
      field<33554432, &self::n33554432>, field<536870911, &self::n536870911, fixed>);
};

/// Keeps unknown fields, at the top and in a sub-message.
template <std::size_t N>
struct Keeper {
  struct Sub {
    std::uint32_t u = 0;
    unknown_fields<N> rest{};

    using self = Sub;
    static constexpr auto proto = schema(field<1, &self::u>, unknown<&self::rest>);
  };

  std::uint32_t a = 0;
  std::string_view text{};
  std::optional<Sub> sub{};
  unknown_fields<N> rest{};

  using self = Keeper;
  static constexpr auto proto =
      schema(field<1, &self::a>, field<2, &self::text>, field<3, &self::sub>, unknown<&self::rest>);
};

/// N levels of sub-messages below the top, with a number at each.
template <int N>
struct chain {
  std::optional<chain<N - 1>> next;
  std::uint32_t level = 0;

  using self = chain;
  static constexpr auto proto = schema(field<1, &self::next>, field<2, &self::level>);
};
template <>
struct chain<0> {
  std::uint32_t level = 0;

  using self = chain;
  static constexpr auto proto = schema(field<2, &self::level>);
};

}  // namespace headwire::test
