// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/atomix_services.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace headwire::tool {

namespace {

enum class headers : std::uint8_t { none, partition, command, query };

struct service_method {
  std::string_view package;
  std::string_view service;
  std::string_view method;
  headers carried;
  /// The names of request and response; empty where they are the method's name and a suffix.
  std::array<std::string_view, 2> messages = {};
};

constexpr std::string_view core = "atomix.multiraft.v1";
constexpr std::string_view counter = "atomix.multiraft.counter.v1";
constexpr std::string_view map = "atomix.multiraft.map.v1";

constexpr service_method methods[] = {
    {counter, "Counter", "Set", headers::command},
    {counter, "Counter", "CompareAndSet", headers::command},
    {counter, "Counter", "Increment", headers::command},
    {counter, "Counter", "Decrement", headers::command},
    {counter, "Counter", "Get", headers::query},
    {map, "Map", "Put", headers::command},
    {map, "Map", "Insert", headers::command},
    {map, "Map", "Update", headers::command},
    {map, "Map", "Remove", headers::command},
    {map, "Map", "Clear", headers::command},
    {map, "Map", "Events", headers::command},
    {map, "Map", "Size", headers::query},
    {map, "Map", "Get", headers::query},
    {map, "Map", "Entries", headers::query},
    {core, "Session", "CreatePrimitive", headers::command},
    {core, "Session", "ClosePrimitive", headers::command},
    {core, "Partition", "OpenSession", headers::partition},
    {core, "Partition", "KeepAlive", headers::partition},
    {core, "Partition", "CloseSession", headers::partition},
    // Field 1 of the request is a number. That of the response is a Timestamp, which only looks
    // like a header.
    {core, "Partition", "Watch", headers::none, {"WatchPartitionRequest", "PartitionEvent"}},
    {core, "Node", "Bootstrap", headers::none},
    {core, "Node", "Join", headers::none},
    {core, "Node", "Leave", headers::none},
};

const message_type* type_of(headers carried, direction way) {
  const bool request = way == direction::request;
  switch (carried) {
    case headers::partition:
      return find_type(request ? "PartitionRequestHeaders" : "PartitionResponseHeaders");
    case headers::command:
      return find_type(request ? "CommandRequestHeaders" : "CommandResponseHeaders");
    case headers::query:
      return find_type(request ? "QueryRequestHeaders" : "QueryResponseHeaders");
    case headers::none:
      break;
  }
  return nullptr;
}

std::string message_name(const service_method& known, direction way) {
  const bool request = way == direction::request;
  const std::string_view special = known.messages[request ? 0 : 1];
  if (!special.empty()) return fmt::format("{}.{}", known.package, special);
  return fmt::format("{}.{}{}", known.package, known.method, request ? "Request" : "Response");
}

}  // namespace

message_kind atomix_message(std::string_view method, direction way) {
  const auto* const known =
      std::find_if(std::begin(methods), std::end(methods), [&](const service_method& candidate) {
        return method ==
               fmt::format("/{}.{}/{}", candidate.package, candidate.service, candidate.method);
      });
  if (known == std::end(methods)) return {};
  return {
      .header = type_of(known->carried, way), .name = message_name(*known, way), .is_known = true};
}

}  // namespace headwire::tool
