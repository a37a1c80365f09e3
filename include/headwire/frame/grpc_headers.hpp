// SPDX-License-Identifier: Apache-2.0
//
// The headers in a gRPC frame, as soon as they have arrived: prefix and envelope in one call.
#pragma once

#include <cstddef>
#include <utility>

#include "headwire/frame/envelope.hpp"
#include "headwire/frame/grpc.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/error.hpp"
#include "headwire/wire/input.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/writable.hpp"

namespace headwire {

/// Where the headers lie in a frame. Places are counted from its first byte.
struct framed_headers {
  grpc_prefix prefix;
  headers_place headers;

  /// Bytes of the frame, prefix included.
  [[nodiscard]] constexpr std::size_t size() const noexcept {
    return grpc_prefix_size + prefix.length;
  }

  /// Bytes of the frame up to the end of the headers, if those are not scattered: what
  /// `splice_frame` takes before the payload has arrived.
  [[nodiscard]] constexpr std::size_t head_size() const noexcept {
    return headers.present ? headers.end() : grpc_prefix_size;
  }
};

namespace detail {
inline namespace HEADWIRE_ISA {

/// Reads the prefix, and hands over to `next(start, length)`.
template <class Answer, class Reader, class Next>
[[nodiscard]] constexpr progress<Answer> behind_prefix(Reader& r, std::size_t limit,
                                                       Next next) noexcept {
  const progress<grpc_prefix> prefix = detail::read_grpc_prefix_from(r, r.begin, limit);
  if (prefix.state() == readiness::need_more) return progress<Answer>::missing(prefix.needed());
  if (!prefix) return prefix.status();
  if (prefix->compressed) return status{errc::compressed, 0, 0};
  return next(*prefix, r.begin + grpc_prefix_size);
}

template <rules Rules, message H, class Reader>
[[nodiscard]] constexpr progress<framed_headers> probe_frame_from(Reader& r,
                                                                  std::size_t limit) noexcept {
  using answer = progress<framed_headers>;
  return detail::behind_prefix<framed_headers>(
      r, limit, [&](grpc_prefix prefix, position_of<Reader> start) -> answer {
        const progress<headers_place> found = detail::probe_from<Rules, H>(r, start, prefix.length);
        if (found.state() == readiness::need_more) return answer::missing(found.needed());
        if (!found) return found.status();
        return framed_headers{prefix, *found};
      });
}

template <rules Rules, auto... Paths, class Reader>
[[nodiscard]] constexpr progress<typename peeked<Paths...>::type> peek_frame_from(
    Reader& r, std::size_t limit) noexcept {
  return detail::behind_prefix<typename peeked<Paths...>::type>(
      r, limit, [&](grpc_prefix prefix, position_of<Reader> start) {
        return detail::peek_headers_from<Rules, Paths...>(r, start, prefix.length);
      });
}

}  // namespace HEADWIRE_ISA
}  // namespace detail

inline namespace HEADWIRE_ISA {

/// `read_grpc_prefix` and `probe_envelope` in one: finds the headers of type H in the frame that
/// begins with `so_far`. Malformed also with `compressed` (offset 0) for a compressed message, and
/// for what those two say; `limit` is the greatest length of a message.
template <message H, detail::segment_range Segments>
[[nodiscard]] constexpr progress<framed_headers> probe_frame(
    Segments&& so_far, std::size_t limit = grpc_default_limit) noexcept {
  detail::segment_reader r{detail::segments_of(std::forward<Segments>(so_far)), {}};
  return detail::probe_frame_from<detail::rules::standard, H>(r, limit);
}
template <message H, detail::segment_range Segments>
[[nodiscard]] constexpr progress<framed_headers> probe_frame(
    Segments&& so_far, canonical_t, std::size_t limit = grpc_default_limit) noexcept {
  detail::segment_reader r{detail::segments_of(std::forward<Segments>(so_far)), {}};
  return detail::probe_frame_from<detail::rules::canonical, H>(r, limit);
}
template <message H>
[[nodiscard]] constexpr progress<framed_headers> probe_frame(
    input so_far, std::size_t limit = grpc_default_limit) noexcept {
  detail::reader r{so_far};
  return detail::probe_frame_from<detail::rules::standard, H>(r, limit);
}
template <message H>
[[nodiscard]] constexpr progress<framed_headers> probe_frame(
    input so_far, canonical_t, std::size_t limit = grpc_default_limit) noexcept {
  detail::reader r{so_far};
  return detail::probe_frame_from<detail::rules::canonical, H>(r, limit);
}

/// `read_grpc_prefix` and `peek_headers` in one: fields of the headers in the frame that begins
/// with `so_far`.
template <auto... Paths, detail::segment_range Segments>
requires detail::paths_of_one_message<Paths...>
[[nodiscard]] constexpr progress<typename detail::peeked<Paths...>::type> peek_frame(
    Segments&& so_far, writable scratch, std::size_t limit = grpc_default_limit) noexcept {
  detail::segment_reader r{detail::segments_of(std::forward<Segments>(so_far)), scratch};
  return detail::peek_frame_from<detail::rules::standard, Paths...>(r, limit);
}
template <auto... Paths, detail::segment_range Segments>
requires detail::paths_of_one_message<Paths...>
[[nodiscard]] constexpr progress<typename detail::peeked<Paths...>::type> peek_frame(
    Segments&& so_far, writable scratch, canonical_t,
    std::size_t limit = grpc_default_limit) noexcept {
  detail::segment_reader r{detail::segments_of(std::forward<Segments>(so_far)), scratch};
  return detail::peek_frame_from<detail::rules::canonical, Paths...>(r, limit);
}
template <auto... Paths>
requires detail::paths_of_one_message<Paths...>
[[nodiscard]] constexpr progress<typename detail::peeked<Paths...>::type> peek_frame(
    input so_far, std::size_t limit = grpc_default_limit) noexcept {
  detail::reader r{so_far};
  return detail::peek_frame_from<detail::rules::standard, Paths...>(r, limit);
}
template <auto... Paths>
requires detail::paths_of_one_message<Paths...>
[[nodiscard]] constexpr progress<typename detail::peeked<Paths...>::type> peek_frame(
    input so_far, canonical_t, std::size_t limit = grpc_default_limit) noexcept {
  detail::reader r{so_far};
  return detail::peek_frame_from<detail::rules::canonical, Paths...>(r, limit);
}

/// Says what is wrong with the paths of a call.
template <auto... Paths, class... Arguments>
requires detail::no_paths_of_one_message<Paths...>
constexpr result<bool> peek_frame(Arguments&&...) noexcept {
  detail::check_paths<Paths...>();
  return status{};
}

}  // namespace HEADWIRE_ISA

}  // namespace headwire
