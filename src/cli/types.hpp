// SPDX-License-Identifier: Apache-2.0
//
// The message types that the program knows by name.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "cli/overhead/binarylog.hpp"
#include "headwire/atomix/multiraft/v1/headers.hpp"
#include "headwire/schema/descriptor.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/error.hpp"

namespace headwire::tool {

/// What the program does with a message whose type it learns at run time.
struct message_type {
  std::string_view package;  ///< as in the .proto
  const message_descriptor* descriptor;

  status (*decode)(bytes in) noexcept;
  status (*decode_canonical)(bytes in) noexcept;
  /// Decodes `in` and encodes the result to `out`, which grows as needed.
  status (*reencode)(bytes in, std::vector<std::byte>& out);

  [[nodiscard]] std::string_view short_name() const noexcept { return descriptor->name; }
  [[nodiscard]] std::string full_name() const;
};

template <message... T>
struct type_list {};

namespace atomix_v1 = headwire::atomix::multiraft::v1;

/// The headers that Atomix traffic carries.
using header_types =
    type_list<atomix_v1::PartitionRequestHeaders, atomix_v1::PartitionResponseHeaders,
              atomix_v1::SessionRequestHeaders, atomix_v1::SessionResponseHeaders,
              atomix_v1::PrimitiveRequestHeaders, atomix_v1::PrimitiveResponseHeaders,
              atomix_v1::OperationRequestHeaders, atomix_v1::OperationResponseHeaders,
              atomix_v1::CommandRequestHeaders, atomix_v1::CommandResponseHeaders,
              atomix_v1::QueryRequestHeaders, atomix_v1::QueryResponseHeaders>;

/// What a gRPC binary log is made of, as far as the program reads it.
using log_types = type_list<binarylog::GrpcLogEntry, binarylog::ClientHeader, binarylog::Message,
                            binarylog::Trailer>;

/// All known types, the headers first.
[[nodiscard]] std::span<const message_type> known_types() noexcept;

/// The type of that short or full name; nullptr if there is none. Case matters.
[[nodiscard]] const message_type* find_type(std::string_view name) noexcept;

/// As find_type; throws a usage failure that suggests similar names if there is none.
[[nodiscard]] const message_type& require_type(std::string_view name);

/// Calls `visitor(std::type_identity<T>{})` for the known type T that `type` describes: from a type
/// known at run time to code compiled for it. False, and no call, if it is none of them.
template <class Visitor>
bool visit_type(const message_descriptor& type, Visitor&& visitor) {
  const auto visit_one_of = [&]<class... T>(type_list<T...>) {
    return ((&descriptor<T> == &type && (visitor(std::type_identity<T>{}), true)) || ...);
  };
  return visit_one_of(header_types{}) || visit_one_of(log_types{});
}

}  // namespace headwire::tool
