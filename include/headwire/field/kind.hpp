// SPDX-License-Identifier: Apache-2.0
//
// What a kind of field is: everything that depends on the type of a member is in a specialisation
// of `field_kind`, one file a kind, and the other layers ask it. docs/extending.md adds one.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "headwire/field/table_field.hpp"
#include "headwire/field/types.hpp"
#include "headwire/wire/always_inline.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/error.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/reader.hpp"
#include "headwire/wire/tag.hpp"
#include "headwire/wire/varint.hpp"
#include "headwire/wire/writer.hpp"

namespace headwire {

namespace detail {
inline namespace HEADWIRE_ISA {

/// Stands for "no upper bound": the message holds strings, bytes or unknown fields somewhere.
inline constexpr std::uint64_t unbounded = ~std::uint64_t{0};

}  // namespace HEADWIRE_ISA
}  // namespace detail

inline namespace HEADWIRE_ISA {

/// What most kinds have in common: a value without fields of its own, which no fast path reads or
/// writes. `Self` is the kind; it hides what is different, and adds
///
/// - `type`, the protobuf type, and `wires`, the wire types that it accepts, the one that it writes
///   first;
/// - of the value without its tag: `max_size()`, `max_short_size()` (the same without the contents
///   of views, if each length in it takes one byte), `measure(value, lengths)` and
///   `write_value(value, p)`;
/// - `is_zero(value)`: a member with implicit presence is omitted then;
/// - `equal(a, b)`;
/// - `store(member, wire, content)`, for the slow path;
/// - for paths: `read<Field>(r, p, end, found)`, `read_at(r, p, size)` and
///   `overwrite<Padding>(out, size, value)`.
template <class Self, class Value>
struct leaf_kind {
  using value_type = Value;

  // --- the declaration ---
  static constexpr bool is_message = false;
  /// False if a field with this encoding is a mistake.
  static constexpr bool takes_encoding = true;
  [[nodiscard]] static constexpr bool accepts(wire_type wire) noexcept {
    bool accepted = false;
    for (const wire_type each : Self::wires)
      accepted = accepted || each == wire;
    return accepted;
  }

  // --- what a message with such a field holds ---
  /// Levels of sub-messages.
  [[nodiscard]] static constexpr int levels() noexcept { return 0; }
  [[nodiscard]] static constexpr bool keeps_unknown() noexcept { return false; }
  /// True if the slow path does not know this kind, or one in it.
  [[nodiscard]] static constexpr bool is_linked() noexcept {
    return Self::form == detail::wire_form::linked;
  }
  /// Fields, this one and those in it.
  [[nodiscard]] static constexpr std::size_t tree_size() noexcept { return 1; }
  /// Lengths that are kept between measuring and writing.
  [[nodiscard]] static constexpr std::size_t long_length_count() noexcept { return 0; }
  /// True if its values may be wrong, and check_content() looks at them before they are written.
  [[nodiscard]] static constexpr bool is_checked() noexcept { return false; }
  template <class Field>
  [[nodiscard]] static constexpr status check_content(const Value&) noexcept {
    return {};
  }
  /// Bytes that the views in the value show.
  [[nodiscard]] static constexpr std::uint64_t view_size(const Value&) noexcept { return 0; }

  // --- sizes of the whole field ---
  template <class Field>
  [[nodiscard]] static constexpr std::uint64_t max_field_size() noexcept {
    constexpr std::uint64_t value = Self::max_size();
    return value == detail::unbounded ? value : detail::varint_size(Field::tag()) + value;
  }
  template <class Field>
  [[nodiscard]] static constexpr std::uint64_t max_short_field_size() noexcept {
    return detail::varint_size(Field::tag()) + Self::max_short_size();
  }
  template <class Field>
  [[nodiscard]] static constexpr std::uint64_t measure_field(const Value& value,
                                                             std::uint64_t* lengths) noexcept {
    return detail::varint_size(Field::tag()) + Self::measure(value, lengths);
  }

  // --- writing ---
  /// Writes the field with its tag. A message has `writer` write what it holds.
  template <class Field, class Writer>
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] static constexpr std::byte* write(
      const Value& value, std::byte* p, const std::uint64_t*) noexcept {
    return Self::write_value(value, detail::write_constant<Field::tag()>(p));
  }
  /// Writes the value without the contents of its view, which tail() shows.
  [[nodiscard]] static constexpr std::byte* write_head(const Value& value, std::byte* p) noexcept {
    return Self::write_value(value, p);
  }
  [[nodiscard]] static constexpr bytes tail(const Value&) noexcept { return {}; }

  // --- printing (fmt.hpp) ---
  /// What is between the name of the field and its value.
  static constexpr std::string_view print_prefix = "=";
  /// `print` takes numbers, enumerators, strings, bytes and messages.
  template <class Printer>
  [[nodiscard]] static auto print(Printer print, const Value& value) {
    return print(value);
  }

  // --- the fast paths ---
  /// True if the value is one varint for which the fast paths have code of their own: to_varint()
  /// and from_varint() convert it, and zero is a byte of zero.
  static constexpr bool is_plain_varint = false;
  /// True if what read_in_order() accepts ends with a byte below 0x80.
  [[nodiscard]] static constexpr bool ends_low() noexcept { return true; }
  /// Reads the value at p, p <= last, and hands it to `out`. Returns the position behind it.
  template <class Field, class Fast, class Handler>
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] static const std::byte* read_in_order(Fast,
                                                                              const std::byte*,
                                                                              const std::byte*,
                                                                              Handler&) noexcept {
    return Fast::bail_out();
  }
  /// True if write_small() writes the value, provided that the varints joined in `varints` turn out
  /// to be below 2^28.
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] static constexpr bool is_small(const Value&,
                                                                       std::uint64_t&) noexcept {
    return false;
  }
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] static constexpr std::byte* write_small(
      const Value& value, std::byte* p) noexcept {
    return Self::write_value(value, p);
  }

  // --- the slow path ---
  /// The slow path knows the types of protobuf. Other values are stored by the functions that the
  /// links of the field name: store(), and one that asks is_canonical().
  static constexpr detail::wire_form form = detail::wire_form::linked;
  [[nodiscard]] static constexpr detail::member_kind stored_as(bool) noexcept {
    return detail::member_kind::none;
  }
  [[nodiscard]] static constexpr std::size_t link_count(bool) noexcept { return 2; }
  template <class Field>
  static constexpr void set_links(detail::table_link* links) noexcept {
    links[0] = {.store = &store_linked<Field>};
    links[1] = {.is_canonical = &Self::template is_canonical<Field>};
  }
  /// True if the encoder writes this number, or a content of this length, for the value that it
  /// stands for.
  template <class Field>
  [[nodiscard]] static constexpr bool is_canonical(std::uint64_t wire) noexcept {
    return Field::explicit_presence || wire != 0;
  }

 private:
  template <class Field>
  static void store_linked(void* member, std::uint64_t wire, bytes content) noexcept {
    Self::store(*static_cast<typename Field::member_type*>(member), wire, content);
  }
};

}  // namespace HEADWIRE_ISA

namespace detail {
inline namespace HEADWIRE_ISA {

/// Stands in for the kind of a type that has none, so that there is one error for it.
struct no_kind : leaf_kind<no_kind, void*> {
  static constexpr scalar type = scalar::bytes_;
  static constexpr std::array wires{wire_type::varint};
};

}  // namespace HEADWIRE_ISA
}  // namespace detail

inline namespace HEADWIRE_ISA {

/// The kind of a field whose values are of type Value, with this encoding. To add one, specialise
/// it; docs/extending.md has an example.
template <class Value, encoding Encoding>
struct field_kind : detail::no_kind {};

}  // namespace HEADWIRE_ISA

namespace detail {
inline namespace HEADWIRE_ISA {

template <class Value, encoding Encoding>
inline constexpr bool has_kind = !std::is_base_of_v<no_kind, field_kind<Value, Encoding>>;

template <class Field>
using kind_of = typename Field::kind;

}  // namespace HEADWIRE_ISA
}  // namespace detail

}  // namespace headwire
