// SPDX-License-Identifier: Apache-2.0
//
// A message in segments, read in place by the code that reads one in a single span: a list of slices
// of a network buffer, a chain of buffers, an iovec.
#pragma once

#include <cstddef>
#include <cstdint>

#include "headwire/wire/bytes.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/reader.hpp"
#include "headwire/wire/segments.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// Finds bytes by their offset in the whole. Reading goes forward, so it remembers the segment it was
/// in: the work is linear in the bytes read and the segments passed. `List` is one of segments_in.
template <class List>
class segment_list {
 public:
  constexpr explicit segment_list(List segments) noexcept : segments_(segments) {}

  /// Bytes in all segments together.
  [[nodiscard]] constexpr std::uint64_t size() const noexcept {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < segments_.size(); ++i)
      sum += segments_[i].size();
    return sum;
  }

  /// The rest of the segment that holds the byte at `offset`, from that byte on; there must be one.
  [[nodiscard]] constexpr auto rest_from(std::size_t offset) noexcept {
    // mutant: segments: going back stops one byte early
    while (offset < base_)
      base_ -= segments_[--index_].size();
    // mutant: segments: a segment is left one byte late
    while (offset - base_ >= segments_[index_].size())
      base_ += segments_[index_++].size();
    return segments_[index_].subspan(offset - base_);
  }

 private:
  List segments_;
  std::size_t index_ = 0;  ///< of the segment that was read last
  std::size_t base_ = 0;   ///< offset at which it begins
};

/// A place in a list of segments: what a pointer is in a single span.
template <class List>
class segment_position {
 public:
  constexpr segment_position(std::nullptr_t = nullptr) noexcept {
  }  // NOLINT(*-explicit-*): as a pointer
  constexpr segment_position(segment_list<List>& list, std::size_t offset) noexcept
      : list_(&list), offset_(offset) {}

  [[nodiscard]] constexpr std::size_t offset() const noexcept { return offset_; }

  constexpr auto& operator*() const noexcept { return list_->rest_from(offset_).front(); }
  constexpr auto& operator[](std::size_t i) const noexcept { return *(*this + i); }

  constexpr segment_position& operator+=(std::size_t n) noexcept {
    offset_ += n;
    return *this;
  }
  friend constexpr segment_position operator+(segment_position p, std::size_t n) noexcept {
    return p += n;
  }
  friend constexpr segment_position operator-(segment_position p, std::size_t n) noexcept {
    p.offset_ -= n;
    return p;
  }
  friend constexpr std::size_t operator-(const segment_position& a,
                                         const segment_position& b) noexcept {
    return a.offset_ - b.offset_;
  }
  friend constexpr bool operator==(const segment_position&,
                                   const segment_position&) noexcept = default;
  friend constexpr bool operator==(const segment_position& p, std::nullptr_t) noexcept {
    return p.list_ == nullptr;
  }
  friend constexpr bool operator<(const segment_position& a, const segment_position& b) noexcept {
    return a.offset_ < b.offset_;
  }

 private:
  segment_list<List>* list_ = nullptr;
  std::size_t offset_ = 0;
};

/// The whole input of one call, in segments. A value that straddles segments is copied to `scratch`, so
/// that it can be shown in one view; nothing else is copied.
template <class List>
struct segment_reader : findings {
  using position = segment_position<List>;

  segment_list<List> list;
  mutable_bytes scratch;
  std::uint64_t scratch_needed = 0;
  position begin;
  position limit;

  constexpr segment_reader(List segments, mutable_bytes scratch_space) noexcept
      : list(segments),
        scratch(scratch_space),
        begin(list, 0),
        // No message is that long: on 32 bits the size must not wrap.
        limit(list, static_cast<std::size_t>(list.size() < size_limit ? list.size() : size_limit)) {
  }
  segment_reader(const segment_reader&) = delete;  // positions point into it
  segment_reader& operator=(const segment_reader&) = delete;
  segment_reader(segment_reader&&) = delete;
  segment_reader& operator=(segment_reader&&) = delete;
  ~segment_reader() = default;

  [[nodiscard]] constexpr std::size_t offset_of(position p) const noexcept { return p.offset(); }

  [[gnu::noinline, gnu::cold]] constexpr std::nullptr_t fail(errc code, position at,
                                                             std::uint32_t field) noexcept {
    note(code, at.offset(), field);
    return nullptr;
  }

  /// The bytes of a value in one span. Without room in `scratch` it goes on, to find out how much
  /// is needed and whether the message is good at all; then the result is not used.
  [[nodiscard]] constexpr bytes view(position p, std::size_t size) noexcept {
    if (size == 0) return {};
    const bytes rest = list.rest_from(p.offset());
    // mutant: segments: a value that straddles them by a byte is taken for whole
    if (rest.size() >= size) return rest.first(size);
    const std::uint64_t used = scratch_needed;
    scratch_needed += size;
    // mutant: segments: one byte more than the scratch holds
    if (scratch_needed > scratch.size()) return {};
    const mutable_bytes copy = scratch.subspan(detail::to_size(used), size);
    for (std::size_t done = 0; done < size;) {
      const bytes next = list.rest_from(p.offset() + done);
      for (std::size_t i = 0; i < next.size() && done < size; ++i)
        copy[done++] = next[i];
    }
    return copy;
  }

  /// The views that were made are not used, so it does not matter whether there was room for them.
  constexpr void forget_views() noexcept { scratch_needed = 0; }

  /// A fault of the message comes before the lack of scratch: it does not depend on the segments.
  [[nodiscard]] constexpr headwire::status status() const noexcept {
    // mutant: segments: lack of scratch hides a fault of the message
    if (error == errc::ok && scratch_needed > scratch.size()) {
      return {errc::scratch_too_small, detail::to_size(scratch_needed), 0};
    }
    return findings::status();
  }
};
template <class List>
segment_reader(List, mutable_bytes) -> segment_reader<List>;

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
