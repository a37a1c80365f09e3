// SPDX-License-Identifier: Apache-2.0
//
// `decode`: bytes to a message.
//
// By default it accepts what Google's C++ parser accepts, with the same values; the differences are
// listed in docs/guarantees.md. With `canonical` it accepts only bytes that every protobuf
// implementation reads alike.
#pragma once

#include <concepts>
#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>

#include "headwire/codec/fast_struct.hpp"
#include "headwire/codec/nested_prefix.hpp"
#include "headwire/codec/slow_path.hpp"
#include "headwire/schema/message.hpp"
#include "headwire/wire/always_inline.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/error.hpp"
#include "headwire/wire/fragments.hpp"
#include "headwire/wire/input.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/reader.hpp"
#include "headwire/wire/writable.hpp"

namespace headwire {

/// Asks a reader for the canonical gate: see `decode(in, out, canonical)`.
struct canonical_t {};
inline constexpr canonical_t canonical{};

namespace detail {
inline namespace HEADWIRE_ISA {

/// The option of calls that are given none.
struct standard_t {};

template <class Option>
concept read_option = std::same_as<Option, canonical_t> || std::same_as<Option, standard_t>;

template <read_option Option>
inline constexpr rules rules_of =
    std::same_as<Option, canonical_t> ? rules::canonical : rules::standard;

template <rules Rules, message T>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline bool decode_nested_prefix(const std::byte* p,
                                                                       const std::byte* end,
                                                                       T& out) noexcept {
  fast_struct<T> handler{out};
  return detail::try_nested_prefix<Rules>(p, end, handler);
}

/// Resets `out` and decodes the message [p, end) as far as its fields are in order. Returns where
/// the slow path goes on, or `end`.
///
/// What `out` holds of a field that bailed out is set again then, to the same values, unless the
/// message has an error. Under canonical rules all is: what may come depends on what has been.
template <rules Rules, bool Compact = false, message T>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline const std::byte* decode_in_order(const std::byte* p,
                                                                              const std::byte* end,
                                                                              T& out) noexcept {
  fast_struct<T> handler{out};
  const std::byte* const stop = detail::read_in_order<Rules, Compact>(p, end, handler);
  // mutant: canonical: a miss hands over in the middle
  return Rules == rules::canonical && stop != end ? p : stop;
}

/// The message that begins at `start`, `depth` levels below the top, and reaches to the end of the
/// input.
template <rules Rules, class Reader, message T>
[[nodiscard]] [[gnu::noinline]] constexpr status decode_from(Reader& r, position_of<Reader> start,
                                                             T& out, int depth = 0) noexcept {
  if constexpr (std::is_same_v<Reader, reader> && reads_in_order<T>) {
    if (!std::is_constant_evaluated()) {
      const std::byte* const p = detail::decode_in_order<Rules, true>(start, r.limit, out);
      if (p == r.limit) return {};
      return detail::decode_slow(r, p, out, Rules, depth);
    }
  }
  detail::reset(out);
  return detail::decode_slow(r, start, out, Rules, depth);
}

/// The slow path for the whole of an input of which the fast path has read the part before `p`.
template <rules Rules, message T>
[[nodiscard]] [[gnu::noinline]] constexpr status decode_rest(bytes in, const std::byte* p,
                                                             T& out) noexcept {
  return detail::decode_slow(in, p, out, Rules);
}

/// decode_from for the whole of an input.
template <rules Rules, message T>
[[nodiscard]] [[gnu::noinline]] constexpr status decode_fallback(bytes in, T& out) noexcept {
  if constexpr (reads_in_order<T>) {
    if (!std::is_constant_evaluated()) {
      const std::byte* const end = in.data() + in.size();
      const std::byte* const p = detail::decode_in_order<Rules, true>(in.data(), end, out);
      if (p == end) return {};
      return detail::decode_rest<Rules>(in, p, out);
    }
  }
  detail::reset(out);
  return detail::decode_rest<Rules>(in, in.data(), out);
}

/// The tiers of decoding. Each fallback is a call of its own, so that the fast path before it keeps
/// nothing in memory.
template <rules Rules, message T>
[[nodiscard]] constexpr status decode_as(bytes in, T& out) noexcept {
  const std::byte* const end = in.data() + in.size();
  if (!std::is_constant_evaluated()) {
    if constexpr (reads_nested_prefix<T>) {
      if (detail::decode_nested_prefix<Rules>(in.data(), end, out)) [[likely]]
        return {};
    } else if constexpr (reads_in_order<T>) {
      const std::byte* const p = detail::decode_in_order<Rules>(in.data(), end, out);
      if (p == end) [[likely]]
        return {};
      return detail::decode_rest<Rules>(in, p, out);
    }
  }
  return detail::decode_fallback<Rules>(in, out);
}

/// One segment needs no list, and is by far the most frequent number of segments.
template <rules Rules, message T, class List>
[[nodiscard]] constexpr status decode_as(List in, T& out, mutable_bytes scratch) noexcept {
  if (in.size() == 1) return detail::decode_as<Rules>(bytes{in[0]}, out);
  segment_reader r{in, scratch};
  return detail::decode_from<Rules>(r, r.begin, out);
}

}  // namespace HEADWIRE_ISA
}  // namespace detail

inline namespace HEADWIRE_ISA {

/// Reads a message. `out` is reset first; after a failure it is T{} again, never half-read.
///
/// Fields come in any order. The last value of a scalar wins, a repeated sub-message merges into
/// the first, a known number with another wire type counts as unknown. Unknown fields are skipped,
/// and skipped_unknown() says so, or kept by an `unknown_fields<N>` member. Strings must be UTF-8.
/// All of it as observed of Google's C++ (protobuf 3.21).
///
/// Fails with `truncated`, `malformed_varint`, `invalid_tag`, `invalid_wire_type`,
/// `invalid_length`, `unbalanced_group`, `too_deep`, `invalid_utf8`, `too_large` or
/// `too_many_unknown`; offset() and field() point at the fault.
///
/// `in` must not lie inside of `out`: that is reset before `in` has been read. A view that `out`
/// holds may be given, because it shows bytes elsewhere.
///
/// Lifetime: strings, bytes and unknown fields in `out` are views of `in`.
///
/// With the option `canonical` it reads a message only if every protobuf implementation reads it
/// alike: if it holds no unknown field and encoding the result gives `in` again. Anything else that
/// the standard rules accept fails with `not_canonical` at the first byte that could have been
/// written otherwise: an explicit zero of a bare scalar, a duplicate, a field out of order, a
/// padded tag, length or value.
template <class T, detail::read_option Option = detail::standard_t>
[[nodiscard]] constexpr status decode(input in, T& out, Option = {}) noexcept {
  if constexpr (detail::declared<T>::value) {
    return detail::decode_as<detail::rules_of<Option>>(in, out);
  } else {
    return {};
  }
}

/// Reads a message and returns it: `decode<T>(in)`, `decode<T>(in, canonical)`.
template <class T, detail::read_option Option = detail::standard_t>
[[nodiscard]] constexpr result<T> decode(input in, Option option = {}) noexcept {
  T out{};
  const status done = headwire::decode(in, out, option);
  return {out, done};
}

/// Reads a message that lies in several segments (a range of what `input` takes), as
/// `decode(in, out)` reads it in one. Nothing is copied but values of strings, bytes and unknown
/// fields that straddle segments: those to `scratch`, which the views in `out` then borrow as well
/// as `in`. A scratch as large as the message always suffices; one that is too small fails with
/// `scratch_too_small`, offset() being the size needed. That is the only outcome that depends on
/// how the message is cut.
template <class T, detail::segment_range Segments, detail::read_option Option = detail::standard_t>
[[nodiscard]] constexpr status decode(Segments&& in, T& out, writable scratch,
                                      Option = {}) noexcept {
  if constexpr (detail::declared<T>::value) {
    return detail::decode_as<detail::rules_of<Option>>(
        detail::segments_of(std::forward<Segments>(in)), out, scratch);
  } else {
    return {};
  }
}

/// The same, returned: `decode<T>(segments, scratch)`.
template <class T, detail::segment_range Segments, detail::read_option Option = detail::standard_t>
[[nodiscard]] constexpr result<T> decode(Segments&& in, writable scratch,
                                         Option option = {}) noexcept {
  T out{};
  const status done = headwire::decode(std::forward<Segments>(in), out, scratch, option);
  return {out, done};
}

}  // namespace HEADWIRE_ISA

}  // namespace headwire
