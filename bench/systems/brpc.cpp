// SPDX-License-Identifier: Apache-2.0
//
// brpc: RpcMeta with RpcRequestMeta, of baidu_rpc_meta.proto.
#include "systems/systems.hpp"

#include <cstdint>
#include <headwire/headwire.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "systems.pb.h"
#include "systems/add_system.hpp"
#include "workloads.hpp"

namespace headwire::bench::systems {
namespace {

namespace pb = ::bench_systems;

struct RpcRequestMeta {
  std::string_view service_name;
  std::string_view method_name;
  std::optional<std::int64_t> log_id;
  std::optional<std::int64_t> trace_id;
  std::optional<std::int64_t> span_id;

  using self = RpcRequestMeta;
  static constexpr auto proto =
      schema(field<1, &self::service_name>, field<2, &self::method_name>, field<3, &self::log_id>,
             field<4, &self::trace_id>, field<5, &self::span_id>);
  using counterpart = pb::BrpcRequestMeta;
};

struct RpcMeta {
  std::optional<RpcRequestMeta> request;
  std::optional<std::int32_t> compress_type;
  std::optional<std::int64_t> correlation_id;
  std::optional<std::int32_t> attachment_size;

  using self = RpcMeta;
  static constexpr auto proto =
      schema(field<1, &self::request>, field<3, &self::compress_type>,
             field<4, &self::correlation_id>, field<5, &self::attachment_size>);
  using counterpart = pb::BrpcMeta;
};

struct brpc {
  using type = RpcMeta;
  static constexpr const char* name = "brpc";
  static constexpr auto peeked = path<&RpcMeta::request, &RpcRequestMeta::method_name>;

  static std::string wire(number_source& numbers) {
    static constexpr std::string_view methods[] = {"Echo", "Query", "GetUserProfile",
                                                   "BatchInsert"};
    RpcMeta made;
    RpcRequestMeta& request = made.request.emplace();
    request.service_name = "example.rec.UserService";
    request.method_name = methods[numbers.between(0, 3)];
    if (numbers.happens(40)) {
      request.log_id = static_cast<std::int64_t>(numbers.of_random_width(40));
    }
    if (numbers.happens(20)) {
      request.trace_id = static_cast<std::int64_t>(numbers.between(0, max_id));
      request.span_id = static_cast<std::int64_t>(numbers.between(0, max_id));
    }
    if (numbers.happens(10)) made.compress_type = 1;
    made.correlation_id = static_cast<std::int64_t>(numbers.of_random_width(32));
    if (numbers.happens(30)) {
      made.attachment_size = static_cast<std::int32_t>(numbers.of_random_width(20));
    }
    return wire_of(made);
  }

  static auto peeked_in(const type::counterpart& in) {
    return std::string_view(in.request().method_name());
  }
};

}  // namespace

void add_brpc(contenders& all) {
  add_system<brpc>(all);
}

}  // namespace headwire::bench::systems
