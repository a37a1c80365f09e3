// SPDX-License-Identifier: Apache-2.0
//
// A message in pieces, read in place by the code that reads one in a single span: a list of slices
// of a network buffer, a chain of buffers, an iovec.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "headwire/wire/bytes.hpp"
#include "headwire/wire/cursor.hpp"
#include "headwire/wire/input.hpp"
#include "headwire/wire/isa.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// The bytes of a piece, which are only changed if they are mutable_bytes.
template <class Piece>
[[nodiscard]] constexpr auto view_piece(const Piece& piece) noexcept {
  if constexpr (std::same_as<Piece, mutable_bytes>) {
    return piece;
  } else {
    return detail::bytes_of(piece);
  }
}
template <class Piece>
using view_of_piece = decltype(detail::view_piece(std::declval<const Piece&>()));

/// Finds bytes by their offset in the whole. Reading goes forward, so it remembers the piece it was
/// in: the work is linear in the bytes read and the pieces passed.
template <class Piece>
class piece_list {
 public:
  constexpr explicit piece_list(std::span<const Piece> pieces) noexcept : pieces_(pieces) {}

  /// Bytes in all pieces together.
  [[nodiscard]] constexpr std::uint64_t size() const noexcept {
    std::uint64_t sum = 0;
    for (const Piece& piece : pieces_)
      sum += detail::view_piece(piece).size();
    return sum;
  }

  /// The rest of the piece that holds the byte at `offset`, from that byte on; there must be one.
  [[nodiscard]] constexpr view_of_piece<Piece> rest_from(std::size_t offset) noexcept {
    while (offset < base_)
      base_ -= detail::view_piece(pieces_[--index_]).size();
    while (offset - base_ >= detail::view_piece(pieces_[index_]).size())
      base_ += detail::view_piece(pieces_[index_++]).size();
    return detail::view_piece(pieces_[index_]).subspan(offset - base_);
  }

 private:
  std::span<const Piece> pieces_;
  std::size_t index_ = 0;  ///< of the piece that was read last
  std::size_t base_ = 0;   ///< offset at which it begins
};

/// A place in a list of pieces: what a pointer is in a single span.
template <class Piece>
class piece_position {
 public:
  constexpr piece_position(std::nullptr_t = nullptr) noexcept {
  }  // NOLINT(*-explicit-*): as a pointer
  constexpr piece_position(piece_list<Piece>& list, std::size_t offset) noexcept
      : list_(&list), offset_(offset) {}

  [[nodiscard]] constexpr std::size_t offset() const noexcept { return offset_; }

  constexpr auto& operator*() const noexcept { return list_->rest_from(offset_).front(); }
  constexpr auto& operator[](std::size_t i) const noexcept { return *(*this + i); }

  constexpr piece_position& operator+=(std::size_t n) noexcept {
    offset_ += n;
    return *this;
  }
  friend constexpr piece_position operator+(piece_position p, std::size_t n) noexcept {
    return p += n;
  }
  friend constexpr piece_position operator-(piece_position p, std::size_t n) noexcept {
    p.offset_ -= n;
    return p;
  }
  friend constexpr std::size_t operator-(const piece_position& a,
                                         const piece_position& b) noexcept {
    return a.offset_ - b.offset_;
  }
  friend constexpr bool operator==(const piece_position&, const piece_position&) noexcept = default;
  friend constexpr bool operator==(const piece_position& p, std::nullptr_t) noexcept {
    return p.list_ == nullptr;
  }
  friend constexpr bool operator<(const piece_position& a, const piece_position& b) noexcept {
    return a.offset_ < b.offset_;
  }

 private:
  piece_list<Piece>* list_ = nullptr;
  std::size_t offset_ = 0;
};

/// The whole input of one call, in pieces. A value that straddles pieces is copied to `scratch`, so
/// that it can be shown in one view; nothing else is copied.
template <class Piece>
struct piece_reader : findings {
  using position = piece_position<Piece>;

  piece_list<Piece> list;
  mutable_bytes scratch;
  std::uint64_t scratch_needed = 0;
  position begin;
  position limit;

  constexpr piece_reader(std::span<const Piece> pieces, mutable_bytes scratch_space) noexcept
      : list(pieces),
        scratch(scratch_space),
        begin(list, 0),
        // No message is that long: on 32 bits the size must not wrap.
        limit(list, static_cast<std::size_t>(list.size() < size_limit ? list.size() : size_limit)) {
  }
  piece_reader(const piece_reader&) = delete;  // positions point into it
  piece_reader& operator=(const piece_reader&) = delete;
  piece_reader(piece_reader&&) = delete;
  piece_reader& operator=(piece_reader&&) = delete;
  ~piece_reader() = default;

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
    const view_of_piece<Piece> rest = list.rest_from(p.offset());
    if (rest.size() >= size) return rest.first(size);
    const std::uint64_t used = scratch_needed;
    scratch_needed += size;
    if (scratch_needed > scratch.size()) return {};
    const mutable_bytes copy = scratch.subspan(detail::to_size(used), size);
    for (std::size_t done = 0; done < size;) {
      const view_of_piece<Piece> next = list.rest_from(p.offset() + done);
      for (std::size_t i = 0; i < next.size() && done < size; ++i)
        copy[done++] = next[i];
    }
    return copy;
  }

  /// The views that were made are not used, so it does not matter whether there was room for them.
  constexpr void forget_views() noexcept { scratch_needed = 0; }

  /// A fault of the message comes before the lack of scratch: it does not depend on the pieces.
  [[nodiscard]] constexpr headwire::status status() const noexcept {
    if (error == errc::ok && scratch_needed > scratch.size()) {
      return {errc::scratch_too_small, detail::to_size(scratch_needed), 0};
    }
    return findings::status();
  }
};

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
