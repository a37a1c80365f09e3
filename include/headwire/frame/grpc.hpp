// SPDX-License-Identifier: Apache-2.0
//
// gRPC frames: one byte that says whether the message is compressed, its length as four bytes
// big-endian, and the message ("Length-Prefixed-Message" in the gRPC over HTTP/2 specification).
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

namespace headwire {

/// Bytes in front of the message.
inline constexpr std::size_t grpc_prefix_size = 5;

/// The longest message that is accepted unless the caller says otherwise: gRPC's own default of 4
/// MiB.
inline constexpr std::size_t grpc_default_limit = std::size_t{4} << 20;

/// What stands in front of a message.
struct grpc_prefix {
  bool compressed = false;   ///< the message is compressed; what to do about it is up to the caller
  std::uint32_t length = 0;  ///< bytes of the message

  friend bool operator==(const grpc_prefix&, const grpc_prefix&) = default;
};

/// A whole frame.
struct grpc_frame {
  bool compressed = false;
  bytes message;  ///< borrows the input

  /// Bytes of the frame, prefix included: where the next one begins.
  [[nodiscard]] constexpr std::size_t size() const noexcept {
    return grpc_prefix_size + message.size();
  }
};

namespace detail {
inline namespace HEADWIRE_ISA {

/// Reads the prefix at p.
template <class Reader>
[[nodiscard]] constexpr progress<grpc_prefix> read_grpc_prefix_from(Reader& r,
                                                                    position_of<Reader> p,
                                                                    std::size_t limit) noexcept {
  const std::size_t have = detail::distance(p, r.limit);
  // A wrong flag is wrong whatever follows.
  // mutant: gRPC: a flag of 2 is accepted
  if (have != 0 && *p > std::byte{1}) return status{errc::invalid_frame, r.offset_of(p), 0};
  if (have < grpc_prefix_size) {
    return progress<grpc_prefix>::missing(grpc_prefix_size - have);
  }
  grpc_prefix prefix{.compressed = *p == std::byte{1}};
  for (std::size_t i = 1; i < grpc_prefix_size; ++i) {
    prefix.length = prefix.length << 8 | static_cast<std::uint32_t>(p[i]);
  }
  if (prefix.length > limit) return status{errc::too_large, r.offset_of(p + 1), 0};
  return prefix;
}

}  // namespace HEADWIRE_ISA
}  // namespace detail

inline namespace HEADWIRE_ISA {

/// Reads the prefix at the beginning of `so_far`. Malformed with `invalid_frame` (offset 0) if the
/// flag is above 1, with `too_large` (offset 1) if the message is longer than `limit`.
[[nodiscard]] constexpr progress<grpc_prefix> read_grpc_prefix(
    input so_far, std::size_t limit = grpc_default_limit) noexcept {
  const detail::reader r{so_far};
  return detail::read_grpc_prefix_from(r, r.begin, limit);
}

/// The same for bytes in several segments.
template <detail::segment_range Segments>
[[nodiscard]] constexpr progress<grpc_prefix> read_grpc_prefix(
    Segments&& so_far, std::size_t limit = grpc_default_limit) noexcept {
  const detail::segment_reader r{detail::segments_of(std::forward<Segments>(so_far)), {}};
  return detail::read_grpc_prefix_from(r, r.begin, limit);
}

/// Reads the whole frame at the beginning of `so_far`. Fails as `read_grpc_prefix`.
[[nodiscard]] constexpr progress<grpc_frame> read_grpc_frame(
    input in, std::size_t limit = grpc_default_limit) noexcept {
  const bytes so_far = in;
  const progress<grpc_prefix> prefix = read_grpc_prefix(so_far, limit);
  if (prefix.state() == readiness::malformed) return prefix.status();
  if (!prefix) return progress<grpc_frame>::missing(prefix.needed());
  const std::size_t have = so_far.size() - grpc_prefix_size;
  // mutant: gRPC: a message may be one byte short
  if (have < prefix->length) return progress<grpc_frame>::missing(prefix->length - have);
  return grpc_frame{prefix->compressed, so_far.subspan(grpc_prefix_size, prefix->length)};
}

/// Writes the prefix of a message to the five bytes of `out`.
constexpr void write_grpc_prefix(grpc_prefix prefix,
                                 std::span<std::byte, grpc_prefix_size> out) noexcept {
  out[0] = prefix.compressed ? std::byte{1} : std::byte{0};
  for (std::size_t i = 1; i < grpc_prefix_size; ++i) {
    out[i] = static_cast<std::byte>(prefix.length >> (8 * (grpc_prefix_size - 1 - i)));
  }
}

}  // namespace HEADWIRE_ISA

}  // namespace headwire
