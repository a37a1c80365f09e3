// SPDX-License-Identifier: Apache-2.0
#include "traffic.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>
#include <string_view>

#include "binarylog.pb.h"
#include "support/data.hpp"

namespace headwire::bench {
namespace {

using entry = grpc::binarylog::v1::GrpcLogEntry;

/// The methods whose messages carry other headers than those of commands, or none.
constexpr std::array<std::string_view, 4> query_methods = {"Counter/Get", "Map/Get", "Map/Size",
                                                           "Map/Entries"};
constexpr std::array<std::string_view, 2> other_services = {".Partition/", ".Node/"};

bool is_command(std::string_view method) {
  const bool other = std::any_of(other_services.begin(), other_services.end(), [&](auto service) {
    return method.find(service) != std::string_view::npos;
  });
  return !other && std::none_of(query_methods.begin(), query_methods.end(),
                                [&](auto query) { return method.ends_with(query); });
}

/// The records of a log: each a four-byte big-endian length and an entry.
template <class F>
void each_entry(std::string_view log, F f) {
  while (log.size() >= 4) {
    std::size_t size = 0;
    for (const char c : log.substr(0, 4))
      size = size << 8 | static_cast<unsigned char>(c);
    entry read;
    if (!read.ParseFromString(std::string(log.substr(4, size)))) {
      throw std::runtime_error("the log holds what is no entry");
    }
    f(read);
    log.remove_prefix(4 + size);
  }
}

/// Field 1 of a message, which comes first there: its headers.
std::string headers_in(std::string_view message) {
  if (message.size() < 2 || message[0] != '\x0a') return {};
  const auto size = static_cast<unsigned char>(message[1]);
  if (size >= 0x80 || size > message.size() - 2) return {};
  return std::string(message.substr(2, size));
}

}  // namespace

std::vector<std::string> logged_headers(bool requests) {
  std::vector<std::string> found;
  std::map<std::uint64_t, std::string> methods;
  const std::string log = test::read_file(test::data_path("traffic/atomix-client.binlog"));
  each_entry(log, [&](const entry& read) {
    if (read.has_client_header()) methods[read.call_id()] = read.client_header().method_name();
    const auto wanted =
        requests ? entry::EVENT_TYPE_CLIENT_MESSAGE : entry::EVENT_TYPE_SERVER_MESSAGE;
    if (read.type() != wanted || !is_command(methods[read.call_id()])) return;
    std::string headers = headers_in(read.message().data());
    if (!headers.empty()) found.push_back(std::move(headers));
  });
  if (found.empty()) throw std::runtime_error("the log holds no headers of commands");
  return found;
}

}  // namespace headwire::bench
