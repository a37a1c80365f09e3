// SPDX-License-Identifier: Apache-2.0
//
// Headers that other systems send: contenders named system.stream/operation/library, such as
// "hbase.random/decode/headwire". Each system is a file.
#pragma once

#include <cstdint>

#include "contender.hpp"

namespace headwire::bench::systems {

/// Ids of tracing systems are random, and positive as signed numbers.
inline constexpr std::uint64_t max_id = 0x7fff'ffff'ffff'ffff;

void add_flat4(contenders& all);
void add_hbase(contenders& all);
void add_hadoop(contenders& all);
void add_pulsar(contenders& all);
void add_brpc(contenders& all);
void add_etcd(contenders& all);
void add_tikv(contenders& all);
void add_bookkeeper(contenders& all);
void add_cast(contenders& all);
void add_steam(contenders& all);
void add_grpc_log(contenders& all);

[[nodiscard]] inline contenders all_systems() {
  contenders all;
  add_flat4(all);
  add_hbase(all);
  add_hadoop(all);
  add_pulsar(all);
  add_brpc(all);
  add_etcd(all);
  add_tikv(all);
  add_bookkeeper(all);
  add_cast(all);
  add_steam(all);
  add_grpc_log(all);
  return all;
}

}  // namespace headwire::bench::systems
