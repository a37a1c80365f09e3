// SPDX-License-Identifier: Apache-2.0
//
// `patch`: another value for one field of a message, in place.
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <utility>

#include "headwire/codec/decode.hpp"
#include "headwire/codec/encode.hpp"
#include "headwire/edit/capture.hpp"
#include "headwire/edit/locate.hpp"
#include "headwire/schema/path.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/error.hpp"
#include "headwire/wire/fragments.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/segments.hpp"
#include "headwire/wire/writable.hpp"
#include "headwire/wire/writer.hpp"

namespace headwire {

/// Allows `patch` to write a varint in more bytes than it needs.
struct allow_padding_t {};
inline constexpr allow_padding_t allow_padding{};

namespace detail {
inline namespace HEADWIRE_ISA {

/// The option of calls that are given none.
struct same_width_t {};

template <class Option>
concept patch_option = std::same_as<Option, allow_padding_t> || std::same_as<Option, same_width_t>;

template <patch_option Option>
inline constexpr bool pads = std::same_as<Option, allow_padding_t>;

/// The place of the value at the end of a path: a number's encoding, or the contents of a string.
struct position_capture {
  const std::byte* at = nullptr;  ///< nullptr: the field is absent
  std::size_t size = 0;

  template <std::size_t Level>
  constexpr void reach() noexcept {}
  template <class V>
  constexpr void set(const V&, const std::byte* value, const std::byte* end) noexcept {
    at = value;
    size = detail::distance(value, end);
  }
  constexpr void set_view(bytes content) noexcept {
    at = content.data();
    size = content.size();
  }
};

/// Success if a message may hold this value: anything but a text that is not UTF-8.
template <auto Path>
[[nodiscard]] constexpr status check_value(
    const typename path_type<Path>::value_type& value) noexcept {
  using leaf = typename path_type<Path>::leaf;
  return kind_of<leaf>::template check_content<leaf>(value);
}

/// Writes `value` over the old one, of `size` bytes at `out`, which lie at `offset` in the message.
template <class Field, bool Padding, class Position>
[[nodiscard]] constexpr status overwrite(Position out, std::size_t size, std::size_t offset,
                                         const typename Field::value_type& value) noexcept {
  if (!kind_of<Field>::template overwrite<Padding>(out, size, value)) {
    return {errc::size_mismatch, offset, Field::number};
  }
  return {};
}

/// Patches the message in `r`, whose bytes `writable` finds again.
template <auto Path, bool Padding, class Reader, class Writable>
[[nodiscard]] constexpr status patch_traced(
    Reader& r, Writable writable, const typename path_type<Path>::value_type& value) noexcept {
  using leaf = typename path_type<Path>::leaf;
  field_location<Reader> found{.tags = tags_of<path_type<Path>>::tags};
  const status done =
      detail::locate_message<rules::standard, typename path_type<Path>::root, Reader>(r, r.begin,
                                                                                      {&found, 1});
  if (!done) return done;
  if (found.last == nullptr) return {errc::not_present, 0, leaf::number};
  const std::size_t offset = r.offset_of(found.last);
  const status written =
      detail::overwrite<leaf, Padding>(writable(offset), found.size, offset, value);
  return written ? done : written;
}

/// Writes `value` over the one that a fast path has found.
template <auto Path, bool Padding>
[[nodiscard]] inline status patch_captured(
    mutable_bytes message, const position_capture& place,
    const typename path_type<Path>::value_type& value) noexcept {
  using leaf = typename path_type<Path>::leaf;
  if (place.at == nullptr) return {errc::not_present, 0, leaf::number};
  const std::size_t offset = detail::distance(bytes{message}.data(), place.at);
  return detail::overwrite<leaf, Padding>(message.data() + offset, place.size, offset, value);
}

/// What is no nested prefix: in order, or on the slow path.
template <auto Path, bool Padding>
[[nodiscard]] [[gnu::noinline]] constexpr status patch_fallback(
    mutable_bytes message, const typename path_type<Path>::value_type& value) noexcept {
  if constexpr (has_second_fast_path<typename path_type<Path>::root>) {
    if (!std::is_constant_evaluated()) {
      std::tuple<position_capture> captured;
      std::byte* const begin = message.data();
      if (detail::capture_in_order<rules::standard, Path>(begin, begin + message.size(), captured))
        return detail::patch_captured<Path, Padding>(message, std::get<0>(captured), value);
    }
  }
  reader r{message};
  return detail::patch_traced<Path, Padding>(
      r, [&](std::size_t offset) { return message.data() + offset; }, value);
}

template <auto Path, bool Padding>
[[nodiscard]] constexpr status patch_as(
    mutable_bytes message, const typename path_type<Path>::value_type& value) noexcept {
  const status text = detail::check_value<Path>(value);
  if (!text) return text;
  if (!std::is_constant_evaluated()) {
    std::tuple<position_capture> captured;
    std::byte* const begin = message.data();
    if (detail::capture_fast<rules::standard, Path>(begin, begin + message.size(), captured))
        [[likely]]
      return detail::patch_captured<Path, Padding>(message, std::get<0>(captured), value);
  }
  return detail::patch_fallback<Path, Padding>(message, value);
}

template <auto Path, bool Padding, class List>
[[nodiscard]] constexpr status patch_segments(
    List message, const typename path_type<Path>::value_type& value) noexcept {
  const status text = detail::check_value<Path>(value);
  // mutant: patch: a text that is not UTF-8 is written into a message in segments
  if (!text) return text;
  segment_reader r{message, {}};
  return detail::patch_traced<Path, Padding>(
      r, [&](std::size_t offset) { return segment_position<List>(r.list, offset); }, value);
}

}  // namespace HEADWIRE_ISA
}  // namespace detail

inline namespace HEADWIRE_ISA {

/// Changes the value at the end of `Path`, in place: no byte moves, and none but the value's
/// changes. With duplicates it changes the one that wins.
///
/// `value` must take as many bytes as the old value does, however that is written; otherwise the
/// call fails with `size_mismatch` (`splice` changes widths). It fails with `not_present` if the
/// field is not in the message, with `invalid_utf8` for a new string that is not UTF-8 (offset()
/// counted in it), and with the error of `decode` if the message is not valid. After an error the
/// message is untouched.
///
/// A field with implicit presence can be patched to zero, which stays on the wire: every reader
/// sees zero, but a canonical one refuses the message. `splice` would leave the field out.
///
/// A new string or bytes value must not overlap the message.
///
/// With the option `allow_padding` a varint that needs fewer bytes than the old one is padded to
/// its width. Every protobuf parser reads the padded value; a canonical reader refuses the message,
/// as others write it shorter.
template <auto Path, detail::patch_option Option = detail::same_width_t>
requires detail::paths_of_one_message<Path>
[[nodiscard]] constexpr status patch(writable message,
                                     const typename detail::path_type<Path>::value_type& value,
                                     Option = {}) noexcept {
  return detail::patch_as<Path, detail::pads<Option>>(mutable_bytes(message), value);
}

/// The same for a message in several segments: any contiguous range of ranges of bytes that are not
/// const. A value that straddles segments is changed in all of them.
template <auto Path, detail::segment_range Segments,
          detail::patch_option Option = detail::same_width_t>
requires detail::paths_of_one_message<Path>
[[nodiscard]] constexpr status patch(Segments&& message,
                                     const typename detail::path_type<Path>::value_type& value,
                                     Option = {}) noexcept {
  constexpr bool changes = detail::is_changeable<detail::element<Segments>>;
  static_assert(changes, "headwire: the bytes of these segments are const: patch changes them");
  if constexpr (changes) {
    return detail::patch_segments<Path, detail::pads<Option>>(
        detail::changeable_segments_of(std::forward<Segments>(message)), value);
  } else {
    return {};
  }
}

/// Says what is wrong with the paths of a call.
template <auto... Paths, class... Arguments>
requires detail::no_paths_of_one_message<Paths...>
constexpr result<bool> patch(Arguments&&...) noexcept {
  detail::check_paths<Paths...>();
  return status{};
}

}  // namespace HEADWIRE_ISA

}  // namespace headwire
