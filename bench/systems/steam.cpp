// SPDX-License-Identifier: Apache-2.0
//
// Steam: CMsgProtoBufHeader of steammessages_base.proto.
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

struct CMsgProtoBufHeader {
  std::optional<std::uint64_t> steamid;
  std::optional<std::int32_t> client_sessionid;
  std::optional<std::uint32_t> routing_appid;
  std::optional<std::uint64_t> jobid_source;
  std::optional<std::uint64_t> jobid_target;
  std::optional<std::string_view> target_job_name;
  std::optional<std::int32_t> eresult;
  std::optional<std::int32_t> seq_num;
  std::optional<std::uint32_t> realm;
  std::optional<std::int32_t> timeout_ms;

  using self = CMsgProtoBufHeader;
  static constexpr auto proto =
      schema(field<1, &self::steamid, fixed>, field<2, &self::client_sessionid>,
             field<3, &self::routing_appid>, field<10, &self::jobid_source, fixed>,
             field<11, &self::jobid_target, fixed>, field<12, &self::target_job_name>,
             field<13, &self::eresult>, field<24, &self::seq_num>, field<32, &self::realm>,
             field<33, &self::timeout_ms>);
  using counterpart = pb::SteamHeader;
};

struct steam {
  using type = CMsgProtoBufHeader;
  static constexpr const char* name = "steam";
  static constexpr auto peeked = path<&CMsgProtoBufHeader::jobid_target>;

  static std::string wire(number_source& numbers) {
    static constexpr std::string_view jobs[] = {"Player.GetOwnedGames#1", "Chat.GetMyRooms#1",
                                                "PublishedFile.GetDetails#1"};
    constexpr std::uint64_t individual = 0x0110'0001'0000'0000;
    CMsgProtoBufHeader made;
    made.steamid = individual | numbers.of_random_width(31);
    made.client_sessionid = static_cast<std::int32_t>(numbers.of_random_width(31));
    if (numbers.happens(10)) {
      made.routing_appid = static_cast<std::uint32_t>(numbers.of_random_width(20));
    }
    if (numbers.happens(60)) made.jobid_source = numbers.of_random_width(32);
    if (numbers.happens(40)) made.jobid_target = numbers.of_random_width(64);
    if (numbers.happens(40)) made.target_job_name = jobs[numbers.between(0, 2)];
    if (numbers.happens(20)) made.eresult = static_cast<std::int32_t>(numbers.between(1, 2));
    if (numbers.happens(10)) {
      made.seq_num = static_cast<std::int32_t>(numbers.of_random_width(10));
    }
    if (numbers.happens(50)) made.realm = 1;
    if (numbers.happens(10)) {
      made.timeout_ms = static_cast<std::int32_t>(numbers.between(1'000, 30'000));
    }
    return wire_of(made);
  }

  static auto peeked_in(const type::counterpart& in) { return in.jobid_target(); }
};

}  // namespace

void add_steam(contenders& all) {
  add_system<steam>(all);
}

}  // namespace headwire::bench::systems
