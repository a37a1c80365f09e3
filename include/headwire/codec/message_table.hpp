// SPDX-License-Identifier: Apache-2.0
//
// A message type as data: what the slow path (codec/read_fields.hpp) has to know of it. The tables
// of declared types are constants; the same tables can be made at run time, from a descriptor.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "headwire/codec/member_offset.hpp"
#include "headwire/codec/value.hpp"
#include "headwire/schema/message.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/tag.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// Ends the fields of a table. Its tag is of wire type 7, so no tag that was read equals it.
inline constexpr table_field no_field{
    0xffffffff, 0, no_byte, 0, wire_form::end_group, scalar::bytes_, member_kind::none, false};

/// An unknown field of this form, which is not stored.
[[nodiscard]] constexpr table_field unknown_field(wire_form form) noexcept {
  return {0, 0, no_byte, 0, form, scalar::bytes_, member_kind::none, true};
}

/// Unknown fields, by wire type.
inline constexpr table_field unknown_by_wire_type[] = {
    detail::unknown_field(wire_form::varint),    detail::unknown_field(wire_form::fixed_64),
    detail::unknown_field(wire_form::blob),      detail::unknown_field(wire_form::group),
    detail::unknown_field(wire_form::end_group), detail::unknown_field(wire_form::fixed_32)};

/// Field numbers below this are looked up by index, those above by binary search.
inline constexpr std::uint32_t max_dense_number = 128;
/// Numbers of one-byte tags: always looked up by index.
inline constexpr std::uint32_t one_byte_numbers = 16;

struct message_table {
  const table_field* fields;  ///< in ascending order of numbers, and `no_field`
  const table_link* links;
  const std::uint8_t* by_number;  ///< indices into `fields`
  std::uint32_t field_count;
  std::uint32_t dense_numbers;  ///< entries of `by_number`
  /// Makes the message in its std::optional unless it is there, and returns it.
  void* (*enter)(void* optional_message) noexcept;
  /// The member that preserves unknown fields. Without one the functions are nullptr.
  bool (*has_room)(const void* unknown) noexcept;
  void (*preserve)(void* unknown, bytes span) noexcept;
  std::uint32_t unknown_offset;
  bool preserves_unknown;

  /// The field with this tag; if there is none, one with another tag. Never nullptr: with
  /// -fsanitize=undefined g++ compares no address of an entry with that in a constant expression.
  [[nodiscard]] constexpr const table_field* find(std::uint32_t tag) const noexcept {
    const std::uint32_t number = tag_number(tag);
    return fields + (number < dense_numbers ? by_number[number] : first_from(tag));
  }

 private:
  [[nodiscard]] constexpr std::size_t first_from(std::uint32_t tag) const noexcept {
    std::size_t low = 0;
    std::size_t high = field_count;
    while (low < high) {
      const std::size_t middle = (low + high) / 2;
      // mutant: table: numbers beyond those looked up by index are off by one
      if (fields[middle].tag < tag) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
};

// --- of declared types ---------------------------------------------------------------------------

/// The functions that know C++ types.
struct typed_access {
  template <class T>
  static void* enter(void* optional_message) noexcept {
    auto& member = *static_cast<std::optional<T>*>(optional_message);
    // mutant: store: a repeated sub-message replaces the first
    if (!member.has_value()) member.emplace(fresh<T>{});
    return __builtin_addressof(detail::held(member));
  }
  template <class Unknown>
  static bool has_room(const void* unknown) noexcept {
    return static_cast<const Unknown*>(unknown)->runs().size() < Unknown::capacity;
  }
  template <class Unknown>
  static void preserve(void* unknown, bytes span) noexcept {
    static_cast<void>(static_cast<Unknown*>(unknown)->append(span));
  }
};

template <message T, class Indices = std::make_index_sequence<field_count<T>>>
struct table_of;

template <message T>
[[nodiscard]] constexpr const message_table* table_for() noexcept {
  return &table_of<T>::value;
}

template <message T, std::size_t... Index>
constexpr bool any_linked_field(std::index_sequence<Index...>) noexcept {
  return (false || ... || kind_of<field_at<T, Index>>::is_linked());
}

/// True if T or a message in it has a field of a kind that the slow path does not know.
template <message T>
constexpr bool any_linked() noexcept {
  return detail::any_linked_field<T>(std::make_index_sequence<field_count<T>>{});
}

template <class Field>
inline constexpr std::size_t link_count =
    kind_of<Field>::link_count(is_optional<typename Field::member_type>);

template <class Field>
[[nodiscard]] constexpr table_field make_field(std::size_t offset) noexcept {
  static_assert(kind_of<Field>::wires.size() == 1, "headwire: a table has one entry a field");
  table_field made{.tag = Field::tag(),
                   .offset = static_cast<std::uint32_t>(offset),
                   .one_byte_tag = no_byte,
                   .link = 0,
                   .form = kind_of<Field>::form,
                   .type = kind_of<Field>::type,
                   .member = kind_of<Field>::stored_as(is_optional<typename Field::member_type>),
                   .explicit_presence = Field::explicit_presence};
  // mutant: table: a long tag matches its low byte
  if (made.tag < 0x80) made.one_byte_tag = static_cast<std::uint16_t>(made.tag);
  return made;
}

/// The offset of the I-th field's member in a T. A constant each: compilers limit the steps of one
/// evaluation, and members mostly are in the order of their fields.
template <message T, std::size_t Index>
struct field_offset {
  static constexpr std::size_t value =
      detail::find_offset<T, field_at<T, Index>::member>(field_offset<T, Index - 1>::value);
};
template <message T>
struct field_offset<T, 0> {
  static constexpr std::size_t value = detail::find_offset<T, field_at<T, 0>::member>(0);
};

template <message T, std::size_t... Index>
struct table_of<T, std::index_sequence<Index...>> {
  static constexpr std::size_t count = sizeof...(Index);
  static_assert(sizeof(T) < size_limit && count < no_byte, "headwire: the message is too large");

  static constexpr auto fields = [] {
    std::array<table_field, count + 1> all{
        detail::make_field<field_at<T, Index>>(field_offset<T, Index>::value)..., no_field};
    std::uint16_t links = 0;
    std::size_t at = 0;
    for (const std::size_t own : {link_count<field_at<T, Index>>..., std::size_t{0}}) {
      if (own != 0) all[at].link = links;
      links = static_cast<std::uint16_t>(links + own);
      ++at;
    }
    return all;
  }();

  // One more than there are: the fields without a link refer to the first.
  static constexpr auto links = [] {
    std::array<table_link, (std::size_t{1} + ... + link_count<field_at<T, Index>>)> all{};
    (kind_of<field_at<T, Index>>::template set_links<field_at<T, Index>>(all.data() +
                                                                         fields[Index].link),
     ...);
    return all;
  }();

  static constexpr std::uint32_t dense_numbers = [] {
    std::uint32_t size = one_byte_numbers;
    for (const table_field& field : fields) {
      const std::uint32_t number = tag_number(field.tag);
      if (number >= size && number < max_dense_number) size = number + 1;
    }
    return size;
  }();
  // Where a number has no field it leads to the first, whose tag does not fit.
  static constexpr auto by_number = [] {
    std::array<std::uint8_t, dense_numbers> all{};
    for (std::size_t i = 0; i < count && headwire::tag_number(fields[i].tag) < dense_numbers; ++i)
      all[headwire::tag_number(fields[i].tag)] = static_cast<std::uint8_t>(i);
    return all;
  }();

  static constexpr message_table value = [] {
    message_table made{.fields = fields.data(),
                       .links = links.data(),
                       .by_number = by_number.data(),
                       .field_count = static_cast<std::uint32_t>(count),
                       .dense_numbers = dense_numbers,
                       .enter = &typed_access::enter<T>,
                       .has_room = nullptr,
                       .preserve = nullptr,
                       .unknown_offset = 0,
                       .preserves_unknown = schema_type<T>::keeps_unknown};
    if constexpr (schema_type<T>::keeps_unknown) {
      constexpr auto member = schema_type<T>::unknown_member::member;
      using unknown = typename member_of<std::remove_const_t<decltype(member)>>::type;
      made.has_room = &typed_access::has_room<unknown>;
      made.preserve = &typed_access::preserve<unknown>;
      made.unknown_offset = static_cast<std::uint32_t>(detail::find_offset<T, member>(0));
    }
    return made;
  }();
};

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
