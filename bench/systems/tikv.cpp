// SPDX-License-Identifier: Apache-2.0
//
// TiKV: Context of kvrpcpb.proto, with RegionEpoch and Peer of metapb.proto.
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

struct RegionEpoch {
  std::uint64_t conf_ver = 0;
  std::uint64_t version = 0;

  using self = RegionEpoch;
  static constexpr auto proto = schema(field<1, &self::conf_ver>, field<2, &self::version>);
  using counterpart = pb::TikvRegionEpoch;
};

struct Peer {
  std::uint64_t id = 0;
  std::uint64_t store_id = 0;
  std::int32_t role = 0;

  using self = Peer;
  static constexpr auto proto =
      schema(field<1, &self::id>, field<2, &self::store_id>, field<3, &self::role>);
  using counterpart = pb::TikvPeer;
};

struct Context {
  std::uint64_t region_id = 0;
  std::optional<RegionEpoch> region_epoch;
  std::optional<Peer> peer;
  std::uint64_t term = 0;
  std::int32_t priority = 0;
  std::int32_t isolation_level = 0;
  bool not_fill_cache = false;
  bool sync_log = false;
  bool handle_time = false;
  bool scan_detail = false;
  bool replica_read = false;
  std::uint64_t max_execution_duration_ms = 0;

  using self = Context;
  static constexpr auto proto =
      schema(field<1, &self::region_id>, field<2, &self::region_epoch>, field<3, &self::peer>,
             field<5, &self::term>, field<6, &self::priority>, field<7, &self::isolation_level>,
             field<8, &self::not_fill_cache>, field<9, &self::sync_log>,
             field<10, &self::handle_time>, field<11, &self::scan_detail>,
             field<12, &self::replica_read>, field<14, &self::max_execution_duration_ms>);
  using counterpart = pb::TikvContext;
};

struct tikv {
  using type = Context;
  static constexpr const char* name = "tikv";
  static constexpr auto peeked = path<&Context::peer, &Peer::store_id>;

  static std::string wire(number_source& numbers) {
    Context made;
    made.region_id = numbers.of_random_width(20);
    made.region_epoch = {.conf_ver = numbers.of_random_width(6),
                         .version = numbers.of_random_width(10)};
    made.peer = {.id = numbers.of_random_width(20), .store_id = numbers.of_random_width(5)};
    made.term = numbers.of_random_width(6);
    if (numbers.happens(10)) made.priority = static_cast<std::int32_t>(numbers.between(1, 2));
    if (numbers.happens(5)) made.isolation_level = 1;
    made.not_fill_cache = numbers.happens(5);
    made.sync_log = numbers.happens(20);
    made.handle_time = made.scan_detail = numbers.happens(10);
    made.replica_read = numbers.happens(10);
    if (numbers.happens(60)) made.max_execution_duration_ms = numbers.between(10'000, 60'000);
    return wire_of(made);
  }

  static auto peeked_in(const type::counterpart& in) { return in.peer().store_id(); }
};

}  // namespace

void add_tikv(contenders& all) {
  add_system<tikv>(all);
}

}  // namespace headwire::bench::systems
