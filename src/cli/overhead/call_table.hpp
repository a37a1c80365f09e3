// SPDX-License-Identifier: Apache-2.0
//
// The calls of one log file. Only the first entry of a call names its method; the others are found
// by logger and call id.
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>

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
class call_table {
 public:
  explicit call_table(std::size_t most_calls) : most_calls_(most_calls) {}

  /// The call of `entry`, a new one if its id is new or now belongs to another call: if its
  /// CLIENT_HEADER or its sequence id 1 comes a second time. Valid until the next call of `of`.
  [[nodiscard]] call& of(const binarylog::GrpcLogEntry& entry);

  /// Forgets all calls: another file is another process.
  void clear();

  [[nodiscard]] const call_counts& counts() const noexcept { return counts_; }

 private:
  struct key {
    std::uint64_t id;
    binarylog::Logger logger;

    friend bool operator==(const key&, const key&) = default;
  };
  struct key_hash {
    /// Ids count up from 1, so they spread over the buckets as they are.
    [[nodiscard]] std::size_t operator()(const key& of) const noexcept {
      return static_cast<std::size_t>(of.id * 2 + (of.logger == binarylog::Logger::SERVER ? 1 : 0));
    }
  };
  struct linked_call;
  /// A list through the calls themselves, oldest first.
  struct call_list {
    linked_call* oldest = nullptr;
    linked_call* newest = nullptr;

    void append(linked_call& added) noexcept;
    void remove(linked_call& removed) noexcept;
  };
  struct linked_call : call {
    key own_key{};
    linked_call* older = nullptr;
    linked_call* newer = nullptr;
  };
  using calls = std::unordered_map<key, linked_call, key_hash>;

  [[nodiscard]] linked_call& find_or_add(const key& wanted);
  [[nodiscard]] calls::node_type take_room();
  void note_end(const call& ended) noexcept;

  std::size_t most_calls_;
  calls calls_;
  call_list open_;
  call_list finished_;
  call_counts counts_;
};

}  // namespace headwire::tool
