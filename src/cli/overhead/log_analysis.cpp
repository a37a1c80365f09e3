// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/log_analysis.hpp"

#include <algorithm>
#include <tuple>

namespace headwire::tool {

namespace {

using binarylog::EventType;
using binarylog::GrpcLogEntry;

/// The place of a value in an array whose last element is for all values beyond the others.
template <std::size_t N, class Value>
std::size_t slot(const std::array<std::uint64_t, N>&, Value value) noexcept {
  const auto number = static_cast<std::uint32_t>(value);
  return std::min<std::size_t>(number, N - 1);
}

std::size_t logger_index(binarylog::Logger logger) noexcept {
  const auto number = static_cast<std::uint32_t>(logger);
  return number <= 2 ? number : 0;
}

}  // namespace

void log_analysis::add(const entry_batch& batch) {
  entries_.empty += batch.empty();
  entries_.undecodable += batch.bad().size();
  for (const GrpcLogEntry& entry : batch.entries()) {
    if (only_ && entry.logger != *only_) {
      ++entries_.other_logger;
    } else {
      count(entry);
    }
  }
}

void log_analysis::count(const GrpcLogEntry& entry) {
  ++entries_.entries;
  ++entries_.by_logger[logger_index(entry.logger)];
  ++entries_.by_type[slot(entries_.by_type, entry.type)];
  if (entry.payload_truncated) ++entries_.truncated;
  if (entry.timestamp) note_time(*entry.timestamp);

  const std::uint32_t method = method_of(entry);
  switch (entry.type) {
    case EventType::CLIENT_MESSAGE:
      add_message(entry, method, direction::request);
      break;
    case EventType::SERVER_MESSAGE:
      add_message(entry, method, direction::response);
      break;
    case EventType::SERVER_TRAILER:
      if (entry.trailer) ++entries_.by_status[slot(entries_.by_status, entry.trailer->status_code)];
      break;
    default:
      break;
  }
}

void log_analysis::note_time(const binarylog::Timestamp& time) {
  if (time_before_ &&
      std::tie(time.seconds, time.nanos) < std::tie(time_before_->seconds, time_before_->nanos)) {
    ++entries_.older_than_before;
  }
  time_before_ = time;
}

/// The method of the entry's call. CLIENT_HEADER sets it, and only what comes behind that in the
/// file knows it: a message in front of it would have to be kept.
std::uint32_t log_analysis::method_of(const GrpcLogEntry& entry) {
  call& own = calls_.of(entry);
  if (entry.type == EventType::CLIENT_HEADER && entry.client_header) {
    own.method = messages_.method(as_text(entry.client_header->method_name));
    messages_.count_call(own.method);
  }
  if (!own.has_method()) ++entries_.unknown_call;
  return own.method;
}

void log_analysis::add_message(const GrpcLogEntry& entry, std::uint32_t method, direction way) {
  const binarylog::Message message = entry.message.value_or(binarylog::Message{});
  // A length below that of the data is nothing that a logger writes.
  const std::uint64_t size = std::max<std::uint64_t>(message.length, message.data.size());
  const std::uint32_t row = method == call::unknown_method ? messages_.unknown_method() : method;
  const byte_totals sizes = messages_.add(row, way, message.data, size);
  by_logger_[logger_index(entry.logger)][static_cast<std::size_t>(way)] += sizes;
}

void log_analysis::end_file() {
  calls_.clear();
  time_before_.reset();
}

}  // namespace headwire::tool
