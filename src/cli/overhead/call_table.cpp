// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/call_table.hpp"

#include <utility>

namespace headwire::tool {

void call_table::call_list::append(linked_call& added) noexcept {
  added.older = newest;
  added.newer = nullptr;
  (newest != nullptr ? newest->newer : oldest) = &added;
  newest = &added;
}

void call_table::call_list::remove(linked_call& removed) noexcept {
  (removed.older != nullptr ? removed.older->newer : oldest) = removed.newer;
  (removed.newer != nullptr ? removed.newer->older : newest) = removed.older;
}

call& call_table::of(const binarylog::GrpcLogEntry& entry) {
  using binarylog::EventType;
  const bool is_header = entry.type == EventType::CLIENT_HEADER;
  const bool is_first = entry.sequence_id_within_call == 1;
  linked_call& found = find_or_add({.id = entry.call_id, .logger = entry.logger});

  if ((is_header && found.has_method()) || (is_first && found.first_entry_seen)) {
    note_end(found);
    ++counts_.seen;
    ++counts_.reused_ids;
    (found.finished ? finished_ : open_).remove(found);
    open_.append(found);
    static_cast<call&>(found) = call{};
  }
  if (is_header) ++counts_.with_client_header;
  found.first_entry_seen = found.first_entry_seen || is_first;
  found.only_header = found.only_header && is_header;
  if (entry.type == EventType::SERVER_TRAILER && !found.finished) {
    found.finished = true;
    open_.remove(found);
    finished_.append(found);
  }
  return found;
}

call_table::linked_call& call_table::find_or_add(const key& wanted) {
  if (const auto known = calls_.find(wanted); known != calls_.end()) return known->second;
  ++counts_.seen;
  linked_call* added = nullptr;
  if (calls_.size() < most_calls_) {
    added = &calls_.try_emplace(wanted).first->second;
  } else {
    calls::node_type room = take_room();
    room.key() = wanted;
    room.mapped() = linked_call{};
    added = &calls_.insert(std::move(room)).position->second;
  }
  added->own_key = wanted;
  open_.append(*added);
  return *added;
}

call_table::calls::node_type call_table::take_room() {
  call_list& list = finished_.oldest != nullptr ? finished_ : open_;
  linked_call& oldest = *list.oldest;
  note_end(oldest);
  if (!oldest.finished) ++counts_.evicted;
  list.remove(oldest);
  return calls_.extract(oldest.own_key);
}

void call_table::clear() {
  for (const auto& [id, ended] : calls_)
    note_end(ended);
  calls_.clear();
  open_ = {};
  finished_ = {};
}

void call_table::note_end(const call& ended) noexcept {
  if (!ended.finished) ++counts_.without_trailer;
  if (ended.only_header && ended.has_method()) ++counts_.only_client_header;
}

}  // namespace headwire::tool
