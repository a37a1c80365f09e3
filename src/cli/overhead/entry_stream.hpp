// SPDX-License-Identifier: Apache-2.0
//
// The entries of a binary log, read and decoded ahead by a thread of their own: that is about half
// of all work, and nothing in it depends on the other half.
#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <mutex>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "cli/overhead/binarylog.hpp"
#include "cli/overhead/byte_input.hpp"
#include "cli/overhead/log_reader.hpp"

namespace headwire::tool {

/// A record that does not decode.
struct bad_record {
  std::uint64_t offset;  ///< of its prefix in the file
  std::string text;      ///< what is wrong with it
};

/// What some consecutive records say, with their bytes.
class entry_batch {
 public:
  /// Those that decode. They view bytes that the batch keeps.
  [[nodiscard]] std::span<const binarylog::GrpcLogEntry> entries() const noexcept {
    return {entries_.data(), count_};
  }
  [[nodiscard]] const std::vector<bad_record>& bad() const noexcept { return bad_; }
  [[nodiscard]] std::uint64_t empty() const noexcept { return empty_; }

  /// All records: entries, bad ones, empty ones.
  [[nodiscard]] std::uint64_t size() const noexcept { return count_ + bad_.size() + empty_; }
  /// Of the last record.
  [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }

  /// Reads a buffer full of records, or one long record. False at the end of the file.
  [[nodiscard]] bool fill(byte_input& input, log_reader& reader);

 private:
  void clear() noexcept;
  void add(const record& read);
  [[nodiscard]] binarylog::GrpcLogEntry& free_entry();

  std::vector<binarylog::GrpcLogEntry> entries_;  // only the first count_ count
  std::size_t count_ = 0;
  std::vector<bad_record> bad_;
  std::uint64_t empty_ = 0;
  std::uint64_t offset_ = 0;
  byte_buffer room_;
};

class entry_stream {
 public:
  /// Starts to read. Nothing else may use the two before the stream has ended, or its end of life.
  entry_stream(byte_input& input, log_reader& reader);
  ~entry_stream();
  entry_stream(const entry_stream&) = delete;
  entry_stream& operator=(const entry_stream&) = delete;
  entry_stream(entry_stream&&) = delete;
  entry_stream& operator=(entry_stream&&) = delete;

  /// The next records, valid until the next call; nullptr at the end. Throws what reading threw.
  [[nodiscard]] const entry_batch* next();

 private:
  void read_all() noexcept;
  [[nodiscard]] entry_batch* take_free();
  void publish(entry_batch* batch, bool is_last);

  byte_input& input_;
  log_reader& reader_;
  // Memory that one processor wrote and another one read is slow to be written again as long as it
  // is in the caches of the latter. So batches go round in a circle that is longer than these:
  // with 3 of them, 1 GB took more than twice the time.
  std::array<entry_batch, 32> batches_;
  entry_batch* in_use_ = nullptr;  // by the caller of next()

  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::deque<entry_batch*> free_;
  std::deque<entry_batch*> ready_;
  bool ended_ = false;
  bool stopped_ = false;
  std::exception_ptr error_;

  std::thread thread_;  // last: it uses all of the above
};

}  // namespace headwire::tool
