// SPDX-License-Identifier: Apache-2.0
//
// Reading tags, values and lengths from untrusted bytes, and skipping what was not asked for.
//
// Positions travel as plain values: every function takes the place to read from (`p`) and the end
// of the message being read (`end`), and returns the place behind what it read, or nullptr after it
// has noted the error in the reader. For one span of bytes a position is a pointer; for a message
// in several segments it is a `fragment_position` (wire/fragments.hpp), and the same code reads both.
// All rules are those of Google's C++ parser (3.21, observed) except for tags wider than 32 bits,
// which it truncates and this one rejects.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "headwire/wire/always_inline.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/error.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/tag.hpp"
#include "headwire/wire/varint.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// What went wrong in the input of one call.
struct findings {
  std::size_t error_offset = 0;
  std::uint32_t error_field = 0;
  errc error = errc::ok;
  bool skipped_unknown = false;

  constexpr void note(errc code, std::size_t offset, std::uint32_t field) noexcept {
    error = code;
    error_offset = offset;
    error_field = field;
  }

  [[nodiscard]] constexpr headwire::status status() const noexcept {
    // mutant: report: skipped unknown fields are not mentioned
    if (error == errc::ok) return headwire::status::success(skipped_unknown);
    return {error, error_offset, error_field};
  }
};

/// The whole input of one call, as one span.
struct reader : findings {
  using position = const std::byte*;

  const std::byte* begin;  ///< first byte of the caller's input
  const std::byte* limit;  ///< one past its last byte; a sub-message ends here or earlier

  constexpr explicit reader(bytes in) noexcept : begin(in.data()), limit(in.data() + in.size()) {}

  [[nodiscard]] constexpr std::size_t offset_of(const std::byte* p) const noexcept {
    return static_cast<std::size_t>(p - begin);
  }

  /// Notes an error at the element that begins at `at`; returns nullptr for the caller to return.
  [[gnu::noinline, gnu::cold]] constexpr std::nullptr_t fail(errc code, const std::byte* at,
                                                             std::uint32_t field) noexcept {
    note(code, offset_of(at), field);
    return nullptr;
  }

  /// The bytes of a value, for as long as the input lives.
  [[nodiscard]] static constexpr bytes view(const std::byte* p, std::size_t size) noexcept {
    return {p, size};
  }
  constexpr void forget_views() const noexcept {}
};

template <class Reader>
using position_of = typename Reader::position;

/// Bytes in [p, end), which is never longer than an object, so its length is never negative.
template <class Begin, class End>
[[nodiscard]] constexpr std::size_t distance(Begin p, End end) noexcept {
  return static_cast<std::size_t>(end - p);
}

/// A varint and the bytes it takes; `size` 0 says that it does not end within 10 bytes or `left`.
struct varint {
  std::uint64_t value;
  std::size_t size;
};

/// The varint at p, byte by byte: near the end of a tiny input, and for 9 and 10 bytes.
template <class Position>
[[nodiscard]] [[gnu::noinline]] constexpr varint parse_varint_bytewise(Position p,
                                                                       std::size_t left) noexcept {
  // mutant: varint: eleven bytes are accepted
  const std::size_t most = left < max_varint_size ? left : max_varint_size;
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < most; ++i) {
    const auto byte = static_cast<std::uint64_t>(p[i]);
    value |= (byte & 0x7f) << (7 * i);  // the tenth byte's high bits drop out, as in every decoder
    if (byte < 0x80) return {value, i + 1};
  }
  return {0, 0};
}

/// The varint at p, p < r.limit. It may end behind the sub-message or, where the size says so,
/// behind the input: the caller compares the size with what it has.
///
/// One 8-byte load, one bit scan. The load may reach past the sub-message, never past the input:
/// near its end the last 8 bytes are loaded and shifted down, and the zeros shifted in look like
/// the end of a varint that is longer than what is left.
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr varint parse_varint(
    const reader& r, const std::byte* p) noexcept {
  const std::size_t left = detail::distance(p, r.limit);
  if (detail::distance(r.begin, r.limit) < 8) [[unlikely]]
    return parse_varint_bytewise(p, left);
  // Which of the two loads it is depends on the data; a shift by 0 costs less than a wrong guess.
  // mutant: varint: eight bytes are loaded where seven are left
  const std::size_t shortfall = left < 8 ? 8 - left : 0;
  const std::uint64_t word = load_64(p - shortfall) >> (8 * shortfall);
  const std::uint64_t stops = ~word & high_bits;
  if (stops == 0) [[unlikely]]
    return parse_varint_bytewise(p, left);
  const std::uint64_t up_to_stop = stops ^ (stops - 1);
  const std::size_t size = trailing_zeros(stops) / 8 + std::size_t{1};
  // mutant: varint: cut to 32 bits
  return {compact_groups(word & up_to_stop), size};
}

/// The same for a message in segments, where eight bytes in a row are rare luck.
template <class Reader>
[[nodiscard]] constexpr varint parse_varint(const Reader& r, position_of<Reader> p) noexcept {
  return detail::parse_varint_bytewise(p, detail::distance(p, r.limit));
}

/// Says why no varint value could be read at p.
template <class Reader>
[[gnu::noinline, gnu::cold]] constexpr position_of<Reader> fail_varint(
    Reader& r, position_of<Reader> p, position_of<Reader> end, std::uint32_t field) noexcept {
  // not run: asked only when reading has failed: a varint that ends in ten bytes has not
  const bool overlong = detail::distance(p, end) >= max_varint_size &&
                        detail::parse_varint_bytewise(p, max_varint_size).size == 0;
  return r.fail(overlong ? errc::malformed_varint : errc::truncated, p, field);
}

/// read_varint for a loop in which the call would be half of the work.
template <class Reader>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr position_of<Reader> read_varint_inlined(
    Reader& r, position_of<Reader> p, position_of<Reader> end, std::uint32_t field,
    varint& out) noexcept {
  if (p == end) [[unlikely]]
    return detail::fail_varint(r, p, end, field);
  out = detail::parse_varint(r, p);
  // mutant: varint: may end one byte behind its message
  if (out.size - 1 >= detail::distance(p, end)) [[unlikely]]
    return detail::fail_varint(r, p, end, field);
  return p + out.size;
}

/// Reads a value of 1 to 10 bytes.
template <class Reader>
[[nodiscard]] [[gnu::noinline]] constexpr position_of<Reader> read_varint(Reader& r,
                                                                          position_of<Reader> p,
                                                                          position_of<Reader> end,
                                                                          std::uint32_t field,
                                                                          varint& out) noexcept {
  return detail::read_varint_inlined(r, p, end, field, out);
}

/// A tag or length: at most 5 bytes, at most 32 bits. `overlong` and `wide` are the errors for
/// more.
struct short_varint_errors {
  errc overlong;
  errc wide;
};

template <class Reader>
[[nodiscard]] [[gnu::noinline]] constexpr position_of<Reader> read_short_varint(
    Reader& r, position_of<Reader> p, position_of<Reader> end, std::uint32_t field,
    short_varint_errors errors, std::uint32_t& out) noexcept {
  // mutant: tag or length: overlong, of six bytes, accepted
  constexpr std::size_t most = 5;
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < most; ++i) {
    // mutant: tag or length: read one byte over the end
    if (p + i == end) return r.fail(errc::truncated, p, field);
    const auto byte = static_cast<std::uint64_t>(p[i]);
    value |= (byte & 0x7f) << (7 * i);
    if (byte < 0x80) {
      // mutant: tag or length: what is wider than 32 bits is cut
      if (value > 0xffffffff) return r.fail(errors.wide, p, field);
      // mutant: tag or length: cut to 16 bits
      out = static_cast<std::uint32_t>(value);
      return p + i + 1;
    }
  }
  return r.fail(errors.overlong, p, field);
}

/// Reads a tag and checks its number and wire type; an end of group is still a valid tag here.
template <class Reader>
[[nodiscard]] [[gnu::noinline]] constexpr position_of<Reader> read_tag(
    Reader& r, position_of<Reader> p, position_of<Reader> end, std::uint32_t& tag) noexcept {
  position_of<Reader> next = nullptr;
  if (p != end && *p < std::byte{0x80}) {
    tag = static_cast<std::uint32_t>(*p);
    next = p + 1;
  } else if (detail::distance(p, end) >= 2 && p[1] < std::byte{0x80}) {
    tag =
        static_cast<std::uint32_t>((detail::byte_value(p) & 0x7f) | detail::byte_value(p + 1) << 7);
    next = p + 2;
  } else {
    next = detail::read_short_varint(r, p, end, 0, {errc::invalid_tag, errc::invalid_tag}, tag);
    if (next == nullptr) return nullptr;
  }
  // mutant: tag: field number 0 accepted
  if (tag_number(tag) == 0) [[unlikely]]
    return r.fail(errc::invalid_tag, p, 0);
  // mutant: tag: wire type 6 accepted
  // mutant: tag: wire type 7 accepted
  if ((tag & 7) > static_cast<std::uint32_t>(wire_type::i32)) [[unlikely]] {
    return r.fail(errc::invalid_wire_type, p, 0);
  }
  return next;
}

/// Reads a length of any form but the single byte, and checks that as many bytes are there.
template <class Reader>
[[nodiscard]] [[gnu::noinline]] constexpr position_of<Reader> read_length_slow(
    Reader& r, position_of<Reader> p, position_of<Reader> end, std::uint32_t field,
    std::uint32_t& length) noexcept {
  const position_of<Reader> next =
      detail::read_short_varint(r, p, end, field, {errc::invalid_length, errc::too_large}, length);
  if (next == nullptr) return nullptr;
  // mutant: length: 2 GiB accepted
  if (length >= size_limit) return r.fail(errc::too_large, p, field);
  // mutant: length of several bytes: its own bytes count as content
  // mutant: length: compared as 8 bits with what is left
  // mutant: length: compared as 16 bits with what is left
  if (length > detail::distance(next, end)) return r.fail(errc::truncated, p, field);
  return next;
}

/// read_length for a loop in which the call would be half of the work.
template <class Reader>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr position_of<Reader> read_length_inlined(
    Reader& r, position_of<Reader> p, position_of<Reader> end, std::uint32_t field,
    std::uint32_t& length) noexcept {
  if (p != end) [[likely]] {
    length = static_cast<std::uint32_t>(*p);
    // A first byte of 0x80 and above is longer than what is left or, in a long message, not a
    // length.
    // mutant: length of one byte: may lead one byte over the end
    if (length < 0x80 && length < detail::distance(p, end)) [[likely]]
      return p + 1;
  }
  return detail::read_length_slow(r, p, end, field, length);
}

/// Reads a length; behind it, at the returned place, as many bytes are there before `end`.
template <class Reader>
[[nodiscard]] [[gnu::noinline]] constexpr position_of<Reader> read_length(
    Reader& r, position_of<Reader> p, position_of<Reader> end, std::uint32_t field,
    std::uint32_t& length) noexcept {
  return detail::read_length_inlined(r, p, end, field, length);
}

/// Skips `size` bytes of a fixed-width value.
template <class Reader>
[[nodiscard]] constexpr position_of<Reader> skip_fixed(Reader& r, position_of<Reader> p,
                                                       position_of<Reader> end, std::uint32_t field,
                                                       std::size_t size) noexcept {
  // mutant: skipping: a fixed value may be one byte short
  if (detail::distance(p, end) < size) [[unlikely]]
    return r.fail(errc::truncated, p, field);
  return p + size;
}

/// Skips a value that is no group.
template <class Reader>
[[nodiscard]] constexpr position_of<Reader> skip_scalar(Reader& r, std::uint32_t tag,
                                                        position_of<Reader> p,
                                                        position_of<Reader> end) noexcept {
  const std::uint32_t field = tag_number(tag);
  const wire_type wire = tag_wire_type(tag);
  // mutant: skipping: eight bytes are taken for four
  if (wire == wire_type::i64) return detail::skip_fixed(r, p, end, field, 8);
  if (wire == wire_type::i32) return detail::skip_fixed(r, p, end, field, 4);
  if (wire == wire_type::len) {
    std::uint32_t length = 0;
    p = detail::read_length(r, p, end, field, length);
    return p == nullptr ? nullptr : p + length;
  }
  varint ignored{};
  return detail::read_varint(r, p, end, field, ignored);
}

/// Skips a group whose start, of field `number`, stood at `start`; p is behind that tag. Iterates
/// instead of recursing: `depth` levels of the nesting budget are used up outside.
template <class Reader>
[[nodiscard]] [[gnu::noinline]] constexpr position_of<Reader> skip_group(
    Reader& r, std::uint32_t number, position_of<Reader> start, position_of<Reader> p,
    position_of<Reader> end, int depth) noexcept {
  struct open_group {
    position_of<Reader> start;
    std::uint32_t number;
  };
  open_group open[max_nesting] = {};
  int level = 0;
  // mutant: group: the depth of the message around it does not count
  const int room = max_nesting - depth;
  if (room <= 0) return r.fail(errc::too_deep, start, number);
  open[level++] = {start, number};
  while (level != 0) {
    if (p == end)
      // mutant: group: the end of the message ends it
      return r.fail(errc::unbalanced_group, open[level - 1].start, open[level - 1].number);
    const position_of<Reader> at = p;
    std::uint32_t tag = 0;
    p = detail::read_tag(r, p, end, tag);
    if (p == nullptr) return nullptr;
    if (tag_wire_type(tag) == wire_type::sgroup) {
      // mutant: group: one level too many
      if (level == room) return r.fail(errc::too_deep, at, tag_number(tag));
      open[level++] = {at, tag_number(tag)};
    } else if (tag_wire_type(tag) == wire_type::egroup) {
      // mutant: group: any end of group ends it
      if (open[--level].number != tag_number(tag)) {
        return r.fail(errc::unbalanced_group, at, tag_number(tag));
      }
    } else {
      p = detail::skip_scalar(r, tag, p, end);
      if (p == nullptr) return nullptr;
    }
  }
  return p;
}

/// Skips the value behind `tag`, which stood at `at`; `depth` is that of the message around it.
template <class Reader>
[[nodiscard]] [[gnu::noinline]] constexpr position_of<Reader> skip_value(
    Reader& r, std::uint32_t tag, position_of<Reader> at, position_of<Reader> p,
    position_of<Reader> end, int depth) noexcept {
  const wire_type wire = tag_wire_type(tag);
  if (wire == wire_type::sgroup) {
    return detail::skip_group(r, tag_number(tag), at, p, end, depth);
  }
  // mutant: group: an end without a start is skipped
  if (wire == wire_type::egroup) return r.fail(errc::unbalanced_group, at, tag_number(tag));
  return detail::skip_scalar(r, tag, p, end);
}

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
