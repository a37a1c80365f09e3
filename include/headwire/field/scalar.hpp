// SPDX-License-Identifier: Apache-2.0
//
// Numbers: varints, and values of 4 or 8 bytes.
#pragma once

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>

#include "headwire/field/kind.hpp"
#include "headwire/field/types.hpp"
#include "headwire/field/varint_kind.hpp"
#include "headwire/wire/always_inline.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/reader.hpp"
#include "headwire/wire/tag.hpp"
#include "headwire/wire/varint.hpp"
#include "headwire/wire/writer.hpp"

namespace headwire {

namespace detail {
inline namespace HEADWIRE_ISA {

template <class Value, encoding Encoding>
concept fixed_number = std::same_as<Value, float> || std::same_as<Value, double> ||
                       (integer<Value> && Encoding == fixed);
template <class Value, encoding Encoding>
concept varint_number = std::same_as<Value, bool> || detail::is_open_enum<Value>() ||
                        (integer<Value> && Encoding != fixed);

/// Writes a varint of up to four bytes.
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::byte* write_short_varint(
    std::byte* p, std::uint64_t value) noexcept {
  if (value < 1 << 7) return write_fixed<1>(p, value);
  if (value < 1 << 14) return write_fixed<2>(p, (value + (value & 0x3f80)) | 0x80);
  const std::uint64_t all = expand_four(value) | 0x8080;
  if (value < 1 << 21) {
    static_cast<void>(write_fixed<2>(p, all));
    return write_fixed<1>(p + 2, all >> 16);
  }
  return write_fixed<4>(p, all | 0x800000);
}

/// The value of a fixed-width field.
template <class V, class Position>
[[nodiscard]] constexpr V load_fixed(Position p) noexcept {
  if constexpr (sizeof(V) == 8) {
    return std::bit_cast<V>(detail::load_64(p));
  } else {
    return std::bit_cast<V>(detail::load_32(p));
  }
}

}  // namespace HEADWIRE_ISA
}  // namespace detail

inline namespace HEADWIRE_ISA {

template <class V, encoding E>
requires detail::varint_number<V, E>
struct field_kind<V, E> : varint_kind<field_kind<V, E>, V> {
  static constexpr bool takes_encoding =
      E == automatic || (E == zigzag && detail::signed_integer<V>);
  static constexpr scalar type = detail::scalar_of<V, E>();

  /// The number that stands on the wire: sign-extended for int32 and enums.
  [[nodiscard]] static constexpr std::uint64_t to_varint(V value) noexcept {
    if constexpr (E == zigzag && detail::signed_integer<V>) {
      return detail::zigzag_encode(value);
    } else if constexpr (std::is_enum_v<V>) {
      return static_cast<std::uint64_t>(
          static_cast<std::int64_t>(static_cast<std::int32_t>(value)));
    } else if constexpr (detail::signed_integer<V>) {
      // mutant: encode: a negative int32 is not sign-extended
      return static_cast<std::uint64_t>(static_cast<std::int64_t>(value));
    } else {
      return static_cast<std::uint64_t>(value);
    }
  }
  /// Bits beyond the field's width are dropped, as in every decoder.
  [[nodiscard]] static constexpr V from_varint(std::uint64_t wire) noexcept {
    if constexpr (type == scalar::sint32) {
      return detail::zigzag_decode(static_cast<std::uint32_t>(wire));
    } else if constexpr (type == scalar::sint64) {
      return detail::zigzag_decode(wire);
    } else if constexpr (std::is_same_v<V, bool>) {
      return wire != 0;
    } else if constexpr (std::is_enum_v<V>) {
      return static_cast<V>(static_cast<std::int32_t>(static_cast<std::uint32_t>(wire)));
    } else {
      return static_cast<V>(wire);
    }
  }

  [[nodiscard]] static constexpr bool is_zero(V value) noexcept {
    return !static_cast<bool>(value);
  }
  [[nodiscard]] static constexpr bool equal(V a, V b) noexcept {
    if constexpr (std::is_enum_v<V>) {
      return static_cast<std::underlying_type_t<V>>(a) == static_cast<std::underlying_type_t<V>>(b);
    } else {
      return a == b;
    }
  }

  [[nodiscard]] static constexpr std::uint64_t max_size() noexcept {
    if (type == scalar::bool_) return 1;
    if (detail::is_any_of(type, scalar::uint32, scalar::sint32)) return 5;
    return detail::max_varint_size;  // int32 and enums too: a negative one is sign-extended
  }
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] static constexpr std::byte* write_value(
      const V& value, std::byte* p) noexcept {
    const std::uint64_t wire = to_varint(value);
    if constexpr (type == scalar::int32 || type == scalar::enum_) {
      if (wire >= std::uint64_t{1} << 32) [[unlikely]]
        return detail::write_negative_32(p, static_cast<std::uint32_t>(wire));
    }
    return detail::write_varint(p, wire);
  }

  // --- the fast paths ---
  static constexpr bool is_plain_varint = true;
  template <class Field, class Fast, class Handler>
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] static const std::byte* read_in_order(
      Fast fast, const std::byte* p, const std::byte*, Handler& out) noexcept {
    const auto read = fast.template read_varint<Field>(p);
    // Stored before the check that the caller makes: what has bailed out is reset.
    out.template set<Field>(from_varint(read.value), p, read.next);
    return read.next;
  }
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] static constexpr bool is_small(
      const V& value, std::uint64_t& varints) noexcept {
    // mutant: nested prefix, encoding: a long varint beside a short one is written as short
    varints |= to_varint(value);
    return true;
  }
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] static constexpr std::byte* write_small(
      const V& value, std::byte* p) noexcept {
    return detail::write_short_varint(p, to_varint(value));
  }

  // --- the slow path ---
  static constexpr detail::wire_form form = detail::wire_form::varint;
  /// The slow path stores a std::optional of any type but one of an enum, which only its link knows.
  [[nodiscard]] static constexpr detail::member_kind stored_as(bool is_optional) noexcept {
    return detail::member_of_type(type, is_optional);
  }
  [[nodiscard]] static constexpr std::size_t link_count(bool is_optional) noexcept {
    return is_optional && type == scalar::enum_ ? 1 : 0;
  }
  template <class Field>
  static constexpr void set_links([[maybe_unused]] detail::table_link* links) noexcept {
    if constexpr (type == scalar::enum_ && Field::explicit_presence) {
      links[0] = {.set_enum = &set_enum};
    }
  }

 private:
  static void set_enum(void* optional_enum, std::int32_t value) noexcept {
    *static_cast<std::optional<V>*>(optional_enum) = static_cast<V>(value);
  }
};

template <class V, encoding E>
requires detail::fixed_number<V, E>
struct field_kind<V, E> : leaf_kind<field_kind<V, E>, V> {
  static constexpr bool takes_encoding = E == automatic || (E == fixed && detail::integer<V>);
  static constexpr scalar type = detail::scalar_of<V, E>();
  static constexpr std::array wires{sizeof(V) == 8 ? wire_type::i64 : wire_type::i32};
  static constexpr detail::wire_form form =
      sizeof(V) == 8 ? detail::wire_form::fixed_64 : detail::wire_form::fixed_32;
  using bits = std::conditional_t<sizeof(V) == 8, std::uint64_t, std::uint32_t>;

  /// -0.0 is not all zero bits, and is written.
  [[nodiscard]] static constexpr bool is_zero(V value) noexcept {
    // mutant: zero: -0.0 is taken for it
    return std::bit_cast<bits>(value) == 0;
  }
  [[nodiscard]] static constexpr bool equal(V a, V b) noexcept {
    return std::bit_cast<bits>(a) == std::bit_cast<bits>(b);
  }

  [[nodiscard]] static constexpr std::uint64_t max_size() noexcept { return sizeof(V); }
  [[nodiscard]] static constexpr std::uint64_t max_short_size() noexcept { return sizeof(V); }
  [[nodiscard]] static constexpr std::uint64_t measure(V, std::uint64_t*) noexcept {
    return sizeof(V);
  }
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] static constexpr std::byte* write_value(
      const V& value, std::byte* p) noexcept {
    return detail::write_fixed<sizeof(V)>(p, std::bit_cast<bits>(value));
  }

  // --- the fast paths ---
  [[nodiscard]] static constexpr bool ends_low() noexcept { return false; }
  template <class Field, class Fast, class Handler>
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] static const std::byte* read_in_order(
      Fast, const std::byte* p, const std::byte* last, Handler& out) noexcept {
    // mutant: in order: a fixed value may be one byte short
    if (static_cast<std::size_t>(last - p) < sizeof(V) - 1) [[unlikely]]
      return Fast::bail_out();
    const V value = detail::load_fixed<V>(p);
    // mutant: canonical: a zero that is left out
    if (Fast::is_canonical && !Field::explicit_presence && is_zero(value)) [[unlikely]]
      return Fast::bail_out();
    out.template set<Field>(value, p, p + sizeof(V));
    return p + sizeof(V);
  }
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] static constexpr bool is_small(const V&,
                                                                       std::uint64_t&) noexcept {
    return true;
  }

  // --- the slow path ---
  [[nodiscard]] static constexpr detail::member_kind stored_as(bool is_optional) noexcept {
    return detail::member_of_type(type, is_optional);
  }
  [[nodiscard]] static constexpr std::size_t link_count(bool) noexcept { return 0; }
  template <class Field>
  static constexpr void set_links(detail::table_link*) noexcept {}
  template <class Member>
  static constexpr void store(Member& member, std::uint64_t wire, bytes) noexcept {
    member = std::bit_cast<V>(static_cast<bits>(wire));
  }

  // --- paths ---
  template <class Field, class Reader>
  [[nodiscard]] static constexpr detail::position_of<Reader> read(
      Reader& r, detail::position_of<Reader> p, detail::position_of<Reader> end,
      std::optional<V>& found) noexcept {
    const detail::position_of<Reader> next =
        detail::skip_fixed(r, p, end, Field::number, sizeof(V));
    if (next != nullptr) found = detail::load_fixed<V>(p);
    return next;
  }
  template <class Reader>
  [[nodiscard]] static constexpr V read_at(Reader&, detail::position_of<Reader> p,
                                           std::size_t) noexcept {
    return detail::load_fixed<V>(p);
  }
  template <bool Padding, class Position>
  [[nodiscard]] static constexpr bool overwrite(Position out, std::size_t,
                                                const V& value) noexcept {
    const auto wire = std::bit_cast<bits>(value);
    for (std::size_t i = 0; i < sizeof(value); ++i)
      out[i] = static_cast<std::byte>(wire >> (8 * i));
    return true;
  }
};

}  // namespace HEADWIRE_ISA

}  // namespace headwire
