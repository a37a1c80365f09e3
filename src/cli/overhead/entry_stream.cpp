// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/entry_stream.hpp"

#include "headwire/codec/decode.hpp"
#include "headwire/explain.hpp"
#include "headwire/wire/error.hpp"

namespace headwire::tool {

namespace {

// The buffer of a batch ends it earlier than this, unless records are tiny.
constexpr std::size_t most_entries = 4096;

// A thread that has to wait waits for this many batches: waking takes a system call, and took 8 % of all
// time when it came for each batch. Less than half of the batches, so that never both wait.
constexpr std::size_t worth_waking = 8;

// A buffer that grew for one long record is not kept for all others.
constexpr std::size_t small_room = std::size_t{1} << 20;

}  // namespace

bool entry_batch::fill(byte_input& input, log_reader& reader) {
  clear();
  input.use(room_);
  record read{};
  if (!reader.next(read)) return false;
  do {
    add(read);
  } while (size() < most_entries && reader.next_buffered(read));
  return true;
}

void entry_batch::clear() noexcept {
  count_ = 0;
  bad_.clear();
  empty_ = 0;
  if (room_.capacity > small_room) room_ = {};
}

void entry_batch::add(const record& read) {
  offset_ = read.offset;
  if (read.content.empty()) {
    ++empty_;
    return;
  }
  const status decoded = decode(read.content, free_entry());
  if (decoded) {
    ++count_;
  } else {
    bad_.push_back(
        {.offset = read.offset, .text = explain<binarylog::GrpcLogEntry>(read.content, decoded)});
  }
}

/// The object behind the last entry: they are made once, and decoding resets them.
binarylog::GrpcLogEntry& entry_batch::free_entry() {
  return count_ < entries_.size() ? entries_[count_] : entries_.emplace_back();
}

entry_stream::entry_stream(byte_input& input, log_reader& reader) : input_(input), reader_(reader) {
  for (entry_batch& batch : batches_)
    free_.push_back(&batch);
  thread_ = std::thread([this] { read_all(); });
}

entry_stream::~entry_stream() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

const entry_batch* entry_stream::next() {
  std::unique_lock lock(mutex_);
  if (in_use_ != nullptr) {
    free_.push_back(in_use_);
    in_use_ = nullptr;
    if (free_.size() == worth_waking) changed_.notify_all();
  }
  if (ready_.empty()) {
    changed_.wait(lock, [this] { return ready_.size() >= worth_waking || ended_; });
  }
  if (ready_.empty()) {
    if (error_) std::rethrow_exception(error_);
    return nullptr;
  }
  in_use_ = ready_.front();
  ready_.pop_front();
  return in_use_;
}

/// What the thread does.
void entry_stream::read_all() noexcept {
  try {
    bool more = true;
    while (more) {
      entry_batch* const batch = take_free();
      if (batch == nullptr) return;
      more = batch->fill(input_, reader_);
      publish(batch, !more);
    }
  } catch (...) {
    const std::lock_guard lock(mutex_);
    error_ = std::current_exception();
    ended_ = true;
    changed_.notify_all();
  }
}

/// nullptr if no more is wanted.
entry_batch* entry_stream::take_free() {
  std::unique_lock lock(mutex_);
  if (free_.empty()) {
    changed_.wait(lock, [this] { return free_.size() >= worth_waking || stopped_; });
  }
  if (stopped_) return nullptr;
  entry_batch* const batch = free_.front();
  free_.pop_front();
  return batch;
}

void entry_stream::publish(entry_batch* batch, bool is_last) {
  const std::lock_guard lock(mutex_);
  if (!is_last) ready_.push_back(batch);
  ended_ = is_last;
  if (is_last || ready_.size() == worth_waking) changed_.notify_all();
}

}  // namespace headwire::tool
