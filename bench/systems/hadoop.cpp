// SPDX-License-Identifier: Apache-2.0
//
// Hadoop: RpcRequestHeaderProto of RpcHeader.proto.
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

struct RPCTraceInfoProto {
  std::optional<std::int64_t> trace_id;
  std::optional<std::int64_t> parent_id;

  using self = RPCTraceInfoProto;
  static constexpr auto proto = schema(field<1, &self::trace_id>, field<2, &self::parent_id>);
  using counterpart = pb::HadoopTraceInfo;
};

struct RpcRequestHeaderProto {
  std::optional<std::int32_t> rpc_kind;
  std::optional<std::int32_t> rpc_op;
  std::int32_t call_id = 0;
  bytes client_id;
  std::optional<std::int32_t> retry_count;
  std::optional<RPCTraceInfoProto> trace_info;

  using self = RpcRequestHeaderProto;
  static constexpr auto proto =
      schema(field<1, &self::rpc_kind>, field<2, &self::rpc_op>, field<3, &self::call_id, zigzag>,
             field<4, &self::client_id>, field<5, &self::retry_count, zigzag>,
             field<6, &self::trace_info>);
  using counterpart = pb::HadoopRequestHeader;
};

struct hadoop {
  using type = RpcRequestHeaderProto;
  static constexpr const char* name = "hadoop";
  static constexpr auto peeked =
      path<&RpcRequestHeaderProto::trace_info, &RPCTraceInfoProto::trace_id>;

  static std::string wire(number_source& numbers) {
    std::string client(16, '\0');
    for (char& byte : client)
      byte = static_cast<char>(numbers.between(0, 255));
    RpcRequestHeaderProto made;
    made.rpc_kind = 2;
    made.rpc_op = 0;
    made.call_id = static_cast<std::int32_t>(numbers.of_random_width(24));
    made.client_id = as_bytes(client);
    made.retry_count = numbers.happens(97) ? -1 : static_cast<std::int32_t>(numbers.between(0, 3));
    if (numbers.happens(30)) {
      RPCTraceInfoProto& trace = made.trace_info.emplace();
      trace.trace_id = static_cast<std::int64_t>(numbers.between(0, max_id));
      trace.parent_id = static_cast<std::int64_t>(numbers.between(0, max_id));
    }
    return wire_of(made);
  }

  static auto peeked_in(const type::counterpart& in) { return in.trace_info().trace_id(); }
};

}  // namespace

void add_hadoop(contenders& all) {
  add_system<hadoop>(all);
}

}  // namespace headwire::bench::systems
