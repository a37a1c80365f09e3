// SPDX-License-Identifier: Apache-2.0
//
// The messages that are compared with libprotobuf, each with its generated counterpart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <optional>
#include <string_view>
#include <type_traits>

#include "edge.pb.h"
#include "headers.pb.h"
#include "scalars.pb.h"

namespace headwire::reference {

namespace hw = headwire::atomix::multiraft::v1;
namespace atomix_pb = ::atomix::multiraft::v1;
namespace edge_pb = ::conf::edge;

enum class choice : std::int32_t { zero = 0, one = 1, negative = -1 };

/// Every scalar type with implicit presence.
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
  std::string_view optional_string;
  bytes optional_bytes;
  std::optional<Nested> optional_nested_message;
  choice optional_nested_enum = choice::zero;

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

/// Every scalar type with explicit presence, under tags of 1 to 5 bytes.
struct OptionalScalars {
  std::optional<std::int32_t> int32_value;
  std::optional<std::int64_t> int64_value;
  std::optional<std::uint32_t> uint32_value;
  std::optional<std::uint64_t> uint64_value;
  std::optional<std::int32_t> sint32_value;
  std::optional<std::int64_t> sint64_value;
  std::optional<std::uint32_t> fixed32_value;
  std::optional<std::uint64_t> fixed64_value;
  std::optional<std::int32_t> sfixed32_value;
  std::optional<std::int64_t> sfixed64_value;
  std::optional<float> float_value;
  std::optional<double> double_value;
  std::optional<bool> bool_value;
  std::optional<std::string_view> string_value;
  std::optional<bytes> bytes_value;
  std::optional<reference::choice> choice;
  std::optional<AllScalars> nested;

  using self = OptionalScalars;
  static constexpr auto proto = schema(
      field<1, &self::int32_value>, field<15, &self::int64_value>, field<16, &self::uint32_value>,
      field<17, &self::uint64_value>, field<2047, &self::sint32_value, zigzag>,
      field<2048, &self::sint64_value, zigzag>, field<18999, &self::fixed32_value, fixed>,
      field<20000, &self::fixed64_value, fixed>, field<262143, &self::sfixed32_value, fixed>,
      field<262144, &self::sfixed64_value, fixed>, field<33554431, &self::float_value>,
      field<33554432, &self::double_value>, field<33554433, &self::bool_value>,
      field<536870908, &self::string_value>, field<536870909, &self::bytes_value>,
      field<536870910, &self::choice>, field<536870911, &self::nested>);
};

/// conf.edge.Opt.
struct Opt {
  struct Sub {
    std::uint32_t u = 0;

    using self = Sub;
    static constexpr auto proto = schema(field<1, &self::u>);
  };

  std::optional<std::uint32_t> u;
  std::optional<std::string_view> s;
  std::optional<Sub> m;

  using self = Opt;
  static constexpr auto proto = schema(field<1, &self::u>, field<2, &self::s>, field<3, &self::m>);
};

/// Headers that keep unknown fields: at every level, and above a level that drops them.
struct KeepingPartition {
  std::uint32_t partition_id = 0;
  unknown_fields<> rest;

  using self = KeepingPartition;
  static constexpr auto proto = schema(field<1, &self::partition_id>, unknown<&self::rest>);
};

struct KeepingSession {
  std::optional<KeepingPartition> partition;
  std::uint64_t session_id = 0;
  unknown_fields<2> rest;

  using self = KeepingSession;
  static constexpr auto proto =
      schema(field<1, &self::partition>, field<2, &self::session_id>, unknown<&self::rest>);
};

struct KeepingOperation {
  std::optional<hw::PrimitiveResponseHeaders> session;
  hw::OperationResponseHeaders::Status status{};
  std::string_view message;
  unknown_fields<16> rest;

  using self = KeepingOperation;
  static constexpr auto proto = schema(field<1, &self::session>, field<2, &self::status>,
                                       field<3, &self::message>, unknown<&self::rest>);
};

/// conf.edge.AllScalars as a chain of N sub-messages below the top: only what the tests of the
/// nesting limit use.
template <int N>
struct nested_chain {
  std::int32_t optional_int32 = 0;
  std::optional<nested_chain<N - 1>> recursive_message;

  using self = nested_chain;
  static constexpr auto proto =
      schema(field<1, &self::optional_int32>, field<27, &self::recursive_message>);
};
template <>
struct nested_chain<0> {
  std::int32_t optional_int32 = 0;

  using self = nested_chain;
  static constexpr auto proto = schema(field<1, &self::optional_int32>);
};

/// The generated class that stands for T.
template <message T>
struct reference_of;
template <message T>
using reference_t = typename reference_of<T>::type;

// clang-format off
template <> struct reference_of<hw::PartitionRequestHeaders> : std::type_identity<atomix_pb::PartitionRequestHeaders> {};
template <> struct reference_of<hw::PartitionResponseHeaders> : std::type_identity<atomix_pb::PartitionResponseHeaders> {};
template <> struct reference_of<hw::SessionRequestHeaders> : std::type_identity<atomix_pb::SessionRequestHeaders> {};
template <> struct reference_of<hw::SessionResponseHeaders> : std::type_identity<atomix_pb::SessionResponseHeaders> {};
template <> struct reference_of<hw::PrimitiveRequestHeaders> : std::type_identity<atomix_pb::PrimitiveRequestHeaders> {};
template <> struct reference_of<hw::PrimitiveResponseHeaders> : std::type_identity<atomix_pb::PrimitiveResponseHeaders> {};
template <> struct reference_of<hw::OperationRequestHeaders> : std::type_identity<atomix_pb::OperationRequestHeaders> {};
template <> struct reference_of<hw::OperationResponseHeaders> : std::type_identity<atomix_pb::OperationResponseHeaders> {};
template <> struct reference_of<hw::CommandRequestHeaders> : std::type_identity<atomix_pb::CommandRequestHeaders> {};
template <> struct reference_of<hw::CommandResponseHeaders> : std::type_identity<atomix_pb::CommandResponseHeaders> {};
template <> struct reference_of<hw::QueryRequestHeaders> : std::type_identity<atomix_pb::QueryRequestHeaders> {};
template <> struct reference_of<hw::QueryResponseHeaders> : std::type_identity<atomix_pb::QueryResponseHeaders> {};
template <> struct reference_of<AllScalars> : std::type_identity<pb::AllScalars> {};
template <> struct reference_of<AllScalars::Nested> : std::type_identity<pb::AllScalars::Nested> {};
template <> struct reference_of<OptionalScalars> : std::type_identity<pb::OptionalScalars> {};
template <> struct reference_of<Opt> : std::type_identity<edge_pb::Opt> {};
template <> struct reference_of<Opt::Sub> : std::type_identity<edge_pb::Opt::Sub> {};
template <> struct reference_of<KeepingPartition> : std::type_identity<atomix_pb::PartitionRequestHeaders> {};
template <> struct reference_of<KeepingSession> : std::type_identity<atomix_pb::SessionRequestHeaders> {};
template <> struct reference_of<KeepingOperation> : std::type_identity<atomix_pb::OperationResponseHeaders> {};
template <int N> struct reference_of<nested_chain<N>> : std::type_identity<edge_pb::AllScalars> {};
// clang-format on

template <class... T>
struct type_list {};

using header_types =
    type_list<hw::PartitionRequestHeaders, hw::PartitionResponseHeaders, hw::SessionRequestHeaders,
              hw::SessionResponseHeaders, hw::PrimitiveRequestHeaders, hw::PrimitiveResponseHeaders,
              hw::OperationRequestHeaders, hw::OperationResponseHeaders, hw::CommandRequestHeaders,
              hw::CommandResponseHeaders, hw::QueryRequestHeaders, hw::QueryResponseHeaders>;
/// The order is that of the first byte of a fuzz input: append only, or the seeds lose their types.
using edge_types =
    type_list<AllScalars, OptionalScalars, Opt, KeepingPartition, KeepingSession, KeepingOperation>;

template <class... A, class... B>
constexpr type_list<A..., B...> join(type_list<A...>, type_list<B...>) {
  return {};
}
using all_types = decltype(join(header_types{}, edge_types{}));

/// The place of T in the list.
template <class T, class... Listed>
constexpr std::size_t index_in(type_list<Listed...>) {
  static_assert((std::is_same_v<T, Listed> || ...), "the list lacks this type");
  std::size_t index = 0;
  static_cast<void>(((std::is_same_v<T, Listed> || (++index, false)) || ...));
  return index;
}

/// Calls `f.operator()<T>()` for each type of the list.
template <class... T, class F>
void for_each_type(type_list<T...>, F f) {
  (f.template operator()<T>(), ...);
}

}  // namespace headwire::reference
