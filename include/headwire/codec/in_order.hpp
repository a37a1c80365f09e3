// SPDX-License-Identifier: Apache-2.0
//
// The in-order fast path of decoding: declared fields in ascending order, each at most once, with
// tags as short as can be. The byte at hand is compared with the tag of the next declared field: a
// field that is present costs its value and one check of the position behind it, one that is absent
// costs the comparison.
//
// The invariant: wherever a tag is looked at, p < last, `last` being the last byte of the message.
// A field takes two bytes at least, so the last byte cannot begin one. `bail_out()` is beyond every
// `last`, so a value that could not be read leaves by the same check as one that ends its message.
//
// What does not fit (another order, an unknown field, a padded tag, a long length, text that is not
// ASCII, an error) bails out, and the slow path (codec/slow_path.hpp) takes over: it reads
// anything and says what is wrong. What is accepted here is accepted there with the same values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "headwire/codec/in_order_values.hpp"
#include "headwire/codec/value.hpp"
#include "headwire/schema/message.hpp"
#include "headwire/wire/always_inline.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/tag.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// Fields of T and of all messages in it.
template <message T>
constexpr std::size_t tree_size() noexcept {
  return []<std::size_t... Index>(std::index_sequence<Index...>) {
    return (std::size_t{0} + ... + kind_of<field_at<T, Index>>::tree_size());
  }(std::make_index_sequence<field_count<T>>{});
}

/// Wider messages are read by the slow path alone: here, code and the time to compile it grow with
/// the declaration, and most of their fields are absent.
inline constexpr std::size_t widest_in_order = 32;

/// True for a message that the in-order fast path reads.
template <message T>
inline constexpr bool reads_in_order = detail::tree_size<T>() <= widest_in_order;

/// True if every T that the fast path accepts ends with a byte below 0x80: a varint, a length of
/// zero or ASCII text.
template <message T>
constexpr bool ends_low() noexcept {
  return []<std::size_t... Index>(std::index_sequence<Index...>) {
    return (true && ... && kind_of<field_at<T, Index>>::ends_low());
  }(std::make_index_sequence<field_count<T>>{});
}

/// How a message is read in order.
struct in_order {
  rules accepted;
  bool ends_low;  ///< see ends_low()
  /// Less code, for what is no nested prefix: each sub-message by a call, which all messages around
  /// it share, and longer varints by words.
  bool compact;
};

template <in_order Mode, std::size_t First, class Handler>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline const std::byte* read_fields_in_order(
    fast_input in, const std::byte* p, const std::byte* last, Handler& out) noexcept;

template <in_order Mode, class Handler>
[[nodiscard]] [[gnu::noinline]] const std::byte* call_fields_in_order(fast_input in,
                                                                      const std::byte* p,
                                                                      const std::byte* last,
                                                                      Handler out) noexcept {
  return detail::read_fields_in_order<Mode, 0>(in, p, last, out);
}

/// What the kinds of field read with.
struct fast_content_reader {
  fast_input in;

  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] static const std::byte* bail_out() noexcept {
    return detail::bail_out();
  }

  /// Reads the length at p and finds the content behind it. False if it is not all there; lengths
  /// of three bytes and more are left to the slow path.
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] static bool read_content(const std::byte* p,
                                                                 const std::byte* last,
                                                                 bytes& content) noexcept {
    // Sign-extended, a first byte of 0x80 and above is longer than what is left.
    auto size = static_cast<std::size_t>(std::ptrdiff_t{static_cast<signed char>(*p)});
    if (size > static_cast<std::size_t>(last - p)) [[unlikely]] {
      if (last - p < 2) return false;
      const std::uint32_t high = detail::byte_at(p + 1);
      // mutant: in order: a padded length is taken
      if (detail::byte_at(p) < 0x80 || high >= 0x80 || high == 0) return false;
      size = detail::byte_at(p) - 0x80 + (std::size_t{high} << 7);
      ++p;
      // mutant: in order: a length may lead one byte over the end
      if (size > static_cast<std::size_t>(last - p)) return false;
    }
    content = {p + 1, size};
    return true;
  }

  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] bool is_ascii(bytes content) const noexcept {
    return detail::is_ascii(in, content.data(), content.size());
  }
};

template <in_order Mode>
struct fast_reader : fast_content_reader {
  static constexpr bool is_canonical = Mode.accepted == rules::canonical;

  template <class Field>
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] fast_varint read_varint(const std::byte* p) const noexcept {
    if constexpr (Mode.compact) {
      return detail::read_varint_by_word<Mode.accepted, Field>(in, p);
    } else {
      return detail::read_fast_varint<Mode.accepted, Mode.ends_low, Field>(in, p);
    }
  }

  /// Reads a sub-message.
  template <class Field, class Handler>
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] const std::byte* read_message(bytes content,
                                                                      Handler& out) const noexcept {
    auto inner = out.template enter<Field>();
    const std::byte* p = content.data();
    const std::byte* const end = p + content.size();
    // A content of one byte holds no field, and so is not read to its end.
    if (content.size() >= 2) [[likely]] {
      if constexpr (Mode.compact) {
        p = detail::call_fields_in_order<Mode>(in, p, end - 1, inner);
      } else {
        p = detail::read_fields_in_order<Mode, 0>(in, p, end - 1, inner);
      }
    }
    // mutant: in order: a sub-message may end early
    return p == end ? p : detail::bail_out();
  }
};

/// True if the tag of Field is at p, p < last, with at least a byte of the message behind it.
template <class Field>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline bool has_tag(const std::byte* p,
                                                          const std::byte* last) noexcept {
  constexpr std::uint32_t tag = Field::tag();
  if constexpr (tag < 0x80) {
    return detail::byte_at(p) == tag;
  } else if constexpr (tag < 0x4000) {
    constexpr std::uint32_t encoded = (tag & 0x7f) | 0x80 | tag >> 7 << 8;
    // mutant: in order: the second byte of a tag is not looked at
    // mutant: in order: a tag of two bytes may be the end
    return detail::load_16(p) == encoded && last - p >= 2;
  } else {
    constexpr std::size_t size = varint_size(tag);
    if (static_cast<std::size_t>(last - p) < size) return false;
    for (std::size_t i = 0; i < size; ++i) {
      const std::uint32_t more = i + 1 < size ? 0x80 : 0;
      if (detail::byte_at(p + i) != ((tag >> (7 * i) & 0x7f) | more)) return false;
    }
    return true;
  }
}

/// Reads a Field if it is the one at p, p < last. True if the message has ended, or it bails out.
template <in_order Mode, class Field, class Handler>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline bool ends_with_field(fast_input in,
                                                                  const std::byte*& p,
                                                                  const std::byte* last,
                                                                  Handler& out) noexcept {
  if (!detail::has_tag<Field>(p, last)) [[unlikely]]
    return false;
  p = kind_of<Field>::template read_in_order<Field>(
      fast_reader<Mode>{{in}}, p + detail::varint_size(Field::tag()), last, out);
  return p >= last;
}

/// Reads the fields from the First-th on; p < last. Returns the end of the message, or the first
/// field that does not fit, or bail_out() if there is something in a field.
template <in_order Mode, std::size_t First, class Handler>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline const std::byte* read_fields_in_order(
    fast_input in, const std::byte* p, const std::byte* last, Handler& out) noexcept {
  using T = typename Handler::message_type;
  // No recursion: compilers would keep the code of every level.
  [&]<std::size_t... Index>(std::index_sequence<Index...>) __attribute__((always_inline)) {
    static_cast<void>(
        (false || ... ||
         detail::ends_with_field<Mode, field_at<T, First + Index>>(in, p, last, out)));
  }(std::make_index_sequence<field_count<T> - First>{});
  return p;
}

/// True if a message of this size may be read here: a field takes two bytes, and 2 GiB are too many.
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline bool is_fast_size(std::size_t size) noexcept {
  return size - 2 < size_limit - 2;
}

/// ends_with_field for the top message: a field that bails out is at p again.
template <in_order Mode, class Field, class Handler>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline bool ends_with_top_field(fast_input in,
                                                                      const std::byte*& p,
                                                                      Handler& out) noexcept {
  const std::byte* const at = p;
  if (!detail::ends_with_field<Mode, Field>(in, p, in.end - 1, out)) return false;
  if (p != in.end && p == detail::bail_out()) [[unlikely]]
    // mutant: in order: a miss hands over behind the field
    p = at;
  return true;
}

/// Reads the message [p, end) as far as its fields are in order. Returns `end`, or the first field
/// of the top message that does not fit. `out` has seen what is before that, and may have seen a
/// part of that field.
template <rules Rules, bool Compact = false, class Handler>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline const std::byte* read_in_order(const std::byte* p,
                                                                            const std::byte* end,
                                                                            Handler& out) noexcept {
  using T = typename Handler::message_type;
  constexpr in_order mode{Rules, detail::ends_low<T>(), Compact};
  out.restart();
  if (!detail::is_fast_size(static_cast<std::size_t>(end - p))) [[unlikely]]
    return p;
  // mutant: in order: an input that ends high is taken for one that ends low
  if (mode.ends_low && detail::byte_at(end - 1) >= 0x80) [[unlikely]]
    return p;
  const fast_input in{p, end};
  [&]<std::size_t... Index>(std::index_sequence<Index...>) __attribute__((always_inline)) {
    static_cast<void>(
        (false || ... || detail::ends_with_top_field<mode, field_at<T, Index>>(in, p, out)));
  }(std::make_index_sequence<field_count<T>>{});
  return p;
}

/// Reads the message [p, end) if its fields are in order. If not, `out` may have seen a part of it.
template <rules Rules, class Handler>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline bool try_in_order(const std::byte* p,
                                                               const std::byte* end,
                                                               Handler& out) noexcept {
  return detail::read_in_order<Rules>(p, end, out) == end;
}

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
