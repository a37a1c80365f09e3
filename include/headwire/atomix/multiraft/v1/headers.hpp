// SPDX-License-Identifier: Apache-2.0
//
// The header messages of Atomix multi-raft v1, which travel in field 1 of its gRPC requests and
// responses. Names and numbers are those of the schema revision of July 2022 that added
// Status.FAULT; tests/reference/headers.proto holds the same as a .proto file.
//
// Atomix writes every sub-message, even an empty one; Google's C++ leaves unset ones out. Both are
// representable here, and both round-trip byte for byte.
//
// X11, ncurses, Windows and others define some names of the schema as macros (Status, OK, ERROR):
// these are put aside up to the end of this header. A program that has such a macro and wants to
// spell the name afterwards must #undef it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "headwire/schema/field.hpp"
#include "headwire/schema/path.hpp"
#include "headwire/schema/schema.hpp"

#pragma push_macro("Status")
#undef Status
#pragma push_macro("UNKNOWN")
#undef UNKNOWN
#pragma push_macro("OK")
#undef OK
#pragma push_macro("ERROR")
#undef ERROR
#pragma push_macro("CANCELED")
#undef CANCELED
#pragma push_macro("NOT_FOUND")
#undef NOT_FOUND
#pragma push_macro("ALREADY_EXISTS")
#undef ALREADY_EXISTS
#pragma push_macro("UNAUTHORIZED")
#undef UNAUTHORIZED
#pragma push_macro("FORBIDDEN")
#undef FORBIDDEN
#pragma push_macro("CONFLICT")
#undef CONFLICT
#pragma push_macro("INVALID")
#undef INVALID
#pragma push_macro("UNAVAILABLE")
#undef UNAVAILABLE
#pragma push_macro("NOT_SUPPORTED")
#undef NOT_SUPPORTED
#pragma push_macro("TIMEOUT")
#undef TIMEOUT
#pragma push_macro("INTERNAL")
#undef INTERNAL
#pragma push_macro("FAULT")
#undef FAULT

namespace headwire::atomix::multiraft::v1 {

/// Names the Raft group that a request is for.
struct PartitionRequestHeaders {
  std::uint32_t partition_id = 0;

  using self = PartitionRequestHeaders;
  static constexpr auto proto = schema(field<1, &self::partition_id>);
  friend bool operator==(const self&, const self&) = default;
};

/// Carries the index in the Raft log at which the request was applied.
struct PartitionResponseHeaders {
  std::uint64_t index = 0;

  using self = PartitionResponseHeaders;
  static constexpr auto proto = schema(field<1, &self::index>);
  friend bool operator==(const self&, const self&) = default;
};

/// A request within a client session.
struct SessionRequestHeaders {
  std::optional<PartitionRequestHeaders> partition{};
  std::uint64_t session_id = 0;

  using self = SessionRequestHeaders;
  static constexpr auto proto = schema(field<1, &self::partition>, field<2, &self::session_id>);
  friend bool operator==(const self&, const self&) = default;
};

/// The answer within a client session.
struct SessionResponseHeaders {
  std::optional<PartitionResponseHeaders> partition{};

  using self = SessionResponseHeaders;
  static constexpr auto proto = schema(field<1, &self::partition>);
  friend bool operator==(const self&, const self&) = default;
};

/// A request to one primitive, such as a map or a counter.
struct PrimitiveRequestHeaders {
  std::optional<SessionRequestHeaders> session{};
  std::uint64_t primitive_id = 0;

  using self = PrimitiveRequestHeaders;
  static constexpr auto proto = schema(field<1, &self::session>, field<2, &self::primitive_id>);
  friend bool operator==(const self&, const self&) = default;
};

/// The answer of one primitive.
struct PrimitiveResponseHeaders {
  std::optional<SessionResponseHeaders> session{};

  using self = PrimitiveResponseHeaders;
  static constexpr auto proto = schema(field<1, &self::session>);
  friend bool operator==(const self&, const self&) = default;
};

/// What commands and queries have in common.
struct OperationRequestHeaders {
  std::optional<PrimitiveRequestHeaders> session{};

  using self = OperationRequestHeaders;
  static constexpr auto proto = schema(field<1, &self::session>);
  friend bool operator==(const self&, const self&) = default;
};

/// What the answers to commands and queries have in common: how the operation ended.
struct OperationResponseHeaders {
  /// Open, as every enum in proto3: other values are kept. Success is very often UNKNOWN on the
  /// wire.
  enum class Status : std::int32_t {
    UNKNOWN = 0,
    OK = 1,
    ERROR = 2,
    CANCELED = 3,
    NOT_FOUND = 4,
    ALREADY_EXISTS = 5,
    UNAUTHORIZED = 6,
    FORBIDDEN = 7,
    CONFLICT = 8,
    INVALID = 9,
    UNAVAILABLE = 10,
    NOT_SUPPORTED = 11,
    TIMEOUT = 12,
    INTERNAL = 13,
    FAULT = 14,
  };

  std::optional<PrimitiveResponseHeaders> session{};
  Status status = Status::UNKNOWN;
  std::string_view message{};  ///< borrows the decoded input

  using self = OperationResponseHeaders;
  static constexpr auto proto =
      schema(field<1, &self::session>, field<2, &self::status>, field<3, &self::message>);
  friend bool operator==(const self&, const self&) = default;
};

/// The name of a status as in the schema; empty for a value that the schema does not name.
[[nodiscard]] constexpr std::string_view enumerator_name(
    OperationResponseHeaders::Status status) noexcept {
  constexpr std::string_view names[] = {
      "UNKNOWN",      "OK",        "ERROR",    "CANCELED", "NOT_FOUND",   "ALREADY_EXISTS",
      "UNAUTHORIZED", "FORBIDDEN", "CONFLICT", "INVALID",  "UNAVAILABLE", "NOT_SUPPORTED",
      "TIMEOUT",      "INTERNAL",  "FAULT"};
  const auto value = static_cast<std::uint32_t>(status);
  return value < std::size(names) ? names[value] : std::string_view{};
}

/// A request that changes state.
struct CommandRequestHeaders {
  std::optional<OperationRequestHeaders> operation{};
  std::uint64_t sequence_num = 0;

  using self = CommandRequestHeaders;
  static constexpr auto proto = schema(field<1, &self::operation>, field<2, &self::sequence_num>);
  friend bool operator==(const self&, const self&) = default;
};

/// The answer to a command.
struct CommandResponseHeaders {
  std::optional<OperationResponseHeaders> operation{};
  std::uint64_t output_sequence_num = 0;

  using self = CommandResponseHeaders;
  static constexpr auto proto =
      schema(field<1, &self::operation>, field<2, &self::output_sequence_num>);
  friend bool operator==(const self&, const self&) = default;
};

/// A request that only reads.
struct QueryRequestHeaders {
  std::optional<OperationRequestHeaders> operation{};
  std::uint64_t max_received_index = 0;

  using self = QueryRequestHeaders;
  static constexpr auto proto =
      schema(field<1, &self::operation>, field<2, &self::max_received_index>);
  friend bool operator==(const self&, const self&) = default;
};

/// The answer to a query.
struct QueryResponseHeaders {
  std::optional<OperationResponseHeaders> operation{};

  using self = QueryResponseHeaders;
  static constexpr auto proto = schema(field<1, &self::operation>);
  friend bool operator==(const self&, const self&) = default;
};

/// The fields that a proxy reads or changes, as paths for `peek`, `patch` and `splice`, in a
/// namespace for each message. `in_envelope<path>` (frame/envelope.hpp) leads to the same field in
/// a whole request or response.
namespace paths {

namespace partition_request {
inline constexpr auto partition_id = path<&PartitionRequestHeaders::partition_id>;
}  // namespace partition_request

namespace partition_response {
inline constexpr auto index = path<&PartitionResponseHeaders::index>;
}  // namespace partition_response

namespace session_request {
inline constexpr auto partition_id =
    path<&SessionRequestHeaders::partition, &PartitionRequestHeaders::partition_id>;
inline constexpr auto session_id = path<&SessionRequestHeaders::session_id>;
}  // namespace session_request

namespace session_response {
inline constexpr auto index =
    path<&SessionResponseHeaders::partition, &PartitionResponseHeaders::index>;
}  // namespace session_response

namespace primitive_request {
inline constexpr auto partition_id =
    path<&PrimitiveRequestHeaders::session, &SessionRequestHeaders::partition,
         &PartitionRequestHeaders::partition_id>;
inline constexpr auto session_id =
    path<&PrimitiveRequestHeaders::session, &SessionRequestHeaders::session_id>;
inline constexpr auto primitive_id = path<&PrimitiveRequestHeaders::primitive_id>;
}  // namespace primitive_request

namespace primitive_response {
inline constexpr auto index =
    path<&PrimitiveResponseHeaders::session, &SessionResponseHeaders::partition,
         &PartitionResponseHeaders::index>;
}  // namespace primitive_response

namespace operation_request {
inline constexpr auto partition_id =
    path<&OperationRequestHeaders::session, &PrimitiveRequestHeaders::session,
         &SessionRequestHeaders::partition, &PartitionRequestHeaders::partition_id>;
inline constexpr auto session_id =
    path<&OperationRequestHeaders::session, &PrimitiveRequestHeaders::session,
         &SessionRequestHeaders::session_id>;
inline constexpr auto primitive_id =
    path<&OperationRequestHeaders::session, &PrimitiveRequestHeaders::primitive_id>;
}  // namespace operation_request

namespace operation_response {
inline constexpr auto index =
    path<&OperationResponseHeaders::session, &PrimitiveResponseHeaders::session,
         &SessionResponseHeaders::partition, &PartitionResponseHeaders::index>;
inline constexpr auto status = path<&OperationResponseHeaders::status>;
inline constexpr auto message = path<&OperationResponseHeaders::message>;
}  // namespace operation_response

namespace command_request {
inline constexpr auto partition_id =
    path<&CommandRequestHeaders::operation, &OperationRequestHeaders::session,
         &PrimitiveRequestHeaders::session, &SessionRequestHeaders::partition,
         &PartitionRequestHeaders::partition_id>;
inline constexpr auto session_id =
    path<&CommandRequestHeaders::operation, &OperationRequestHeaders::session,
         &PrimitiveRequestHeaders::session, &SessionRequestHeaders::session_id>;
inline constexpr auto primitive_id =
    path<&CommandRequestHeaders::operation, &OperationRequestHeaders::session,
         &PrimitiveRequestHeaders::primitive_id>;
inline constexpr auto sequence_num = path<&CommandRequestHeaders::sequence_num>;
}  // namespace command_request

namespace command_response {
inline constexpr auto index =
    path<&CommandResponseHeaders::operation, &OperationResponseHeaders::session,
         &PrimitiveResponseHeaders::session, &SessionResponseHeaders::partition,
         &PartitionResponseHeaders::index>;
inline constexpr auto status =
    path<&CommandResponseHeaders::operation, &OperationResponseHeaders::status>;
inline constexpr auto message =
    path<&CommandResponseHeaders::operation, &OperationResponseHeaders::message>;
inline constexpr auto output_sequence_num = path<&CommandResponseHeaders::output_sequence_num>;
}  // namespace command_response

namespace query_request {
inline constexpr auto partition_id =
    path<&QueryRequestHeaders::operation, &OperationRequestHeaders::session,
         &PrimitiveRequestHeaders::session, &SessionRequestHeaders::partition,
         &PartitionRequestHeaders::partition_id>;
inline constexpr auto session_id =
    path<&QueryRequestHeaders::operation, &OperationRequestHeaders::session,
         &PrimitiveRequestHeaders::session, &SessionRequestHeaders::session_id>;
inline constexpr auto primitive_id =
    path<&QueryRequestHeaders::operation, &OperationRequestHeaders::session,
         &PrimitiveRequestHeaders::primitive_id>;
inline constexpr auto max_received_index = path<&QueryRequestHeaders::max_received_index>;
}  // namespace query_request

namespace query_response {
inline constexpr auto index =
    path<&QueryResponseHeaders::operation, &OperationResponseHeaders::session,
         &PrimitiveResponseHeaders::session, &SessionResponseHeaders::partition,
         &PartitionResponseHeaders::index>;
inline constexpr auto status =
    path<&QueryResponseHeaders::operation, &OperationResponseHeaders::status>;
inline constexpr auto message =
    path<&QueryResponseHeaders::operation, &OperationResponseHeaders::message>;
}  // namespace query_response

}  // namespace paths

}  // namespace headwire::atomix::multiraft::v1

#pragma pop_macro("Status")
#pragma pop_macro("UNKNOWN")
#pragma pop_macro("OK")
#pragma pop_macro("ERROR")
#pragma pop_macro("CANCELED")
#pragma pop_macro("NOT_FOUND")
#pragma pop_macro("ALREADY_EXISTS")
#pragma pop_macro("UNAUTHORIZED")
#pragma pop_macro("FORBIDDEN")
#pragma pop_macro("CONFLICT")
#pragma pop_macro("INVALID")
#pragma pop_macro("UNAVAILABLE")
#pragma pop_macro("NOT_SUPPORTED")
#pragma pop_macro("TIMEOUT")
#pragma pop_macro("INTERNAL")
#pragma pop_macro("FAULT")
