// SPDX-License-Identifier: Apache-2.0
//
// All calls that read and change messages as bytes, in one translation unit, built as
// everything.cpp is.
#include <algorithm>
#include <array>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>

#include "no_alloc/everything.hpp"
#include "unit/support/messages.hpp"

namespace headwire::test {

namespace {

namespace v1 = headwire::atomix::multiraft::v1;
namespace paths = v1::paths;

/// The input in two segments.
std::array<bytes, 2> halves(bytes in) noexcept {
  return {in.first(in.size() / 2), in.subspan(in.size() / 2)};
}

/// Peeks in every way there is; all must agree.
template <auto Path>
bool exercise_peek(bytes in, mutable_bytes scratch) noexcept {
  const std::array<bytes, 2> segments = halves(in);
  const auto one = peek<Path>(in);
  const auto two = peek<Path>(fragments(segments), scratch);
  const bool short_of_scratch = two.status().code() == errc::scratch_too_small;
  if (!short_of_scratch && two.status() != one.status()) return false;
  const auto strict = peek<Path>(in, canonical);
  const auto strict_segments = peek<Path>(fragments(segments), scratch, canonical);
  if (strict && !one) return false;
  return strict_segments.status().code() == errc::scratch_too_small ||
         (strict_segments.status() == strict.status() && (!strict || peek_trusted<Path>(in)));
}

/// Splices in every way there is; all must come to the same size.
template <auto Path>
bool exercise_splice(bytes in, mutable_bytes scratch,
                     const new_value<detail::path_type<Path>>& value) noexcept {
  const std::array<bytes, 2> segments = halves(in);
  const mutable_bytes out = scratch.first(scratch.size() / 2);
  const mutable_bytes more = scratch.subspan(out.size());
  std::array<bytes, max_gather_spans<Path> + 2> list;
  const auto one = splice<Path>(in, out, value);
  const auto cut = splice<Path>(fragments(segments), more, value);
  if (one && cut && !std::equal(one->begin(), one->end(), cut->begin(), cut->end())) return false;
  const auto spans = splice_gather<Path>(in, list, out, value);
  if (spans && one) {
    std::size_t size = 0;
    for (const bytes span : *spans)
      size += span.size();
    if (size != one->size()) return false;
  }
  static_cast<void>(splice_gather<Path>(fragments(segments), list, more, value));
  return true;
}

/// Patches a copy of the input, in one segment and in two.
template <auto Path>
bool exercise_patch(bytes in, mutable_bytes scratch,
                    const typename detail::path_type<Path>::value_type& value) noexcept {
  if (in.size() > scratch.size()) return true;
  const mutable_bytes copy = scratch.first(in.size());
  std::copy(in.begin(), in.end(), copy.begin());
  const std::array<mutable_bytes, 2> segments{copy.first(in.size() / 2),
                                              copy.subspan(in.size() / 2)};
  const std::span<const mutable_bytes> list(segments);
  const status padded = patch<Path>(copy, value, allow_padding);
  const status again = patch<Path>(list, value, allow_padding);
  const status strict = patch<Path>(copy, value);
  return padded == again && patch<Path>(list, value) == strict;
}

template <auto Path>
bool exercise_path(bytes in, mutable_bytes scratch,
                   const typename detail::path_type<Path>::value_type& value) noexcept {
  return exercise_peek<Path>(in, scratch) && exercise_splice<Path>(in, scratch, value) &&
         exercise_splice<Path>(in, scratch, clear) && exercise_patch<Path>(in, scratch, value);
}

bool exercise_numbers(bytes in, mutable_bytes scratch) noexcept {
  const std::array<bytes, 2> segments = halves(in);
  const auto one = peek(in, "1.1.3", scalar::string);
  const auto two = peek(fragments(segments), scratch, "1.1.3", scalar::string);
  return one.status() == two.status() || two.status().code() == errc::scratch_too_small;
}

template <class A>
bool alike(const progress<A>& a, const progress<A>& b) noexcept {
  return a.state() == b.state() && a.status() == b.status() && a.needed() == b.needed();
}

/// Takes the input for the beginning of a frame, of a stream and of a request.
bool exercise_frames(bytes in, mutable_bytes scratch) noexcept {
  using H = v1::CommandRequestHeaders;
  constexpr auto id = paths::command_request::partition_id;
  constexpr auto sequence = paths::command_request::sequence_num;
  const std::array<bytes, 2> list = halves(in);
  const fragments segments(list);
  const std::size_t total = in.size() + in.size() % 2;
  std::array<std::byte, grpc_prefix_size> prefix{};
  write_grpc_prefix({.length = static_cast<std::uint32_t>(in.size())}, prefix);
  const bool same =
      alike(read_grpc_prefix(in), read_grpc_prefix(segments)) &&
      alike(read_delimited_prefix(in), read_delimited_prefix(segments)) &&
      alike(probe_envelope<H>(in, total), probe_envelope<H>(segments, total)) &&
      alike(probe_envelope<H>(in, total, canonical),
            probe_envelope<H>(segments, total, canonical)) &&
      alike(peek_headers<id, sequence>(in, total),
            peek_headers<id, sequence>(segments, total, scratch)) &&
      alike(probe_frame<H>(in), probe_frame<H>(segments)) &&
      alike(peek_frame<id>(in, canonical), peek_frame<id>(segments, scratch, canonical));
  static_cast<void>(read_grpc_frame(in));
  static_cast<void>(read_delimited(in));
  static_cast<void>(write_delimited_prefix(70000, prefix));
  std::array<bytes, max_gather_spans<in_envelope<id>> + 2> spans;
  static_cast<void>(splice_frame<in_envelope<id>>(in, scratch, 300U));
  static_cast<void>(splice_frame_gather<in_envelope<id>>(segments, spans, scratch, 300U));
  return same;
}

}  // namespace

bool exercise_edits(bytes in, mutable_bytes scratch) noexcept {
  constexpr auto id = paths::command_request::partition_id;
  constexpr auto text = paths::command_response::message;
  return exercise_path<id>(in, scratch, 300) && exercise_path<text>(in, scratch, "text") &&
         exercise_path<path<&AllScalars::optional_double>>(in, scratch, 1.5) &&
         exercise_path<path<&Explicit::sf32>>(in, scratch, -1) &&
         exercise_path<path<&Keeper<2>::sub, &Keeper<2>::Sub::u>>(in, scratch, 7) &&
         exercise_numbers(in, scratch) && exercise_frames(in, scratch);
}

}  // namespace headwire::test
