// SPDX-License-Identifier: Apache-2.0
//
// Frames in segments against the same in one: prefixes, probes, and the edit of a frame.
#pragma once

#include <algorithm>
#include <cstddef>
#include <headwire/headwire.hpp>
#include <string_view>
#include <vector>

#include "support/fragments_oracle.hpp"
#include "unit/support/heap_block.hpp"

namespace headwire::test {

template <class A>
[[nodiscard]] std::string_view compare_progress(const progress<A>& whole, const progress<A>& cut) {
  const bool same = whole.state() == cut.state() && whole.needed() == cut.needed() &&
                    whole.status() == cut.status();
  return same ? "" : "a frame in segments";
}

/// Empty if the first frame of `one`, with headers of type H, and the number at `Id` in them, give
/// the same when cut at these offsets. Messages above `limit` are refused.
template <message H, auto Id>
[[nodiscard]] std::string_view check_frames(bytes one, const std::vector<std::size_t>& cuts,
                                            std::size_t limit) {
  const cut_message cut(one, cuts);
  const fragments segments = cut.view();
  std::string_view difference =
      compare_progress(read_grpc_prefix(one, limit), read_grpc_prefix(segments, limit));
  const auto add = [&](std::string_view next) {
    if (difference.empty()) difference = next;
  };
  add(compare_progress(read_delimited_prefix(one, limit), read_delimited_prefix(segments, limit)));
  add(compare_progress(probe_frame<H>(one, limit), probe_frame<H>(segments, limit)));
  add(compare_progress(probe_frame<H>(one, canonical), probe_frame<H>(segments, canonical)));
  const auto value = peek_frame<Id>(one, limit);
  add(compare_progress(value, peek_frame<Id>(segments, {}, limit)));
  if (value && *peek_frame<Id>(segments, {}, limit) != *value) add("value of peek_frame");
  const auto frame = read_delimited(one, limit);
  if (frame && frame->size() > one.size()) add("size of a delimited frame");
  heap_block out(one.size() + 60);
  heap_block again(one.size() + 60);
  const auto spliced = splice_frame<in_envelope<Id>>(one, out.writable(), 300U);
  const auto joined = splice_frame<in_envelope<Id>>(segments, again.writable(), 300U);
  if (spliced.status() != joined.status()) add("status of splice_frame");
  if (spliced && !std::ranges::equal(*spliced, *joined)) add("bytes of splice_frame");
  return difference;
}

}  // namespace headwire::test
