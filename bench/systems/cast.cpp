// SPDX-License-Identifier: Apache-2.0
//
// Chromecast: CastMessage of cast_channel.proto.
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

struct CastMessage {
  std::optional<std::int32_t> protocol_version;
  std::string_view source_id;
  std::string_view destination_id;
  std::string_view namespace_;
  std::optional<std::int32_t> payload_type;
  std::optional<std::string_view> payload_utf8;

  using self = CastMessage;
  static constexpr auto proto =
      schema(field<1, &self::protocol_version>, field<2, &self::source_id>,
             field<3, &self::destination_id>, field<4, &self::namespace_>,
             field<5, &self::payload_type>, field<6, &self::payload_utf8>);
  using counterpart = pb::CastMessage;
};

struct cast {
  using type = CastMessage;
  static constexpr const char* name = "cast";
  static constexpr auto peeked = path<&CastMessage::namespace_>;

  static std::string wire(number_source& numbers) {
    static constexpr std::string_view channels[] = {
        "urn:x-cast:com.google.cast.tp.connection", "urn:x-cast:com.google.cast.tp.heartbeat",
        "urn:x-cast:com.google.cast.receiver", "urn:x-cast:com.google.cast.media"};
    const std::string request = std::to_string(numbers.of_random_width(14));
    const std::string payloads[] = {
        R"({"type":"CONNECT"})", R"({"type":"PING"})",
        R"({"type":"GET_STATUS","requestId":)" + request + "}",
        R"({"type":"PAUSE","mediaSessionId":1,"requestId":)" + request + "}"};
    const auto channel = numbers.between(0, 3);
    CastMessage made;
    made.protocol_version = 0;
    made.source_id = "sender-0";
    made.destination_id = channel == 3 ? "web-5f3c1a9e-7d42-4f0b-9a61-2c8e0b7d3f14" : "receiver-0";
    made.namespace_ = channels[channel];
    made.payload_type = 0;
    made.payload_utf8 = payloads[channel];
    return wire_of(made);
  }

  static auto peeked_in(const type::counterpart& in) { return std::string_view(in.namespace_()); }
};

}  // namespace

void add_cast(contenders& all) {
  add_system<cast>(all);
}

}  // namespace headwire::bench::systems
