// SPDX-License-Identifier: Apache-2.0
//
// The decoder proper. Fields nearly always come in ascending order, so a message is first read in
// straight line: the byte at hand is compared with the tag of the next declared field, then of the
// one after it. Whatever does not fit that pattern goes to a loop over a switch, which takes any
// order.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "headwire/codec/size.hpp"
#include "headwire/schema/message.hpp"
#include "headwire/wire/cursor.hpp"
#include "headwire/wire/utf8.hpp"

namespace headwire::detail {

/// What is accepted.
enum class rules : std::uint8_t {
  standard,   ///< as Google's C++
  canonical,  ///< only what the encoder would have written
};

template <rules Rules, message T>
[[nodiscard, gnu::always_inline]] inline constexpr const std::byte* read_message(
    reader& r, const std::byte* p, const std::byte* end, T& out, int depth) noexcept;

/// The value of a varint field. Bits beyond the field's width are dropped, as in every decoder.
template <class Field>
[[nodiscard]] constexpr typename Field::value_type from_varint(std::uint64_t wire) noexcept {
  using T = typename Field::value_type;
  if constexpr (Field::type() == scalar::sint32) {
    return zigzag_decode(static_cast<std::uint32_t>(wire));
  } else if constexpr (Field::type() == scalar::sint64) {
    return zigzag_decode(wire);
  } else if constexpr (std::is_same_v<T, bool>) {
    return wire != 0;
  } else if constexpr (std::is_enum_v<T>) {
    return static_cast<T>(static_cast<std::int32_t>(static_cast<std::uint32_t>(wire)));
  } else {
    return static_cast<T>(wire);
  }
}

/// True if the encoder would write `value` as the varint that was read at p.
template <class Field>
[[nodiscard]] constexpr bool is_canonical_varint(const typename Field::value_type& value,
                                                 varint read, const std::byte* p) noexcept {
  return to_varint<Field>(value) == read.value && varint_size(read.value) == read.size &&
         (read.size < max_varint_size || p[max_varint_size - 1] == std::byte{1});
}

/// True if the encoder would leave this value out.
template <class Field>
[[nodiscard]] constexpr bool is_left_out(const typename Field::value_type& value) noexcept {
  return !Field::explicit_presence && is_zero(value);
}

template <rules Rules, class Field, message T>
[[nodiscard, gnu::always_inline]] inline constexpr const std::byte* read_varint_field(
    reader& r, const std::byte* p, const std::byte* end, T& out) noexcept {
  varint read{};
  const std::byte* const next = read_varint(r, p, end, Field::number, read);
  if (next == nullptr) [[unlikely]]
    return nullptr;
  const auto value = from_varint<Field>(read.value);
  if constexpr (Rules == rules::canonical) {
    if (is_left_out<Field>(value) || !is_canonical_varint<Field>(value, read, p)) [[unlikely]] {
      return r.fail(errc::not_canonical, p, Field::number);
    }
  }
  out.*Field::member = value;
  return next;
}

template <rules Rules, class Field, message T>
[[nodiscard, gnu::always_inline]] inline constexpr const std::byte* read_fixed_field(
    reader& r, const std::byte* p, const std::byte* end, T& out) noexcept {
  using V = typename Field::value_type;
  if (distance(p, end) < sizeof(V)) [[unlikely]]
    return r.fail(errc::truncated, p, Field::number);
  V value{};
  if constexpr (sizeof(V) == 8) {
    value = std::bit_cast<V>(load_64(p));
  } else {
    value = std::bit_cast<V>(load_32(p));
  }
  if constexpr (Rules == rules::canonical) {
    if (is_left_out<Field>(value)) [[unlikely]]
      return r.fail(errc::not_canonical, p, Field::number);
  }
  out.*Field::member = value;
  return p + sizeof(V);
}

/// Reads a length and, under canonical rules, checks that it is as short as can be.
template <rules Rules>
[[nodiscard, gnu::always_inline]] inline constexpr const std::byte* read_length_as(
    reader& r, const std::byte* p, const std::byte* end, std::uint32_t field,
    std::uint32_t& length) noexcept {
  const std::byte* const content = read_length(r, p, end, field, length);
  if constexpr (Rules == rules::canonical) {
    if (content != nullptr && distance(p, content) != varint_size(length)) [[unlikely]] {
      return r.fail(errc::not_canonical, p, field);
    }
  }
  return content;
}

/// Strings and bytes: a view of the input.
template <rules Rules, class Field, message T>
[[nodiscard, gnu::always_inline]] inline constexpr const std::byte* read_view_field(
    reader& r, const std::byte* p, const std::byte* end, T& out) noexcept {
  std::uint32_t length = 0;
  const std::byte* const content = read_length_as<Rules>(r, p, end, Field::number, length);
  if (content == nullptr) [[unlikely]]
    return nullptr;
  if constexpr (Rules == rules::canonical && !Field::explicit_presence) {
    if (length == 0) [[unlikely]]
      return r.fail(errc::not_canonical, p, Field::number);
  }
  if constexpr (Field::type() == scalar::bytes_) {
    out.*Field::member = bytes{content, length};
  } else {
    if (!is_utf8(content, content + length)) [[unlikely]] {
      return r.fail(errc::invalid_utf8, content, Field::number);
    }
    // An empty view needs no cast, and so decodes in constant expressions, too.
    out.*Field::member = length == 0 ? std::string_view{} : as_text({content, length});
  }
  return content + length;
}

/// read_message as a call. Inside of it the code for T's fields stands once, however often it is
/// used.
template <rules Rules, message T>
[[nodiscard, gnu::noinline]] constexpr const std::byte* read_message_outlined(
    reader& r, const std::byte* p, const std::byte* end, T& out, int depth) noexcept {
  return read_message<Rules>(r, p, end, out, depth);
}

/// How many levels of sub-messages are read in one straight line, without a call. The headers have
/// four; a limit is needed because the code of a tree of messages grows with each level.
inline constexpr int inlined_levels = 8;

/// Where the code that reads a field is used: once, as part of a straight line, or in a switch.
enum class place : std::uint8_t { in_line, in_switch };

template <rules Rules, place Place, class Field, message T>
[[nodiscard, gnu::always_inline]] inline constexpr const std::byte* read_message_field(
    reader& r, const std::byte* p, const std::byte* end, T& out, int depth) noexcept {
  using V = typename Field::value_type;
  std::uint32_t length = 0;
  const std::byte* const content = read_length_as<Rules>(r, p, end, Field::number, length);
  if (content == nullptr) [[unlikely]]
    return nullptr;
  auto& member = out.*Field::member;
  // Else it is a duplicate, which merges. Not emplace(): for a struct declared inside of another,
  // with initialisers for its members, clang finds no such call.
  if (!member) member.emplace(typename Field::value_type{});
  if constexpr (Place == place::in_line && nesting<V> < inlined_levels) {
    return read_message<Rules>(r, content, content + length, *member, depth + 1);
  } else {
    return read_message_outlined<Rules>(r, content, content + length, *member, depth + 1);
  }
}

/// Reads the value of a field into its member; p is behind the tag.
template <rules Rules, place Place, class Field, message T>
[[nodiscard, gnu::always_inline]] inline constexpr const std::byte* read_field(
    reader& r, const std::byte* p, const std::byte* end, T& out, int depth) noexcept {
  if constexpr (Field::is_message) {
    return read_message_field<Rules, Place, Field>(r, p, end, out, depth);
  } else if constexpr (Field::wire() == wire_type::varint) {
    return read_varint_field<Rules, Field>(r, p, end, out);
  } else if constexpr (Field::wire() == wire_type::len) {
    return read_view_field<Rules, Field>(r, p, end, out);
  } else {
    return read_fixed_field<Rules, Field>(r, p, end, out);
  }
}

/// Skips the field whose tag stood at `at`, or keeps it where T keeps unknown fields.
template <message T>
[[nodiscard]] constexpr const std::byte* read_unknown(reader& r, std::uint32_t tag,
                                                      const std::byte* at, const std::byte* p,
                                                      const std::byte* end, T& out,
                                                      int depth) noexcept {
  p = skip_value(r, tag, at, p, end, depth);
  if (p == nullptr) return nullptr;
  if constexpr (schema_type<T>::keeps_unknown) {
    if (!(out.*schema_type<T>::unknown_member::member).append({at, distance(at, p)})) {
      return r.fail(errc::too_many_unknown, at, tag_number(tag));
    }
  } else {
    r.skipped_unknown = true;
  }
  return p;
}

/// The tag of the I-th field of T as a case label. Behind the last field it is a number that no tag
/// has.
template <message T, std::size_t I>
constexpr std::uint64_t case_label() noexcept {
  if constexpr (I < field_count<T>) {
    return field_at<T, I>::tag();
  } else {
    return (std::uint64_t{1} << 32) + I;
  }
}

template <message T, std::size_t I>
[[nodiscard]] constexpr const std::byte* read_case(reader& r, const std::byte* p,
                                                   const std::byte* end, T& out,
                                                   int depth) noexcept {
  if constexpr (I < field_count<T>) {
    return read_field<rules::standard, place::in_switch, field_at<T, I>>(r, p, end, out, depth);
  } else {
    return nullptr;
  }
}

/// Reads the field with `tag`, one of T's from the I-th on or an unknown one. A real switch over
/// eight tags at a time: tables of functions and folds of lambdas took 1.5 to 3 times as long.
template <message T, std::size_t I>
[[nodiscard]] constexpr const std::byte* read_any_field(reader& r, std::uint32_t tag,
                                                        const std::byte* at, const std::byte* p,
                                                        const std::byte* end, T& out,
                                                        int depth) noexcept {
  if constexpr (I >= field_count<T>) {
    return read_unknown(r, tag, at, p, end, out, depth);
  } else {
    switch (std::uint64_t{tag}) {
      case case_label<T, I>():
        return read_case<T, I>(r, p, end, out, depth);
      case case_label<T, I + 1>():
        return read_case<T, I + 1>(r, p, end, out, depth);
      case case_label<T, I + 2>():
        return read_case<T, I + 2>(r, p, end, out, depth);
      case case_label<T, I + 3>():
        return read_case<T, I + 3>(r, p, end, out, depth);
      case case_label<T, I + 4>():
        return read_case<T, I + 4>(r, p, end, out, depth);
      case case_label<T, I + 5>():
        return read_case<T, I + 5>(r, p, end, out, depth);
      case case_label<T, I + 6>():
        return read_case<T, I + 6>(r, p, end, out, depth);
      case case_label<T, I + 7>():
        return read_case<T, I + 7>(r, p, end, out, depth);
      default:
        return read_any_field<T, I + 8>(r, tag, at, p, end, out, depth);
    }
  }
}

/// Reads [p, end) in any order.
template <message T>
[[nodiscard]] [[gnu::noinline]] constexpr const std::byte* read_any_order(
    reader& r, const std::byte* p, const std::byte* end, T& out, int depth) noexcept {
  while (p != end) {
    const std::byte* const at = p;
    std::uint32_t tag = 0;
    p = read_tag(r, p, end, tag);
    if (p == nullptr) return nullptr;
    p = read_any_field<T, 0>(r, tag, at, p, end, out, depth);
    if (p == nullptr) return nullptr;
  }
  return p;
}

/// Says what is wrong with a field that the encoder would not have written at p.
[[nodiscard]] [[gnu::noinline, gnu::cold]] constexpr const std::byte* refuse_field(
    reader& r, const std::byte* p, const std::byte* end) noexcept {
  std::uint32_t tag = 0;
  if (read_tag(r, p, end, tag) == nullptr) return nullptr;
  if (tag_wire_type(tag) == wire_type::egroup) {
    return r.fail(errc::unbalanced_group, p, tag_number(tag));
  }
  return r.fail(errc::not_canonical, p, tag_number(tag));
}

/// True if the minimal encoding of `Tag` stands at p; looks at no byte from `end` on.
template <std::uint32_t Tag>
[[nodiscard]] constexpr bool starts_with_tag(const std::byte* p, const std::byte* end) noexcept {
  if (p == end) return false;
  if constexpr (Tag < 0x80) {
    return *p == std::byte{Tag};
  } else {
    return *p == static_cast<std::byte>((Tag & 0x7f) | 0x80) &&
           starts_with_tag<(Tag >> 7)>(p + 1, end);
  }
}

/// Reads the fields of T from the I-th on that stand in ascending order at p.
template <rules Rules, std::size_t I, message T>
[[nodiscard, gnu::always_inline]] inline constexpr const std::byte* read_in_order(
    reader& r, const std::byte* p, const std::byte* end, T& out, int depth) noexcept {
  if constexpr (I < field_count<T>) {
    using field = field_at<T, I>;
    constexpr std::uint32_t tag = field::tag();
    if (starts_with_tag<tag>(p, end)) {
      p = read_field<Rules, place::in_line, field>(r, p + varint_size(tag), end, out, depth);
      if (p == nullptr) [[unlikely]]
        return nullptr;
    }
    return read_in_order<Rules, I + 1>(r, p, end, out, depth);
  } else {
    return p;
  }
}

/// Reads the content [p, end) of a message that lies `depth` levels below the top into `out`, over
/// what is there. Returns `end`, or nullptr after an error.
template <rules Rules, message T>
[[nodiscard, gnu::always_inline]] inline constexpr const std::byte* read_message(
    reader& r, const std::byte* p, const std::byte* end, T& out, int depth) noexcept {
  p = read_in_order<Rules, 0>(r, p, end, out, depth);
  if (p == nullptr || p == end) [[likely]]
    return p;
  if constexpr (Rules == rules::canonical) {
    return refuse_field(r, p, end);
  } else {
    return read_any_order(r, p, end, out, depth);
  }
}

}  // namespace headwire::detail
