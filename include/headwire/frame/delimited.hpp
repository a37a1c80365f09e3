// SPDX-License-Identifier: Apache-2.0
//
// Streams of messages with a varint length in front of each (protobuf's writeDelimitedTo).
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "headwire/frame/progress.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/error.hpp"
#include "headwire/wire/fragments.hpp"
#include "headwire/wire/input.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/reader.hpp"
#include "headwire/wire/tag.hpp"
#include "headwire/wire/writer.hpp"

namespace headwire {

/// Most bytes in front of a message.
inline constexpr std::size_t max_delimited_prefix_size = 5;

/// The length in front of a message.
struct delimited_prefix {
  std::size_t size = 0;      ///< bytes of the prefix itself: 1 to 5
  std::uint32_t length = 0;  ///< bytes of the message

  friend bool operator==(const delimited_prefix&, const delimited_prefix&) = default;
};

/// A message of a stream.
struct delimited_frame {
  std::size_t prefix_size = 0;
  bytes message;  ///< borrows the input

  /// Bytes of length and message: where the next one begins.
  [[nodiscard]] constexpr std::size_t size() const noexcept { return prefix_size + message.size(); }
};

namespace detail {
inline namespace HEADWIRE_ISA {

/// True if [p, end) is the beginning of a varint of up to `most` bytes that goes on behind `end`.
template <class Position>
[[nodiscard]] constexpr bool is_cut_varint(Position p, Position end, std::size_t most) noexcept {
  const std::size_t have = detail::distance(p, end);
  for (std::size_t i = 0; i < have; ++i) {
    if (i == most || p[i] < std::byte{0x80}) return false;
  }
  return have < most;
}

template <class Reader>
[[nodiscard]] constexpr progress<delimited_prefix> read_delimited_prefix_from(
    Reader& r, std::size_t limit) noexcept {
  if (detail::is_cut_varint(r.begin, r.limit, max_delimited_prefix_size)) {
    return progress<delimited_prefix>::missing(1);
  }
  std::uint32_t length = 0;
  const position_of<Reader> next = detail::read_short_varint(
      r, r.begin, r.limit, 0, {errc::invalid_length, errc::too_large}, length);
  if (next == nullptr) return r.status();
  // mutant: delimited: a message longer than the limit is accepted
  if (length >= size_limit || length > limit) return status{errc::too_large, 0, 0};
  return delimited_prefix{detail::distance(r.begin, next), length};
}

}  // namespace HEADWIRE_ISA
}  // namespace detail

inline namespace HEADWIRE_ISA {

/// Reads the length at the beginning of `so_far`. Malformed, at offset 0, with `invalid_length` if
/// it takes more than 5 bytes, with `too_large` if it is above `limit` or 2 GiB and more.
[[nodiscard]] constexpr progress<delimited_prefix> read_delimited_prefix(
    input so_far, std::size_t limit = size_limit - 1) noexcept {
  detail::reader r{so_far};
  return detail::read_delimited_prefix_from(r, limit);
}

/// The same for bytes in several segments.
template <detail::segment_range Segments>
[[nodiscard]] constexpr progress<delimited_prefix> read_delimited_prefix(
    Segments&& so_far, std::size_t limit = size_limit - 1) noexcept {
  detail::segment_reader r{detail::segments_of(std::forward<Segments>(so_far)), {}};
  return detail::read_delimited_prefix_from(r, limit);
}

/// Reads the whole message at the beginning of `so_far`. Fails as `read_delimited_prefix`.
[[nodiscard]] constexpr progress<delimited_frame> read_delimited(input in,
                                                                 std::size_t limit = size_limit -
                                                                                     1) noexcept {
  const bytes so_far = in;
  const progress<delimited_prefix> prefix = read_delimited_prefix(so_far, limit);
  if (prefix.state() == readiness::malformed) return prefix.status();
  if (!prefix) {
    return progress<delimited_frame>::missing(prefix.needed());
  }
  const std::size_t have = so_far.size() - prefix->size;
  if (have < prefix->length) return progress<delimited_frame>::missing(prefix->length - have);
  return delimited_frame{prefix->size, so_far.subspan(prefix->size, prefix->length)};
}

/// Writes the length of a message to the front of `out`, and returns the part that was written.
[[nodiscard]] constexpr mutable_bytes write_delimited_prefix(
    std::uint32_t length, std::span<std::byte, max_delimited_prefix_size> out) noexcept {
  const std::byte* const end = detail::write_varint(out.data(), length);
  return out.first(detail::distance(out.data(), end));
}

}  // namespace HEADWIRE_ISA

}  // namespace headwire
