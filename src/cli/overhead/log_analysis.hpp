// SPDX-License-Identifier: Apache-2.0
//
// From the entries of binary logs to messages by method and direction.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "cli/overhead/binarylog.hpp"
#include "cli/overhead/call_table.hpp"
#include "cli/overhead/entry_stream.hpp"
#include "cli/overhead/traffic.hpp"

namespace headwire::tool {

/// How many entries there were of which sort.
struct entry_counts {
  static constexpr std::size_t event_types = 8;
  static constexpr std::size_t status_codes = 17;  ///< of gRPC: 0 to 16

  std::uint64_t entries = 0;  ///< decoded and counted; all but empty, undecodable and left-out ones
  std::uint64_t empty = 0;    ///< records of length 0
  std::uint64_t undecodable = 0;
  std::uint64_t other_logger = 0;  ///< left out, because the other logger was asked for
  std::uint64_t truncated = 0;     ///< payload_truncated is set
  std::uint64_t unknown_call = 0;  ///< entries of a call whose CLIENT_HEADER was not seen before
  std::uint64_t older_than_before = 0;       ///< with an earlier time than the entry before them
  std::array<std::uint64_t, 3> by_logger{};  ///< index: binarylog::Logger
  std::array<std::uint64_t, event_types + 1> by_type{};     ///< the last one: all other values
  std::array<std::uint64_t, status_codes + 1> by_status{};  ///< the last one: all other values
};

/// Totals in both directions, index: direction.
using direction_totals = std::array<byte_totals, 2>;

class log_analysis {
 public:
  /// Counts into `messages`, which must outlive it. With `only`, entries of other loggers are left
  /// out.
  log_analysis(traffic& messages, std::size_t most_calls, std::optional<binarylog::Logger> only)
      : messages_(messages), calls_(most_calls), only_(only) {}

  /// Counts consecutive records, also those that do not decode.
  void add(const entry_batch& batch);

  /// The next record is of another file.
  void end_file();

  [[nodiscard]] const entry_counts& entries() const noexcept { return entries_; }
  [[nodiscard]] const call_counts& calls() const noexcept { return calls_.counts(); }

  /// Index: binarylog::Logger; of a logger that is not known the first.
  [[nodiscard]] const std::array<direction_totals, 3>& by_logger() const noexcept {
    return by_logger_;
  }

 private:
  void count(const binarylog::GrpcLogEntry& entry);
  void note_time(const binarylog::Timestamp& time);
  [[nodiscard]] std::uint32_t method_of(const binarylog::GrpcLogEntry& entry);
  void add_message(const binarylog::GrpcLogEntry& entry, std::uint32_t method, direction way);

  traffic& messages_;
  call_table calls_;
  std::optional<binarylog::Logger> only_;
  binarylog::GrpcLogEntry
      entry_;  // here, because `decode` resets it: a local one would be set twice
  entry_counts entries_;
  std::array<direction_totals, 3> by_logger_{};
  std::optional<binarylog::Timestamp> time_before_;
};

}  // namespace headwire::tool
