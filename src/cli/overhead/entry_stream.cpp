// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/entry_stream.hpp"

#include "headwire/codec/decode.hpp"

namespace headwire::tool {

namespace {

// Handing a batch over takes some microseconds, and decoding it some dozens: the buffer of a batch
// ends it earlier than this unless records are tiny.
constexpr std::size_t batch_records = 2048;

// A buffer that grew for one long record is not kept for all others.
constexpr std::size_t usual_room = std::size_t{1} << 20;

}  // namespace

entry_batch::entry_batch() : records(batch_records) {}

void entry_batch::add(const record& read) {
  decoded_record& added = records[count++];
  added.content = read.content;
  added.offset = read.offset;
  added.decoded = decode(added.content, added.entry);
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

std::span<const decoded_record> entry_stream::next() {
  std::unique_lock lock(mutex_);
  if (in_use_ != nullptr) {
    free_.push_back(in_use_);
    in_use_ = nullptr;
    changed_.notify_all();
  }
  changed_.wait(lock, [this] { return !ready_.empty() || ended_; });
  if (ready_.empty()) {
    if (error_) std::rethrow_exception(error_);
    return {};
  }
  in_use_ = ready_.front();
  ready_.pop_front();
  return {in_use_->records.data(), in_use_->count};
}

/// What the thread does.
void entry_stream::read_all() noexcept {
  try {
    bool more = true;
    while (more) {
      entry_batch* const batch = take_free();
      if (batch == nullptr) return;
      more = fill(*batch);
      publish(batch, !more);
    }
  } catch (...) {
    const std::lock_guard lock(mutex_);
    error_ = std::current_exception();
    ended_ = true;
    changed_.notify_all();
  }
}

/// Reads a buffer full of records, or one long record. False at the end of the file.
bool entry_stream::fill(entry_batch& batch) {
  batch.count = 0;
  if (batch.room.capacity > usual_room) batch.room = {};
  input_.use(batch.room);
  record read{};
  if (!reader_.next(read)) return false;
  do {
    batch.add(read);
  } while (!batch.is_full() && reader_.next_buffered(read));
  return true;
}

/// nullptr if nobody wants more.
entry_batch* entry_stream::take_free() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !free_.empty() || stopped_; });
  if (stopped_) return nullptr;
  entry_batch* const batch = free_.front();
  free_.pop_front();
  return batch;
}

void entry_stream::publish(entry_batch* batch, bool is_last) {
  const std::lock_guard lock(mutex_);
  // Records of none would look like the end to `next`, and are that only at the end.
  if (batch->count != 0) ready_.push_back(batch);
  ended_ = is_last;
  changed_.notify_all();
}

}  // namespace headwire::tool
