// SPDX-License-Identifier: Apache-2.0
//
// The messages that benchmarks run on: W1 to W5, well-formed headers with seeded numbers, written
// by Headwire's encoder. W6 is in hostile.hpp, W7 in traffic.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "numbers.hpp"

namespace headwire::bench {

namespace hw = headwire::atomix::multiraft::v1;

/// The bytes of a message.
template <message T>
[[nodiscard]] std::string wire_of(const T& value) {
  std::string out(encoded_size(value), '\0');
  const std::span<char> room(out);
  if (!encode(value, std::as_writable_bytes(room))) {
    throw std::logic_error("a message of the workload cannot be encoded");
  }
  return out;
}

[[nodiscard]] inline hw::CommandRequestHeaders command_request(std::uint32_t partition,
                                                               std::uint64_t session,
                                                               std::uint64_t primitive,
                                                               std::uint64_t sequence) {
  hw::CommandRequestHeaders made;
  auto& in_primitive = made.operation.emplace().session.emplace();
  auto& in_session = in_primitive.session.emplace();
  in_session.partition.emplace().partition_id = partition;
  in_session.session_id = session;
  in_primitive.primitive_id = primitive;
  made.sequence_num = sequence;
  return made;
}

[[nodiscard]] inline hw::CommandResponseHeaders command_response(
    std::uint64_t index, hw::OperationResponseHeaders::Status status, std::string_view message,
    std::uint64_t sequence) {
  hw::CommandResponseHeaders made;
  auto& operation = made.operation.emplace();
  operation.session.emplace().session.emplace().partition.emplace().index = index;
  operation.status = status;
  operation.message = message;
  made.output_sequence_num = sequence;
  return made;
}

/// Command requests with the small ids of a real cluster.
struct w1 {
  using type = hw::CommandRequestHeaders;
  static constexpr const char* name = "W1";
  static constexpr auto peeked = hw::paths::command_request::partition_id;
  static constexpr bool shuffled = true;

  static std::string wire(number_source& numbers) {
    return wire_of(command_request(static_cast<std::uint32_t>(numbers.between(1, 64)),
                                   numbers.between(1, 1 << 14), numbers.between(1, 256),
                                   numbers.between(1, 1 << 21)));
  }
};

/// Command requests with ids of every width.
struct w2 {
  using type = hw::CommandRequestHeaders;
  static constexpr const char* name = "W2";
  static constexpr auto peeked = hw::paths::command_request::partition_id;
  static constexpr bool shuffled = true;

  static std::string wire(number_source& numbers) {
    return wire_of(command_request(static_cast<std::uint32_t>(numbers.of_random_width(32)),
                                   numbers.of_random_width(64), numbers.of_random_width(64),
                                   numbers.of_random_width(64)));
  }
};

/// Answers to commands that went well.
struct w3 {
  using type = hw::CommandResponseHeaders;
  static constexpr const char* name = "W3";
  static constexpr auto peeked = hw::paths::command_response::index;
  static constexpr bool shuffled = true;

  static std::string wire(number_source& numbers) {
    return wire_of(command_response(numbers.between(1, 1 << 28),
                                    hw::OperationResponseHeaders::Status::OK, {},
                                    numbers.between(1, 1 << 21)));
  }
};

/// Answers to commands that failed, with a text.
struct w4 {
  using type = hw::CommandResponseHeaders;
  static constexpr const char* name = "W4";
  static constexpr auto peeked = hw::paths::command_response::index;
  static constexpr bool shuffled = true;

  static std::string wire(number_source& numbers) {
    const std::string text = numbers.ascii(numbers.between(20, 60));
    const std::uint64_t index = numbers.between(1, 1 << 28);
    const auto status = static_cast<hw::OperationResponseHeaders::Status>(numbers.between(2, 14));
    return wire_of(command_response(index, status, text, numbers.between(1, 1 << 21)));
  }
};

/// The smallest header.
struct w5 {
  using type = hw::PartitionRequestHeaders;
  static constexpr const char* name = "W5";
  static constexpr auto peeked = hw::paths::partition_request::partition_id;
  static constexpr bool shuffled = true;

  static std::string wire(number_source& numbers) {
    return wire_of(type{.partition_id = static_cast<std::uint32_t>(numbers.between(1, 64))});
  }
};

}  // namespace headwire::bench
