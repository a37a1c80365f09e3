// SPDX-License-Identifier: Apache-2.0
//
// Where a rewritten message goes: nowhere (to learn its size), into a buffer, or into a list of
// spans.
#pragma once

#include <cstddef>
#include <cstdint>

#include "headwire/wire/bytes.hpp"
#include "headwire/wire/fragments.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/reader.hpp"
#include "headwire/wire/writer.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// Calls `take(span)` for each span of the input between p and end.
template <class Take>
constexpr void for_each_span(const reader&, const std::byte* p, const std::byte* end,
                             Take take) noexcept {
  if (p != end) take(bytes{p, detail::distance(p, end)});
}
template <class List, class Take>
constexpr void for_each_span(segment_reader<List>& r, segment_position<List> p,
                             segment_position<List> end, Take take) noexcept {
  while (p != end) {
    const auto rest = r.list.rest_from(p.offset());
    const std::size_t left = detail::distance(p, end);
    const bytes span = rest.size() < left ? rest : rest.first(left);
    take(span);
    p += span.size();
  }
}

/// Counts the bytes, and notes whether anything differs from the input.
struct size_output {
  std::uint64_t size = 0;
  bool changed = false;

  template <class Reader>
  constexpr void copy(Reader&, position_of<Reader> p, position_of<Reader> end) noexcept {
    size += detail::distance(p, end);
  }
  constexpr void put(bytes written) noexcept {
    size += written.size();
    changed = true;
  }
  constexpr void drop() noexcept { changed = true; }
};

/// Writes to a buffer that has been found large enough.
struct buffer_output {
  std::byte* out;

  template <class Reader>
  constexpr void copy(Reader& r, position_of<Reader> p, position_of<Reader> end) noexcept {
    detail::for_each_span(r, p, end, [&](bytes span) { put(span); });
  }
  constexpr void put(bytes written) noexcept {
    out = write_bytes(out, written.data(), written.size());
  }
  constexpr void drop() noexcept {}
};

/// Makes a list of spans: those of the input where it stays as it is, those of `scratch` where it
/// does not. Without a list it only counts.
class gather_output {
 public:
  /// Refers only to runs of the input of `least` bytes and more, and to at most `most` of them;
  /// others are copied to the scratch.
  constexpr gather_output(bytes* list, std::byte* scratch, std::uint64_t least,
                          std::uint64_t most) noexcept
      : list_(list), scratch_(scratch), least_(least), references_left_(most) {}

  template <class Reader>
  constexpr void copy(Reader& r, position_of<Reader> p, position_of<Reader> end) noexcept {
    const std::uint64_t size = detail::distance(p, end);
    if (size == 0) return;
    if (size > longest_) longest_ = size;
    const bool refer = size >= least_ && references_left_ != 0;
    if (refer) --references_left_;
    detail::for_each_span(r, p, end, [&](bytes span) { refer ? add(span) : put(span); });
  }

  constexpr void put(bytes written) noexcept {
    if (written.empty()) return;
    if (list_ != nullptr) {
      std::byte* const begin = scratch_ + scratch_used_;
      static_cast<void>(write_bytes(begin, written.data(), written.size()));
      if (in_scratch_) {
        bytes& last = list_[count_ - 1];
        last = {last.data(), last.size() + written.size()};
      } else {
        list_[count_] = {begin, written.size()};
      }
    }
    if (!in_scratch_) ++count_;
    in_scratch_ = true;
    scratch_used_ += written.size();
  }

  constexpr void drop() noexcept {}

  /// Spans in the list, bytes of scratch, and the longest run of the input.
  [[nodiscard]] constexpr std::size_t count() const noexcept { return count_; }
  [[nodiscard]] constexpr std::uint64_t scratch_used() const noexcept { return scratch_used_; }
  [[nodiscard]] constexpr std::uint64_t longest() const noexcept { return longest_; }

 private:
  constexpr void add(bytes span) noexcept {
    if (list_ != nullptr) list_[count_] = span;
    ++count_;
    in_scratch_ = false;
  }

  bytes* list_;
  std::byte* scratch_;
  std::uint64_t least_;
  std::uint64_t references_left_;
  std::size_t count_ = 0;
  std::uint64_t scratch_used_ = 0;
  std::uint64_t longest_ = 0;
  bool in_scratch_ = false;
};

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
