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

/// How a value is encoded: a number, a length and its content, or a group.
enum class wire_form : std::uint8_t {
  varint,
  fixed_64,
  fixed_32,
  blob,  ///< from here on with a length
  text,  ///< checked to be UTF-8
  message,
  group,  ///< from here on unknown fields only
  end_group,
};

/// What a member is: the type of its field, and whether it is a std::optional of it.
enum class member_kind : std::uint8_t { none = 0xff };
[[nodiscard]] constexpr member_kind kind_of(scalar type, bool is_optional) noexcept {
  return static_cast<member_kind>(static_cast<unsigned>(type) | (is_optional ? 0x10U : 0U));
}

/// One field. 16 bytes without an address, so a table needs no relocation.
struct table_field {
  std::uint32_t tag;           ///< 0 for an unknown field
  std::uint32_t offset;        ///< of the member
  std::uint16_t one_byte_tag;  ///< the tag, or `no_byte` if it takes more than one
  std::uint16_t link;          ///< of a sub-message or an optional enum: its index in `links`
  wire_form form;
  scalar type;  ///< without meaning for a sub-message
  member_kind member;
  bool explicit_presence;
};
static_assert(sizeof(table_field) == 16);

inline constexpr std::uint16_t no_byte = 0xffff;

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

struct message_table;

/// What of a field depends on its C++ type.
union table_link {
  const message_table* sub_message;
  void (*set_enum)(void* optional_enum, std::int32_t value) noexcept;
};

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

template <class Field>
[[nodiscard]] constexpr wire_form form_of() noexcept {
  if constexpr (Field::is_message) {
    return wire_form::message;
  } else if constexpr (Field::wire() == wire_type::varint) {
    return wire_form::varint;
  } else if constexpr (Field::wire() == wire_type::len) {
    return Field::type() == scalar::string ? wire_form::text : wire_form::blob;
  } else {
    return Field::wire() == wire_type::i64 ? wire_form::fixed_64 : wire_form::fixed_32;
  }
}

/// True for a field whose C++ type matters.
[[nodiscard]] constexpr bool has_link(const table_field& field) noexcept {
  return field.form == wire_form::message || field.member == detail::kind_of(scalar::enum_, true);
}

/// The functions that know C++ types.
struct typed_access {
  template <class T>
  static void* enter(void* optional_message) noexcept {
    auto& member = *static_cast<std::optional<T>*>(optional_message);
    if (!member.has_value()) member.emplace(fresh<T>{});
    return __builtin_addressof(detail::held(member));
  }
  template <class E>
  static void set_enum(void* optional_enum, std::int32_t value) noexcept {
    *static_cast<std::optional<E>*>(optional_enum) = static_cast<E>(value);
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

/// Sets the link of a field that has one.
template <class Field>
constexpr void set_link([[maybe_unused]] table_link& link) noexcept {
  using V = typename Field::value_type;
  if constexpr (Field::is_message) {
    link = {.sub_message = &table_of<V>::value};
  } else if constexpr (std::is_enum_v<V> && Field::explicit_presence) {
    link = {.set_enum = &typed_access::set_enum<V>};
  }
}

template <class Field>
[[nodiscard]] constexpr table_field make_field(std::size_t offset) noexcept {
  table_field made{.tag = Field::tag(),
                   .offset = static_cast<std::uint32_t>(offset),
                   .one_byte_tag = no_byte,
                   .link = 0,
                   .form = detail::form_of<Field>(),
                   .type = scalar::bytes_,
                   .member = member_kind::none,
                   .explicit_presence = Field::explicit_presence};
  if (made.tag < 0x80) made.one_byte_tag = static_cast<std::uint16_t>(made.tag);
  if constexpr (!Field::is_message) {
    made.type = Field::type();
    made.member = detail::kind_of(Field::type(), Field::explicit_presence);
  }
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
    for (table_field& field : all) {
      if (detail::has_link(field)) field.link = links++;
    }
    return all;
  }();

  static constexpr std::size_t link_count = [] {
    std::size_t linked = 0;
    for (const table_field& field : fields)
      linked += detail::has_link(field) ? std::size_t{1} : 0;
    return linked;
  }();
  // One more than there are: the fields without a link refer to the first.
  static constexpr auto links = [] {
    std::array<table_link, link_count + 1> all{};
    (detail::set_link<field_at<T, Index>>(all[fields[Index].link]), ...);
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
