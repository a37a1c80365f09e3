// SPDX-License-Identifier: Apache-2.0
//
// The entries of a gRPC binary log (package grpc.binarylog.v1) as far as this program needs them.
// Metadata and peer addresses are left undeclared, and so are skipped. What should be a string is
// declared as bytes: grpc-go writes status messages that are not UTF-8, and such an entry is to be
// counted, not refused.
#pragma once

#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>

#include "headwire/headwire.hpp"

namespace headwire::tool::binarylog {

enum class EventType : std::int32_t {
  UNKNOWN = 0,
  CLIENT_HEADER = 1,
  SERVER_HEADER = 2,
  CLIENT_MESSAGE = 3,
  SERVER_MESSAGE = 4,
  CLIENT_HALF_CLOSE = 5,
  SERVER_TRAILER = 6,
  CANCEL = 7,
};

enum class Logger : std::int32_t { UNKNOWN = 0, CLIENT = 1, SERVER = 2 };

/// The names in the schema, for dumps; empty for other values.
[[nodiscard]] constexpr std::string_view enumerator_name(EventType type) noexcept {
  constexpr std::string_view names[] = {"EVENT_TYPE_UNKNOWN",        "EVENT_TYPE_CLIENT_HEADER",
                                        "EVENT_TYPE_SERVER_HEADER",  "EVENT_TYPE_CLIENT_MESSAGE",
                                        "EVENT_TYPE_SERVER_MESSAGE", "EVENT_TYPE_CLIENT_HALF_CLOSE",
                                        "EVENT_TYPE_SERVER_TRAILER", "EVENT_TYPE_CANCEL"};
  const auto value = static_cast<std::uint32_t>(type);
  return value < std::size(names) ? names[value] : std::string_view{};
}
[[nodiscard]] constexpr std::string_view enumerator_name(Logger logger) noexcept {
  constexpr std::string_view names[] = {"LOGGER_UNKNOWN", "LOGGER_CLIENT", "LOGGER_SERVER"};
  const auto value = static_cast<std::uint32_t>(logger);
  return value < std::size(names) ? names[value] : std::string_view{};
}

struct Timestamp {
  std::int64_t seconds = 0;
  std::int32_t nanos = 0;

  using self = Timestamp;
  static constexpr auto proto = schema(field<1, &self::seconds>, field<2, &self::nanos>);
};

struct ClientHeader {
  bytes method_name;  ///< "/package.Service/Method"; no other entry of the call names it

  using self = ClientHeader;
  static constexpr auto proto = schema(field<2, &self::method_name>);
};

/// One application message, without the prefix it has in a gRPC stream, and never compressed.
struct Message {
  std::uint32_t length = 0;  ///< of the whole message, also where `data` was cut
  bytes data;

  using self = Message;
  static constexpr auto proto = schema(field<1, &self::length>, field<2, &self::data>);
};

struct Trailer {
  std::uint32_t status_code = 0;

  using self = Trailer;
  static constexpr auto proto = schema(field<2, &self::status_code>);
};

/// Fields 6 to 9 are a oneof: of a well-formed entry at most one is there, and it is the one that
/// `type` says. grpc-go writes it last, behind fields 10 and 11.
struct GrpcLogEntry {
  std::optional<Timestamp> timestamp;
  std::uint64_t call_id = 0;  ///< counts within a process, from 1 (grpc-go) or 0 (grpc-java)
  std::uint64_t sequence_id_within_call = 0;  ///< counts from 1
  EventType type = EventType::UNKNOWN;
  Logger logger = Logger::UNKNOWN;
  std::optional<ClientHeader> client_header;
  std::optional<Message> message;
  std::optional<Trailer> trailer;
  bool payload_truncated = false;

  using self = GrpcLogEntry;
  static constexpr auto proto =
      schema(field<1, &self::timestamp>, field<2, &self::call_id>,
             field<3, &self::sequence_id_within_call>, field<4, &self::type>,
             field<5, &self::logger>, field<6, &self::client_header>, field<8, &self::message>,
             field<9, &self::trailer>, field<10, &self::payload_truncated>);
};

}  // namespace headwire::tool::binarylog
