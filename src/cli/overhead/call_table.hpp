// SPDX-License-Identifier: Apache-2.0
//
// The calls of one log file. Only the first entry of a call names its method; the others are found
// by logger and call id.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "cli/overhead/binarylog.hpp"

namespace headwire::tool {

/// One call, as far as its entries were seen.
struct call {
  static constexpr std::uint32_t unknown_method = ~std::uint32_t{0};

  std::uint32_t method = unknown_method;  ///< as numbered by the caller
  bool first_entry_seen = false;          ///< the one with sequence id 1
  bool finished = false;                  ///< its trailer was seen
  bool only_header = true;                ///< nothing but CLIENT_HEADER was seen

  [[nodiscard]] bool has_method() const noexcept { return method != unknown_method; }
};

/// What became of all calls.
struct call_counts {
  std::uint64_t seen = 0;
  std::uint64_t with_client_header = 0;
  std::uint64_t reused_ids = 0;       ///< ids that a second call had: another process or run
  std::uint64_t evicted = 0;          ///< forgotten before their end, for want of room
  std::uint64_t without_trailer = 0;  ///< cut tail, send limit, or forgotten
  std::uint64_t only_client_header = 0;
};

/// The calls to which entries can still belong, at most a fixed number. When there is no room, the
/// call that finished first is forgotten, or if all are open, the one that was opened first.
///
/// A hash table of places in one vector, and lists through that vector: every entry of a log looks
/// its call up, and a std::unordered_map took three times as long.
class call_table {
 public:
  /// Precondition: 1 <= most_calls < 2^31.
  explicit call_table(std::size_t most_calls) : most_calls_(most_calls), index_(first_size, none) {}

  /// The call of `entry`, a new one if its id is new or now belongs to another call: if its
  /// CLIENT_HEADER or its sequence id 1 comes a second time. Valid until the next call of `of`.
  [[nodiscard]] call& of(const binarylog::GrpcLogEntry& entry);

  /// Forgets all calls: another file is another process.
  void clear();

  [[nodiscard]] const call_counts& counts() const noexcept { return counts_; }

 private:
  using place = std::uint32_t;  // in slots_
  static constexpr place none = ~place{0};
  static constexpr std::size_t first_size = 64;

  struct slot : call {
    std::uint64_t id = 0;
    binarylog::Logger logger = binarylog::Logger::UNKNOWN;
    place older = none;
    place newer = none;
  };
  /// A list through the slots, oldest first.
  struct call_list {
    place oldest = none;
    place newest = none;
  };

  [[nodiscard]] place find_or_add(std::uint64_t id, binarylog::Logger logger);
  [[nodiscard]] place take_slot();
  [[nodiscard]] std::size_t home(std::uint64_t id, binarylog::Logger logger) const noexcept;
  void insert(place added) noexcept;
  void erase(place erased) noexcept;
  void grow_index();
  void append(call_list& list, place added) noexcept;
  void remove(call_list& list, place removed) noexcept;
  void start_again(place reused) noexcept;
  void note_end(const call& ended) noexcept;

  std::size_t most_calls_;
  std::vector<place> index_;  // a power of two long, at most half full, linear probing
  std::vector<slot> slots_;
  call_list open_;
  call_list finished_;
  call_counts counts_;
};

}  // namespace headwire::tool
