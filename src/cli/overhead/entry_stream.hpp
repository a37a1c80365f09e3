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
#include <thread>
#include <vector>

#include "cli/overhead/binarylog.hpp"
#include "cli/overhead/byte_input.hpp"
#include "cli/overhead/log_reader.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/error.hpp"

namespace headwire::tool {

/// A record and what it says.
struct decoded_record {
  binarylog::GrpcLogEntry entry;  ///< views `content`
  status decoded;
  bytes content;
  std::uint64_t offset = 0;  ///< of its prefix in the file
};

/// Some consecutive records, with their bytes.
struct entry_batch {
  std::vector<decoded_record> records;  ///< only the first `count` count
  std::size_t count = 0;
  byte_buffer room;

  entry_batch();

  /// Decodes a record, whose bytes are in `room`. Precondition: there are not yet as many as fit.
  void add(const record& read);
  [[nodiscard]] bool is_full() const noexcept { return count == records.size(); }
};

class entry_stream {
 public:
  /// Starts to read. Nobody else may use the two before the stream has ended, or its end of life.
  entry_stream(byte_input& input, log_reader& reader);
  ~entry_stream();
  entry_stream(const entry_stream&) = delete;
  entry_stream& operator=(const entry_stream&) = delete;
  entry_stream(entry_stream&&) = delete;
  entry_stream& operator=(entry_stream&&) = delete;

  /// The next records, valid until the next call; none at the end. Throws what reading threw.
  [[nodiscard]] std::span<const decoded_record> next();

 private:
  void read_all() noexcept;
  [[nodiscard]] bool fill(entry_batch& batch);
  [[nodiscard]] entry_batch* take_free();
  void publish(entry_batch* batch, bool is_last);

  byte_input& input_;
  log_reader& reader_;
  std::array<entry_batch, 3> batches_;  // one is read, one is written, one waits
  entry_batch* in_use_ = nullptr;       // by whoever called next()

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
