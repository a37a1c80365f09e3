// SPDX-License-Identifier: Apache-2.0
//
// gRPC: GrpcLogEntry of binarylog.proto, an entry of a binary log.
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

struct Timestamp {
  std::int64_t seconds = 0;
  std::int32_t nanos = 0;

  using self = Timestamp;
  static constexpr auto proto = schema(field<1, &self::seconds>, field<2, &self::nanos>);
  using counterpart = pb::LogTimestamp;
};

struct ClientHeader {
  std::string_view method_name;
  std::string_view authority;

  using self = ClientHeader;
  static constexpr auto proto = schema(field<2, &self::method_name>, field<3, &self::authority>);
  using counterpart = pb::LogClientHeader;
};

struct Message {
  std::uint32_t length = 0;

  using self = Message;
  static constexpr auto proto = schema(field<1, &self::length>);
  using counterpart = pb::LogMessage;
};

struct Trailer {
  std::uint32_t status_code = 0;
  std::string_view status_message;

  using self = Trailer;
  static constexpr auto proto =
      schema(field<2, &self::status_code>, field<3, &self::status_message>);
  using counterpart = pb::LogTrailer;
};

struct Address {
  std::int32_t type = 0;
  std::string_view address;
  std::uint32_t ip_port = 0;

  using self = Address;
  static constexpr auto proto =
      schema(field<1, &self::type>, field<2, &self::address>, field<3, &self::ip_port>);
  using counterpart = pb::LogAddress;
};

struct GrpcLogEntry {
  std::optional<Timestamp> timestamp;
  std::uint64_t call_id = 0;
  std::uint64_t sequence_id_within_call = 0;
  std::int32_t type = 0;
  std::int32_t logger = 0;
  std::optional<ClientHeader> client_header;
  std::optional<Message> message;
  std::optional<Trailer> trailer;
  std::optional<Address> peer;

  using self = GrpcLogEntry;
  static constexpr auto proto =
      schema(field<1, &self::timestamp>, field<2, &self::call_id>,
             field<3, &self::sequence_id_within_call>, field<4, &self::type>,
             field<5, &self::logger>, field<6, &self::client_header>, field<8, &self::message>,
             field<9, &self::trailer>, field<11, &self::peer>);
  using counterpart = pb::LogEntry;
};

/// EVENT_TYPE_CLIENT_HEADER, CLIENT_MESSAGE, SERVER_MESSAGE and SERVER_TRAILER.
inline constexpr std::int32_t stages[] = {1, 3, 4, 6};

struct grpc_log {
  using type = GrpcLogEntry;
  static constexpr const char* name = "grpc_log";
  static constexpr auto peeked = path<&GrpcLogEntry::client_header, &ClientHeader::method_name>;

  static std::string wire(number_source& numbers) {
    static constexpr std::string_view methods[] = {"/shop.Cart/Get", "/shop.Cart/AddItem",
                                                   "/shop.Orders/ListByCustomer"};
    GrpcLogEntry made;
    made.timestamp = {
        .seconds = static_cast<std::int64_t>(1'700'000'000 + numbers.between(0, 1 << 25)),
        .nanos = static_cast<std::int32_t>(numbers.between(1, 999'999'999))};
    made.call_id = numbers.of_random_width(16);
    made.logger = static_cast<std::int32_t>(numbers.between(1, 2));
    // An entry of one of the stages of a call.
    const std::uint64_t stage = numbers.between(0, 3);
    made.sequence_id_within_call = stage + 1;
    made.type = stages[stage];
    if (stage == 0) {
      made.client_header = {.method_name = methods[numbers.between(0, 2)],
                            .authority = "cart.shop.svc:8080"};
      made.peer = {.type = 1,
                   .address = "10.0.3.17",
                   .ip_port = static_cast<std::uint32_t>(numbers.between(32'768, 60'999))};
    } else if (stage == 3) {
      made.trailer.emplace();
      if (numbers.happens(10)) {
        made.trailer = {.status_code = 5, .status_message = "no such customer"};
      }
    } else {
      made.message = {.length = static_cast<std::uint32_t>(numbers.of_random_width(14))};
    }
    return wire_of(made);
  }

  static auto peeked_in(const type::counterpart& in) {
    return std::string_view(in.client_header().method_name());
  }
};

}  // namespace

void add_grpc_log(contenders& all) {
  add_system<grpc_log>(all);
}

}  // namespace headwire::bench::systems
