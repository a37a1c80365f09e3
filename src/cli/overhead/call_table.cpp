// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/call_table.hpp"

#include <algorithm>

namespace headwire::tool {

call& call_table::of(const binarylog::GrpcLogEntry& entry) {
  using binarylog::EventType;
  const bool is_header = entry.type == EventType::CLIENT_HEADER;
  const bool is_first = entry.sequence_id_within_call == 1;
  const place found = find_or_add(entry.call_id, entry.logger);
  slot& own = slots_[found];

  if ((is_header && own.has_method()) || (is_first && own.first_entry_seen)) start_again(found);
  if (is_header) ++counts_.with_client_header;
  own.first_entry_seen = own.first_entry_seen || is_first;
  own.only_header = own.only_header && is_header;
  if (entry.type == EventType::SERVER_TRAILER && !own.finished) {
    own.finished = true;
    remove(open_, found);
    append(finished_, found);
  }
  return own;
}

call_table::place call_table::find_or_add(std::uint64_t id, binarylog::Logger logger) {
  const std::size_t mask = index_.size() - 1;
  for (std::size_t i = home(id, logger); index_[i] != none; i = (i + 1) & mask) {
    const slot& candidate = slots_[index_[i]];
    if (candidate.id == id && candidate.logger == logger) return index_[i];
  }
  ++counts_.seen;
  const place added = take_slot();
  slots_[added].id = id;
  slots_[added].logger = logger;
  insert(added);
  append(open_, added);
  return added;
}

/// A slot for a new call: one more, or that of the call to forget.
call_table::place call_table::take_slot() {
  if (slots_.size() < most_calls_) {
    slots_.emplace_back();
    if (2 * slots_.size() > index_.size()) grow_index();
    return static_cast<place>(slots_.size() - 1);
  }
  call_list& list = finished_.oldest != none ? finished_ : open_;
  const place oldest = list.oldest;
  note_end(slots_[oldest]);
  if (!slots_[oldest].finished) ++counts_.evicted;
  remove(list, oldest);
  erase(oldest);
  slots_[oldest] = slot{};
  return oldest;
}

/// Ids count up, so their low bits spread them well; the factor is for logs that make up their ids.
std::size_t call_table::home(std::uint64_t id, binarylog::Logger logger) const noexcept {
  const std::uint64_t key = id * 2 + (logger == binarylog::Logger::SERVER ? 1 : 0);
  return static_cast<std::size_t>((key * 0x9e3779b97f4a7c15) >> 32) & (index_.size() - 1);
}

void call_table::insert(place added) noexcept {
  const std::size_t mask = index_.size() - 1;
  std::size_t i = home(slots_[added].id, slots_[added].logger);
  while (index_[i] != none)
    i = (i + 1) & mask;
  index_[i] = added;
}

void call_table::erase(place erased) noexcept {
  const std::size_t mask = index_.size() - 1;
  std::size_t hole = home(slots_[erased].id, slots_[erased].logger);
  while (index_[hole] != erased)
    hole = (hole + 1) & mask;
  // Close the gap: move back what was probed across it.
  for (std::size_t i = (hole + 1) & mask; index_[i] != none; i = (i + 1) & mask) {
    const std::size_t wanted = home(slots_[index_[i]].id, slots_[index_[i]].logger);
    if (((i - wanted) & mask) < ((i - hole) & mask)) continue;
    index_[hole] = index_[i];
    hole = i;
  }
  index_[hole] = none;
}

void call_table::grow_index() {
  index_.assign(2 * index_.size(), none);
  // The last slot is not in use yet.
  for (place i = 0; i + 1 < slots_.size(); ++i)
    insert(i);
}

void call_table::append(call_list& list, place added) noexcept {
  slots_[added].older = list.newest;
  slots_[added].newer = none;
  (list.newest != none ? slots_[list.newest].newer : list.oldest) = added;
  list.newest = added;
}

void call_table::remove(call_list& list, place removed) noexcept {
  const slot& own = slots_[removed];
  (own.older != none ? slots_[own.older].newer : list.oldest) = own.newer;
  (own.newer != none ? slots_[own.newer].older : list.newest) = own.older;
}

/// The id now belongs to another call.
void call_table::start_again(place reused) noexcept {
  slot& own = slots_[reused];
  note_end(own);
  ++counts_.seen;
  ++counts_.reused_ids;
  remove(own.finished ? finished_ : open_, reused);
  append(open_, reused);
  static_cast<call&>(own) = call{};
}

void call_table::clear() {
  for (const slot& ended : slots_)
    note_end(ended);
  slots_.clear();
  std::fill(index_.begin(), index_.end(), none);
  open_ = {};
  finished_ = {};
}

void call_table::note_end(const call& ended) noexcept {
  if (!ended.finished) ++counts_.without_trailer;
  if (ended.only_header && ended.has_method()) ++counts_.only_client_header;
}

}  // namespace headwire::tool
