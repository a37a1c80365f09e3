// SPDX-License-Identifier: Apache-2.0
//
// HBase: RequestHeader of RPC.proto.
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

struct RPCTInfo {
  std::optional<std::int64_t> trace_id;
  std::optional<std::int64_t> parent_id;

  using self = RPCTInfo;
  static constexpr auto proto = schema(field<1, &self::trace_id>, field<2, &self::parent_id>);
  using counterpart = pb::HbaseTraceInfo;
};

struct CellBlockMeta {
  std::optional<std::uint32_t> length;

  using self = CellBlockMeta;
  static constexpr auto proto = schema(field<1, &self::length>);
  using counterpart = pb::HbaseCellBlockMeta;
};

struct RequestHeader {
  std::optional<std::uint32_t> call_id;
  std::optional<RPCTInfo> trace_info;
  std::optional<std::string_view> method_name;
  std::optional<bool> request_param;
  std::optional<CellBlockMeta> cell_block_meta;
  std::optional<std::uint32_t> priority;
  std::optional<std::uint32_t> timeout;

  using self = RequestHeader;
  static constexpr auto proto =
      schema(field<1, &self::call_id>, field<2, &self::trace_info>, field<3, &self::method_name>,
             field<4, &self::request_param>, field<5, &self::cell_block_meta>,
             field<6, &self::priority>, field<7, &self::timeout>);
  using counterpart = pb::HbaseRequestHeader;
};

struct hbase {
  using type = RequestHeader;
  static constexpr const char* name = "hbase";
  static constexpr auto peeked = path<&RequestHeader::cell_block_meta, &CellBlockMeta::length>;

  static std::string wire(number_source& numbers) {
    static constexpr std::string_view methods[] = {"Get", "Scan", "Mutate", "Multi", "ExecService"};
    RequestHeader made;
    made.call_id = static_cast<std::uint32_t>(numbers.of_random_width(24));
    made.method_name = methods[numbers.between(0, 4)];
    made.request_param = true;
    if (numbers.happens(70)) {
      made.cell_block_meta.emplace().length =
          static_cast<std::uint32_t>(numbers.of_random_width(16));
    }
    if (numbers.happens(60)) {
      made.priority = static_cast<std::uint32_t>(50 * numbers.between(0, 2));
    }
    if (numbers.happens(90)) {
      made.timeout = static_cast<std::uint32_t>(numbers.between(30'000, 60'000));
    }
    return wire_of(made);
  }

  static auto peeked_in(const type::counterpart& in) { return in.cell_block_meta().length(); }
};

}  // namespace

void add_hbase(contenders& all) {
  add_system<hbase>(all);
}

}  // namespace headwire::bench::systems
