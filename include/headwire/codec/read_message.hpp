// SPDX-License-Identifier: Apache-2.0
//
// The decoder proper: a loop over a switch, which takes the fields in any order and says what is
// wrong with a message. It goes on where codec/read_in_line.hpp stops.
//
// What becomes of the values is up to a target: a struct to fill (codec/target.hpp), values to pick
// or places to find (edit/). The message is checked alike for all of them, so they accept and
// refuse the same bytes with the same errors.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "headwire/codec/value.hpp"
#include "headwire/schema/message.hpp"
#include "headwire/wire/cursor.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/utf8.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

template <rules Rules, class Reader, class Target>
[[nodiscard]] constexpr position_of<Reader> read_message(Reader& r, position_of<Reader> begin,
                                                         position_of<Reader> end, Target& out,
                                                         int depth) noexcept;

template <rules Rules, class Field, class Reader, class Target>
[[nodiscard]] constexpr position_of<Reader> read_varint_field(Reader& r, position_of<Reader> p,
                                                              position_of<Reader> end,
                                                              Target& out) noexcept {
  varint read{};
  const position_of<Reader> next = detail::read_varint(r, p, end, Field::number, read);
  if (next == nullptr) [[unlikely]]
    return nullptr;
  const auto value = detail::from_varint<Field>(read.value);
  if (!detail::is_allowed<Rules, Field>(value, read, p)) [[unlikely]]
    return r.fail(errc::not_canonical, p, Field::number);
  out.template set<Field>(value, p, next);
  return next;
}

template <rules Rules, class Field, class Reader, class Target>
[[nodiscard]] constexpr position_of<Reader> read_fixed_field(Reader& r, position_of<Reader> p,
                                                             position_of<Reader> end,
                                                             Target& out) noexcept {
  using V = typename Field::value_type;
  if (detail::distance(p, end) < sizeof(V)) [[unlikely]]
    return r.fail(errc::truncated, p, Field::number);
  const V value = detail::load_fixed<V>(p);
  if (!detail::is_allowed<Rules, Field>(value)) [[unlikely]]
    return r.fail(errc::not_canonical, p, Field::number);
  out.template set<Field>(value, p, p + sizeof(V));
  return p + sizeof(V);
}

/// Strings and bytes: a view of the input.
template <rules Rules, class Field, class Reader, class Target>
[[nodiscard]] constexpr position_of<Reader> read_view_field(Reader& r, position_of<Reader> p,
                                                            position_of<Reader> end,
                                                            Target& out) noexcept {
  std::uint32_t length = 0;
  const position_of<Reader> content =
      detail::read_length_as<Rules>(r, p, end, Field::number, length);
  if (content == nullptr) [[unlikely]]
    return nullptr;
  if constexpr (Rules == rules::canonical && !Field::explicit_presence) {
    if (length == 0) [[unlikely]]
      return r.fail(errc::not_canonical, p, Field::number);
  }
  if constexpr (Field::type() == scalar::string) {
    if (!detail::is_utf8(content, content + length)) [[unlikely]] {
      return r.fail(errc::invalid_utf8, content, Field::number);
    }
  }
  out.template set_view<Field>(r, content, length);
  return content + length;
}

template <rules Rules, class Field, class Reader, class Target>
[[nodiscard]] constexpr position_of<Reader> read_message_field(Reader& r, position_of<Reader> p,
                                                               position_of<Reader> end, Target& out,
                                                               int depth) noexcept {
  std::uint32_t length = 0;
  const position_of<Reader> content =
      detail::read_length_as<Rules>(r, p, end, Field::number, length);
  if (content == nullptr) [[unlikely]]
    return nullptr;
  auto inner = out.template enter<Field>(content, content + length);
  return detail::read_message<Rules>(r, content, content + length, inner, depth + 1);
}

/// Reads the value of a field and hands it to the target; p is behind the tag.
template <rules Rules, class Field, class Reader, class Target>
[[nodiscard]] constexpr position_of<Reader> read_field(Reader& r, position_of<Reader> p,
                                                       position_of<Reader> end, Target& out,
                                                       int depth) noexcept {
  if constexpr (Field::is_message) {
    return detail::read_message_field<Rules, Field>(r, p, end, out, depth);
  } else if constexpr (Field::wire() == wire_type::varint) {
    return detail::read_varint_field<Rules, Field>(r, p, end, out);
  } else if constexpr (Field::wire() == wire_type::len) {
    return detail::read_view_field<Rules, Field>(r, p, end, out);
  } else {
    return detail::read_fixed_field<Rules, Field>(r, p, end, out);
  }
}

/// Refuses a field that the encoder would not have written at `at`.
template <class Reader>
[[nodiscard]] [[gnu::cold]] constexpr std::nullptr_t refuse_field(Reader& r, std::uint32_t tag,
                                                                  position_of<Reader> at) noexcept {
  const bool ends_group = tag_wire_type(tag) == wire_type::egroup;
  return r.fail(ends_group ? errc::unbalanced_group : errc::not_canonical, at, tag_number(tag));
}

/// Skips the field whose tag stood at `at`, and tells the target; canonical messages have none.
template <rules Rules, class Reader, class Target>
[[nodiscard]] constexpr position_of<Reader> read_unknown(Reader& r, std::uint32_t tag,
                                                         position_of<Reader> at,
                                                         position_of<Reader> p,
                                                         position_of<Reader> end, Target& out,
                                                         int depth) noexcept {
  if constexpr (Rules == rules::canonical) return detail::refuse_field(r, tag, at);
  p = detail::skip_value(r, tag, at, p, end, depth);
  if (p == nullptr) return nullptr;
  if (!out.add_unknown(r, at, p)) return r.fail(errc::too_many_unknown, at, tag_number(tag));
  return p;
}

/// The tag of the I-th field of T as a case label. Behind the last field it is a number that no tag
/// has.
template <message T, std::size_t Index>
constexpr std::uint64_t case_label() noexcept {
  if constexpr (Index < field_count<T>) {
    return field_at<T, Index>::tag();
  } else {
    return (std::uint64_t{1} << 32) + Index;
  }
}

template <rules Rules, std::size_t Index, class Reader, class Target>
[[nodiscard]] constexpr position_of<Reader> read_case(Reader& r, position_of<Reader> p,
                                                      position_of<Reader> end, Target& out,
                                                      int depth) noexcept {
  using T = typename Target::message_type;
  if constexpr (Index < field_count<T>) {
    return detail::read_field<Rules, field_at<T, Index>>(r, p, end, out, depth);
  } else {
    return nullptr;
  }
}

/// Reads the field with `tag`, one of T's from the I-th on or an unknown one. A real switch over
/// eight tags at a time: tables of functions and folds of lambdas took 1.5 to 3 times as long.
template <rules Rules, std::size_t Index, class Reader, class Target>
[[nodiscard]] constexpr position_of<Reader> read_any_field(Reader& r, std::uint32_t tag,
                                                           position_of<Reader> at,
                                                           position_of<Reader> p,
                                                           position_of<Reader> end, Target& out,
                                                           int depth) noexcept {
  using T = typename Target::message_type;
  if constexpr (Index >= field_count<T>) {
    return detail::read_unknown<Rules>(r, tag, at, p, end, out, depth);
  } else {
    switch (std::uint64_t{tag}) {
      case detail::case_label<T, Index>():
        return detail::read_case<Rules, Index>(r, p, end, out, depth);
      case detail::case_label<T, Index + 1>():
        return detail::read_case<Rules, Index + 1>(r, p, end, out, depth);
      case detail::case_label<T, Index + 2>():
        return detail::read_case<Rules, Index + 2>(r, p, end, out, depth);
      case detail::case_label<T, Index + 3>():
        return detail::read_case<Rules, Index + 3>(r, p, end, out, depth);
      case detail::case_label<T, Index + 4>():
        return detail::read_case<Rules, Index + 4>(r, p, end, out, depth);
      case detail::case_label<T, Index + 5>():
        return detail::read_case<Rules, Index + 5>(r, p, end, out, depth);
      case detail::case_label<T, Index + 6>():
        return detail::read_case<Rules, Index + 6>(r, p, end, out, depth);
      case detail::case_label<T, Index + 7>():
        return detail::read_case<Rules, Index + 7>(r, p, end, out, depth);
      default:
        return detail::read_any_field<Rules, Index + 8>(r, tag, at, p, end, out, depth);
    }
  }
}

/// True if the encoder may write a field with `tag`, which takes [at, p), behind one with the tag
/// `last`: fields ascend, and their tags are as short as can be.
template <class Position>
[[nodiscard]] constexpr bool is_canonical_tag(std::uint32_t tag, std::uint32_t last, Position at,
                                              Position p) noexcept {
  return tag_number(tag) > tag_number(last) && detail::distance(at, p) == varint_size(tag);
}

/// Reads the fields from p to `end` in any order.
template <rules Rules, class Reader, class Target>
[[nodiscard]] constexpr position_of<Reader> read_any_order(Reader& r, position_of<Reader> p,
                                                           position_of<Reader> end, Target& out,
                                                           int depth) noexcept {
  [[maybe_unused]] std::uint32_t last = 0;
  while (p != end) {
    const position_of<Reader> at = p;
    std::uint32_t tag = 0;
    p = detail::read_tag(r, p, end, tag);
    if (p == nullptr) return nullptr;
    if constexpr (Rules == rules::canonical) {
      if (!detail::is_canonical_tag(tag, last, at, p)) return detail::refuse_field(r, tag, at);
      last = tag;
    }
    p = detail::read_any_field<Rules, 0>(r, tag, at, p, end, out, depth);
    if (p == nullptr) return nullptr;
  }
  out.finish(r);
  return p;
}

/// Reads the content [begin, end) of a message that lies `depth` levels below the top. Returns
/// `end`, or nullptr after an error. One call a message: inlined into each other they would grow
/// with the tree of messages.
template <rules Rules, class Reader, class Target>
[[nodiscard]] [[gnu::noinline]] constexpr position_of<Reader> read_message(
    Reader& r, position_of<Reader> begin, position_of<Reader> end, Target& out,
    int depth) noexcept {
  return detail::read_any_order<Rules>(r, begin, end, out, depth);
}

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
