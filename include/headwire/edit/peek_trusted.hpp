// SPDX-License-Identifier: Apache-2.0
//
// `peek_trusted`: one field of a message that is known to be canonical, at the least cost.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>

#include "headwire/codec/nested_prefix.hpp"
#include "headwire/codec/value.hpp"
#include "headwire/edit/peek.hpp"
#include "headwire/wire/always_inline.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/input.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/reader.hpp"
#include "headwire/wire/utf8.hpp"

namespace headwire {

namespace detail {
inline namespace HEADWIRE_ISA {

/// Reads a tag, as read_tag does. The expected one costs a comparison.
template <std::uint32_t Expected>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr const std::byte* read_tag_expecting(
    reader& r, const std::byte* p, const std::byte* end, std::uint32_t& tag) noexcept {
  if constexpr (Expected < 0x80) {
    if (byte_value(p) == Expected) [[likely]] {
      tag = Expected;
      return p + 1;
    }
  }
  return detail::read_tag(r, p, end, tag);
}

/// Reads a length, as read_length does. One byte, which most lengths take, is read without a call.
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr const std::byte* read_likely_length(
    reader& r, const std::byte* p, const std::byte* end, std::uint32_t field,
    std::uint32_t& length) noexcept {
  if (p != end && byte_value(p) < 0x80 && byte_value(p) < detail::distance(p, end)) [[likely]] {
    length = static_cast<std::uint32_t>(byte_value(p));
    return p + 1;
  }
  return detail::read_length(r, p, end, field, length);
}

/// Finds the fields on Path from the Level-th on. Returns the place behind the value, or
/// nullptr at an error and where the field is absent.
template <class Path, std::size_t Level>
constexpr const std::byte* find_first(reader& r, const std::byte* p, const std::byte* end,
                                      std::optional<typename Path::value_type>& found) noexcept {
  using field = typename Path::template field<Level>;
  if constexpr (Level + 1 == Path::size && !field::explicit_presence) found.emplace();
  while (p != end) {
    const std::byte* const at = p;
    std::uint32_t tag = 0;
    p = detail::read_tag_expecting<field::tag()>(r, p, end, tag);
    if (p == nullptr) return nullptr;
    if (field::accepts(tag)) {
      if constexpr (Level + 1 < Path::size) {
        std::uint32_t length = 0;
        p = detail::read_likely_length(r, p, end, field::number, length);
        return p == nullptr ? nullptr
                            : detail::find_first<Path, Level + 1>(r, p, p + length, found);
      } else {
        return kind_of<field>::template read<field>(r, p, end, found);
      }
    }
    if (tag_number(tag) > field::number) return nullptr;
    p = detail::skip_value(r, tag, at, p, end, static_cast<int>(Level));
    if (p == nullptr) return nullptr;
  }
  return nullptr;
}

/// The level of the nested prefix whose message holds the field at the end of Path, if the prefix
/// follows the path and that field is the only trailing one; the length of the path otherwise.
template <class Path, std::size_t Level = 0>
constexpr std::size_t prefix_level_of() noexcept {
  using field = typename Path::template field<Level>;
  using T = typename field::owner;
  if constexpr (Level + 1 == Path::size) {
    constexpr std::size_t first =
        Level == detail::nested_prefix_depth<typename Path::root>() ? 0 : 1;
    if constexpr (first < field_count<T>) {
      if constexpr (detail::trailing_of<T, first>() == trailing::varint &&
                    std::is_same_v<field_at<T, first>, field>) {
        return Level;
      }
    }
  } else if constexpr (Level < detail::nested_prefix_depth<typename Path::root>()) {
    if constexpr (std::is_same_v<field_at<T, 0>, field>)
      return detail::prefix_level_of<Path, Level + 1>();
  }
  return Path::size;
}

/// Reads the field at the end of Path from a nested prefix, whose headers tell its position. False if
/// the message is none.
template <class Path>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr bool find_in_prefix(
    const std::byte* p, const std::byte* end, typename Path::value_type& found) noexcept {
  constexpr std::size_t level = detail::prefix_level_of<Path>();
  nested_prefix c{p, end};
  if (!detail::find_headers<typename Path::root>(c)) return false;
  const std::uint64_t wire =
      detail::read_known_varint<Path::leaf::tag()>(c.end_of<level>(), c.shift_at<level>(), c.fault);
  found = kind_of<typename Path::leaf>::from_varint(wire);
  return (c.fault & nested_prefix::fault_bits) == 0;
}

/// True if find_in_prefix may find the field.
template <class Path>
constexpr bool is_in_prefix() noexcept {
  if constexpr (reads_nested_prefix<typename Path::root>) {
    return detail::prefix_level_of<Path>() < Path::size;
  } else {
    return false;
  }
}

/// True for a message of a few fields and no sub-messages: reading all of it costs no more than a
/// search for one field.
template <message T>
inline constexpr bool is_small_leaf =
    field_count<T> <= 8 &&
    !detail::any_message_from<T, 0>(std::make_index_sequence<field_count<T>>{});

/// The fallback: any other field or message.
template <class Path>
[[nodiscard]] [[gnu::noinline]] constexpr result<std::optional<typename Path::value_type>>
find_other(bytes in) noexcept {
  reader r{in};
  std::optional<typename Path::value_type> found;
  static_cast<void>(detail::find_first<Path, 0>(r, r.begin, r.limit, found));
  const status done = r.status();
  if (!done) return done;
  return {found, done};
}

}  // namespace HEADWIRE_ISA
}  // namespace detail

inline namespace HEADWIRE_ISA {

/// The value at the end of `Path` in a message that the caller knows to be canonical, because it
/// has passed the gate or comes from an encoder that is trusted: stops at the first match.
///
/// On canonical bytes it gives what `peek` gives. On others it is safe (no byte outside `in` is
/// read) but may differ: it does not see a later duplicate, a merge, a field out of order, or any
/// error behind or beside the path. Never use it to decide about bytes of unknown origin.
template <auto Path>
requires detail::paths_of_one_message<Path>
[[nodiscard]] constexpr detail::peek_result<Path> peek_trusted(input from) noexcept {
  const bytes in = from;
  using P = detail::path_type<Path>;
  if constexpr (detail::is_in_prefix<P>()) {
    typename P::value_type value{};
    if (detail::find_in_prefix<P>(in.data(), in.data() + in.size(), value)) [[likely]] {
      return {std::in_place, [&] { return std::optional(value); }, {}};
    }
  }
  if constexpr (detail::is_small_leaf<typename P::root>) return headwire::peek<Path>(in);
  // not run: clang counts nothing behind a constant `if` that returns
  return detail::find_other<P>(in);
}

/// Says what is wrong with the paths of a call.
template <auto... Paths, class... Arguments>
requires detail::no_paths_of_one_message<Paths...>
constexpr result<bool> peek_trusted(Arguments&&...) noexcept {
  detail::check_paths<Paths...>();
  return status{};
}

}  // namespace HEADWIRE_ISA

}  // namespace headwire
