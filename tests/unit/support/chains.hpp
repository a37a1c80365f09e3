// SPDX-License-Identifier: Apache-2.0
//
// Messages that are nested prefixes (codec/nested_prefix.hpp), and some that just are not.
#pragma once

#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <optional>
#include <string_view>
#include <type_traits>

namespace headwire::test::chains {

enum class mood : std::int32_t { calm = 0, wild = 5 };

/// Chains whose messages have other fields behind the link than the headers: a signed number, a
/// bool, an enum, explicit presence, several fields at several levels, tags of other numbers.
struct core {
  std::int32_t number = 0;
  std::optional<bool> flag;
  using self = core;
  static constexpr auto proto = schema(field<1, &self::number>, field<2, &self::flag>);
};
struct inner {
  std::optional<core> link;
  std::optional<std::uint32_t> count;
  using self = inner;
  static constexpr auto proto = schema(field<2, &self::link>, field<15, &self::count>);
};
struct middle {
  std::optional<inner> link;
  bool flag = false;
  using self = middle;
  static constexpr auto proto = schema(field<4, &self::link>, field<7, &self::flag>);
};
struct outer {
  std::optional<middle> link;
  std::string_view name;
  std::uint64_t id = 0;
  using self = outer;
  static constexpr auto proto =
      schema(field<1, &self::link>, field<2, &self::name>, field<3, &self::id>);
};
struct top {
  std::optional<outer> link;
  mood state = mood::calm;
  using self = top;
  static constexpr auto proto = schema(field<9, &self::link>, field<10, &self::state>);
};
struct wrapper {
  std::optional<top> link;
  using self = wrapper;
  static constexpr auto proto = schema(field<1, &self::link>);
};

/// The same with numbers that can be wide in every message, one of them beside another one.
struct wide_core {
  std::int64_t number = 0;
  using self = wide_core;
  static constexpr auto proto = schema(field<1, &self::number, encoding::zigzag>);
};
struct wide_inner {
  std::optional<wide_core> link;
  std::optional<std::uint64_t> count;
  using self = wide_inner;
  static constexpr auto proto = schema(field<1, &self::link>, field<2, &self::count>);
};
struct wide_middle {
  std::optional<wide_inner> link;
  std::uint64_t id = 0;
  using self = wide_middle;
  static constexpr auto proto = schema(field<1, &self::link>, field<2, &self::id>);
};
struct wide_outer {
  std::optional<wide_middle> link;
  std::int32_t negative = 0;
  using self = wide_outer;
  static constexpr auto proto = schema(field<1, &self::link>, field<2, &self::negative>);
};
struct wide_top {
  std::optional<wide_outer> link;
  std::uint64_t id = 0;
  using self = wide_top;
  static constexpr auto proto = schema(field<1, &self::link>, field<2, &self::id>);
};
struct two_numbers {
  std::optional<wide_outer> link;
  std::uint64_t first = 0;
  std::uint64_t second = 0;
  using self = two_numbers;
  static constexpr auto proto =
      schema(field<1, &self::link>, field<2, &self::first>, field<3, &self::second>);
};

/// Every kind of field beside a link.
struct all_kinds {
  std::optional<wide_outer> link;
  std::string_view text;
  std::optional<std::string_view> present_text;
  bytes blob;
  double real = 0;
  std::optional<std::uint32_t> fixed;
  std::int64_t number = 0;
  using self = all_kinds;
  static constexpr auto proto =
      schema(field<1, &self::link>, field<2, &self::text>, field<3, &self::present_text>,
             field<4, &self::blob>, field<5, &self::real>, field<6, &self::fixed, encoding::fixed>,
             field<7, &self::number>);
};

/// No chain: a few fields and no sub-message.
struct flat {
  std::uint64_t id = 0;
  mood state = mood::calm;
  std::string_view text;
  std::optional<bool> flag;
  double real = 0;
  bytes blob;
  using self = flat;
  static constexpr auto proto =
      schema(field<1, &self::id>, field<2, &self::state>, field<3, &self::text>,
             field<4, &self::flag>, field<5, &self::real>, field<6, &self::blob>);
};

/// Chains with unknown fields that are kept, at the top and inside.
struct keeps_outside {
  std::optional<wide_outer> link;
  std::uint64_t id = 0;
  unknown_fields<2> rest;
  using self = keeps_outside;
  static constexpr auto proto =
      schema(field<1, &self::link>, field<2, &self::id>, unknown<&self::rest>);
};
struct keeps_inside {
  std::optional<keeps_outside> link;
  std::uint64_t id = 0;
  using self = keeps_inside;
  static constexpr auto proto = schema(field<1, &self::link>, field<2, &self::id>);
};

/// Calls `f` with a value of each type that is read or written on a fast path, and some that are
/// not: `f(std::type_identity<T>{})`.
template <class F>
void for_each_fast_type(F f) {
  namespace v1 = headwire::atomix::multiraft::v1;
  const auto each = [&f]<class... T>(std::type_identity<T>... types) { (f(types), ...); };
  each(std::type_identity<v1::CommandRequestHeaders>{},
       std::type_identity<v1::CommandResponseHeaders>{},
       std::type_identity<v1::QueryRequestHeaders>{},
       std::type_identity<v1::QueryResponseHeaders>{},
       std::type_identity<v1::OperationRequestHeaders>{},
       std::type_identity<v1::OperationResponseHeaders>{},
       std::type_identity<v1::SessionRequestHeaders>{}, std::type_identity<top>{},
       std::type_identity<outer>{}, std::type_identity<wrapper>{}, std::type_identity<wide_top>{},
       std::type_identity<two_numbers>{}, std::type_identity<all_kinds>{},
       std::type_identity<keeps_outside>{}, std::type_identity<keeps_inside>{},
       std::type_identity<flat>{});
}

}  // namespace headwire::test::chains
