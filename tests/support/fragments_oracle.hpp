// SPDX-License-Identifier: Apache-2.0
//
// Whatever reads a message in segments beside the same call on the whole: nothing but the need for
// scratch may depend on how the message is cut. Says the first difference in words.
#pragma once

#include <algorithm>
#include <cstddef>
#include <headwire/headwire.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "support/paths.hpp"
#include "unit/support/heap_block.hpp"

namespace headwire::test {

/// A message in segments, each in a heap block of its own size.
class cut_message {
 public:
  /// Cuts before the bytes at these offsets, which ascend; equal ones make empty segments.
  cut_message(bytes whole, const std::vector<std::size_t>& cuts) {
    blocks_.reserve(cuts.size() + 1);
    std::size_t from = 0;
    for (const std::size_t cut : cuts) {
      blocks_.emplace_back(whole.subspan(from, cut - from));
      from = cut;
    }
    blocks_.emplace_back(whole.subspan(from));
    for (const heap_block& block : blocks_)
      segments_.push_back(block.view());
  }

  [[nodiscard]] fragments view() const { return segments_; }

 private:
  std::vector<heap_block> blocks_;
  std::vector<bytes> segments_;
};

/// Checks a call that takes a scratch buffer and returns a status: with as much as the message is
/// long it must give `expected`; with less that, or the exact size that would do.
template <class Call>
std::string_view check_scratch(std::size_t message_size, status expected, Call call) {
  heap_block plenty(message_size);
  if (call(plenty.writable()) != expected) return "with plenty of scratch";
  const status none = call(mutable_bytes{});
  if (none == expected) return "";
  const std::size_t needed = none.offset();
  if (!expected || none != status(errc::scratch_too_small, needed, 0)) return "without scratch";
  if (needed == 0 || needed > message_size) return "size of the scratch";
  heap_block enough(needed);
  if (call(enough.writable()) != expected) return "with exactly enough scratch";
  heap_block less(needed - 1);
  return call(less.writable()) == none ? "" : "with too little scratch";
}

template <message T>
std::string_view check_decode_in_segments(bytes in, fragments segments) {
  for (const bool strict : {false, true}) {
    T whole{};
    T cut{};
    const status expected = strict ? decode(in, whole, canonical) : decode(in, whole);
    bool equal_values = true;
    const std::string_view difference =
        check_scratch(in.size(), expected, [&](mutable_bytes scratch) {
          const status read =
              strict ? decode(segments, cut, scratch, canonical) : decode(segments, cut, scratch);
          if (!equal(cut, read ? whole : T{})) equal_values = false;
          return read;
        });
    if (!difference.empty()) return difference;
    if (!equal_values) return "value of decode in segments";
  }
  return "";
}

template <auto Path>
std::string_view check_peek_in_segments(bytes in, fragments segments) {
  for (const bool strict : {false, true}) {
    const auto whole = strict ? peek<Path>(in, canonical) : peek<Path>(in);
    bool equal_values = true;
    const std::string_view difference =
        check_scratch(in.size(), whole.status(), [&](mutable_bytes scratch) {
          const auto cut =
              strict ? peek<Path>(segments, scratch, canonical) : peek<Path>(segments, scratch);
          if (cut && !detail::equal_values(*cut, *whole)) equal_values = false;
          if (!cut && *cut) equal_values = false;
          return cut.status();
        });
    if (!difference.empty()) return difference;
    if (!equal_values) return "value of peek in segments";
  }
  return "";
}

/// Removes the field, which needs no scratch, so nothing at all may differ.
template <auto Path>
std::string_view check_splice_in_segments(bytes in, fragments segments) {
  heap_block one(in.size());
  heap_block two(in.size());
  const auto whole = splice<Path>(in, one.writable(), clear);
  const auto cut = splice<Path>(segments, two.writable(), clear);
  if (cut.status() != whole.status()) return "status of splice in segments";
  return !whole || std::ranges::equal(*whole, *cut) ? "" : "bytes of splice in segments";
}

/// Empty if decode, peek and splice of T give the same in segments as of the whole.
template <message T>
std::string_view check_in_segments(bytes in, fragments segments) {
  std::string_view difference = check_decode_in_segments<T>(in, segments);
  for_each_path<T>([&]<auto Path>() {
    if (difference.empty()) difference = check_peek_in_segments<Path>(in, segments);
    if (difference.empty()) difference = check_splice_in_segments<Path>(in, segments);
  });
  return difference;
}

/// The offsets at which a message of that size falls into single bytes.
inline std::vector<std::size_t> every_byte(std::size_t size) {
  std::vector<std::size_t> cuts;
  for (std::size_t at = 1; at < size; ++at)
    cuts.push_back(at);
  return cuts;
}

}  // namespace headwire::test
