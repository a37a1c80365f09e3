// SPDX-License-Identifier: Apache-2.0
//
// etcd: ResponseHeader in a RangeResponse, of rpc.proto.
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

struct ResponseHeader {
  std::uint64_t cluster_id = 0;
  std::uint64_t member_id = 0;
  std::int64_t revision = 0;
  std::uint64_t raft_term = 0;

  using self = ResponseHeader;
  static constexpr auto proto = schema(field<1, &self::cluster_id>, field<2, &self::member_id>,
                                       field<3, &self::revision>, field<4, &self::raft_term>);
  using counterpart = pb::EtcdResponseHeader;
};

struct RangeResponse {
  std::optional<ResponseHeader> header;
  bool more = false;
  std::int64_t count = 0;

  using self = RangeResponse;
  static constexpr auto proto =
      schema(field<1, &self::header>, field<3, &self::more>, field<4, &self::count>);
  using counterpart = pb::EtcdRangeResponse;
};

struct etcd {
  using type = RangeResponse;
  static constexpr const char* name = "etcd";
  static constexpr auto peeked = path<&RangeResponse::header, &ResponseHeader::revision>;

  static std::string wire(number_source& numbers) {
    RangeResponse made;
    ResponseHeader& header = made.header.emplace();
    header.cluster_id = 0xcdf8'1819'4e3a'8c32;
    header.member_id = 0x8e9e'05c5'2164'694d;
    header.revision = static_cast<std::int64_t>(numbers.of_random_width(30));
    header.raft_term = numbers.of_random_width(6);
    if (numbers.happens(60)) made.count = static_cast<std::int64_t>(numbers.of_random_width(10));
    return wire_of(made);
  }

  static auto peeked_in(const type::counterpart& in) { return in.header().revision(); }
};

}  // namespace

void add_etcd(contenders& all) {
  add_system<etcd>(all);
}

}  // namespace headwire::bench::systems
