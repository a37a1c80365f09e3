// SPDX-License-Identifier: Apache-2.0
//
// `splice_gather`: what `splice` writes, as a list of spans that is ready for writev.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "headwire/edit/splice.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/error.hpp"
#include "headwire/wire/input.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/writable.hpp"

namespace headwire {

/// A list of spans, in order.
using gather_list = std::span<bytes>;

/// The most spans that `splice_gather` makes of a message in one segment. A message in n segments takes
/// up to n more.
///
/// Each path changes its field and the lengths of the messages around it, with bytes that stay in
/// between; there are bytes before and behind, and perhaps the prefix of a frame.
template <auto... Paths>
requires detail::distinct_paths<Paths...>
inline constexpr std::size_t max_gather_spans =
    (std::size_t{2} + ... + (2 * detail::path_type<Paths>::size));

namespace detail {
inline namespace HEADWIRE_ISA {

/// Writes `lead` and the rewritten message to the output. `lead` stands before the message, in place
/// of what does so in the input.
template <class Reader>
constexpr void gather_all(rewriting<Reader>& rewrite, Reader& r, position_of<Reader> start,
                          bytes lead, gather_output& output) noexcept {
  output.put(lead);
  rewrite.write(start, r.limit, output);
}

/// Makes the list. `most` is the greatest number of spans that a message has without an excess of
/// duplicates; where there is one, all but the longest run of unchanged bytes is copied.
template <class Reader>
[[nodiscard]] constexpr result<gather_list> gather_from(Reader& r, position_of<Reader> start,
                                                        std::span<const wire_edit> edits,
                                                        bytes lead, std::size_t most,
                                                        gather_list list, mutable_bytes scratch,
                                                        status done) noexcept {
  constexpr std::uint64_t no_limit = ~std::uint64_t{0};
  rewriting<Reader> rewrite(r, edits);
  std::uint64_t least = 0;
  std::uint64_t references = no_limit;
  gather_output counted(nullptr, nullptr, least, references);
  detail::gather_all(rewrite, r, start, lead, counted);
  if (counted.count() > most) {
    least = counted.longest();
    references = 1;
    counted = gather_output(nullptr, nullptr, least, references);
    detail::gather_all(rewrite, r, start, lead, counted);
  }
  if (counted.scratch_used() > scratch.size()) {
    return status{errc::scratch_too_small, detail::to_size(counted.scratch_used()), 0};
  }
  // mutant: gather: a span more than the list holds
  if (counted.count() > list.size()) return status{errc::buffer_too_small, counted.count(), 0};
  gather_output written(list.data(), scratch.data(), least, references);
  detail::gather_all(rewrite, r, start, lead, written);
  return {list.first(written.count()), done};
}

template <auto... Paths, class Reader>
[[nodiscard]] constexpr result<gather_list> splice_gather_from(
    Reader& r, std::size_t segments, gather_list list, mutable_bytes scratch,
    const new_value<path_type<Paths>>&... values) noexcept {
  const auto ready = detail::prepare<Paths...>(r, r.begin, values...);
  if (!ready.outcome) return ready.outcome;
  size_output measured;
  rewriting<Reader>(r, ready.edits).write(r.begin, r.limit, measured);
  if (measured.size >= size_limit) return status{errc::too_large, 0, 0};
  return detail::gather_from(r, r.begin, ready.edits, {}, max_gather_spans<Paths...> + segments,
                             list, scratch, ready.outcome);
}

}  // namespace HEADWIRE_ISA
}  // namespace detail

inline namespace HEADWIRE_ISA {

/// What `splice` would write, without copying what stays: returns the part of `list` that was
/// filled with spans of `in` and of `scratch`, to be sent one after the other.
///
/// `list` needs room for `max_gather_spans<Paths…>` spans, or the call may fail with
/// `buffer_too_small`, offset() being the number needed. `scratch` takes the new fields and the new
/// lengths around them (`scratch_too_small` says how many bytes). If clearing a field that occurs many times would make
/// more spans, everything but the longest run of bytes that stay is copied to the scratch; one as
/// large as the result always suffices.
///
/// Lifetime: the list borrows `in` and `scratch`, not the new values.
template <auto... Paths>
requires detail::distinct_paths<Paths...>
[[nodiscard]] constexpr result<gather_list> splice_gather(
    input in, gather_list list, writable scratch,
    const new_value<detail::path_type<Paths>>&... values) noexcept {
  detail::reader r{in};
  return detail::splice_gather_from<Paths...>(r, 0, list, scratch, values...);
}

/// The same for a message in several segments; `list` needs room for as many more spans.
template <auto... Paths, detail::segment_range Segments>
requires detail::distinct_paths<Paths...>
[[nodiscard]] constexpr result<gather_list> splice_gather(
    Segments&& in, gather_list list, writable scratch,
    const new_value<detail::path_type<Paths>>&... values) noexcept {
  const auto segments = detail::segments_of(std::forward<Segments>(in));
  detail::segment_reader r{segments, {}};
  return detail::splice_gather_from<Paths...>(r, segments.size(), list, scratch, values...);
}

}  // namespace HEADWIRE_ISA

}  // namespace headwire
