// SPDX-License-Identifier: Apache-2.0
//
// `splice` for whole gRPC frames, and for their beginnings: the length in the prefix is corrected,
// too.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "headwire/edit/gather.hpp"
#include "headwire/edit/splice.hpp"
#include "headwire/frame/envelope.hpp"
#include "headwire/frame/grpc.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/error.hpp"
#include "headwire/wire/input.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/writable.hpp"

namespace headwire {

namespace detail {
inline namespace HEADWIRE_ISA {

/// A frame, or its beginning, that has been checked and is to be rewritten.
template <std::size_t Count>
struct prepared_frame {
  status outcome;
  prepared<Count> message;
  std::size_t message_size = 0;  ///< of the part of the message that is there, rewritten
  std::byte prefix[grpc_prefix_size] = {};
};

template <auto... Paths, class Reader>
[[nodiscard]] constexpr prepared_frame<sizeof...(Paths)> prepare_frame(
    Reader& r, const new_value<path_type<Paths>>&... values) noexcept {
  prepared_frame<sizeof...(Paths)> ready{};
  const auto prefix = detail::read_grpc_prefix_from(r, r.begin, size_limit - 1);
  if (!prefix) {
    ready.outcome =
        prefix.state() == readiness::malformed ? prefix.status() : status{errc::truncated, 0, 0};
    return ready;
  }
  const position_of<Reader> start = r.begin + grpc_prefix_size;
  const std::size_t have = detail::distance(start, r.limit);
  if (prefix->compressed) ready.outcome = {errc::compressed, 0, 0};
  if (have > prefix->length) ready.outcome = {errc::invalid_length, 1, 0};
  if (!ready.outcome) return ready;

  ready.message = detail::prepare<Paths...>(r, start, values...);
  ready.outcome = ready.message.outcome;
  if (!ready.outcome) return ready;
  size_output measured;
  rewriting<Reader>(r, ready.message.edits).write(start, r.limit, measured);
  const std::uint64_t length = prefix->length - have + measured.size;
  if (length >= size_limit) {
    ready.outcome = {errc::too_large, 0, 0};
    return ready;
  }
  ready.message_size = detail::to_size(measured.size);
  headwire::write_grpc_prefix({.compressed = false, .length = static_cast<std::uint32_t>(length)},
                              ready.prefix);
  return ready;
}

template <auto... Paths, class Reader>
[[nodiscard]] constexpr result<mutable_bytes> splice_frame_from(
    Reader& r, mutable_bytes out, const new_value<path_type<Paths>>&... values) noexcept {
  const auto ready = detail::prepare_frame<Paths...>(r, values...);
  if (!ready.outcome) return ready.outcome;
  const std::size_t size = grpc_prefix_size + ready.message_size;
  if (size > out.size()) return status{errc::buffer_too_small, size, 0};
  buffer_output written{out.data()};
  written.put(ready.prefix);
  rewriting<Reader>(r, ready.message.edits).write(r.begin + grpc_prefix_size, r.limit, written);
  return {out.first(size), ready.outcome};
}

template <auto... Paths, class Reader>
[[nodiscard]] constexpr result<gather_list> splice_frame_gather_from(
    Reader& r, std::size_t segments, gather_list list, mutable_bytes scratch,
    const new_value<path_type<Paths>>&... values) noexcept {
  const auto ready = detail::prepare_frame<Paths...>(r, values...);
  if (!ready.outcome) return ready.outcome;
  return detail::gather_from(r, r.begin + grpc_prefix_size, ready.message.edits, ready.prefix,
                             max_gather_spans<Paths...> + segments, list, scratch, ready.outcome);
}

}  // namespace HEADWIRE_ISA
}  // namespace detail

inline namespace HEADWIRE_ISA {

/// `splice` for a gRPC frame: `frame` is prefix and message, and the paths begin at the message, so
/// `in_envelope<path>` leads to a header. The length in the prefix is corrected with all the
/// others.
///
/// `frame` may also be the beginning of one, if its part of the message is one by itself: up to
/// `framed_headers::head_size()` of what `probe_frame` found, before the payload has arrived. The
/// rest of the frame then follows unchanged behind the result.
///
/// Fails as `splice`, and with `truncated` if not even the prefix is there, `invalid_frame` for a
/// flag above 1, `compressed` (offset 0) for a compressed message, and `invalid_length` (offset 1)
/// if there are more bytes than the prefix says. Offsets count from the beginning of the frame.
template <auto... Paths>
requires detail::distinct_paths<Paths...>
[[nodiscard]] constexpr result<mutable_bytes> splice_frame(
    input frame, writable out, const new_value<detail::path_type<Paths>>&... values) noexcept {
  detail::reader r{frame};
  return detail::splice_frame_from<Paths...>(r, out, values...);
}
template <auto... Paths, detail::segment_range Segments>
requires detail::distinct_paths<Paths...>
[[nodiscard]] constexpr result<mutable_bytes> splice_frame(
    Segments&& frame, writable out, const new_value<detail::path_type<Paths>>&... values) noexcept {
  const auto segments = detail::segments_of(std::forward<Segments>(frame));
  detail::segment_reader r{segments, {}};
  return detail::splice_frame_from<Paths...>(r, out, values...);
}

/// `splice_gather` for a gRPC frame or its beginning: see `splice_frame` and `splice_gather`.
template <auto... Paths>
requires detail::distinct_paths<Paths...>
[[nodiscard]] constexpr result<gather_list> splice_frame_gather(
    input frame, gather_list list, writable scratch,
    const new_value<detail::path_type<Paths>>&... values) noexcept {
  detail::reader r{frame};
  return detail::splice_frame_gather_from<Paths...>(r, 0, list, scratch, values...);
}
template <auto... Paths, detail::segment_range Segments>
requires detail::distinct_paths<Paths...>
[[nodiscard]] constexpr result<gather_list> splice_frame_gather(
    Segments&& frame, gather_list list, writable scratch,
    const new_value<detail::path_type<Paths>>&... values) noexcept {
  const auto segments = detail::segments_of(std::forward<Segments>(frame));
  detail::segment_reader r{segments, {}};
  return detail::splice_frame_gather_from<Paths...>(r, segments.size(), list, scratch, values...);
}

}  // namespace HEADWIRE_ISA

}  // namespace headwire
