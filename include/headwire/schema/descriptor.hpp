// SPDX-License-Identifier: Apache-2.0
//
// Declarations as data, for programs that learn the type at run time: dumps, error texts, tools.
// The codec does not use it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <string_view>
#include <utility>

#include "headwire/schema/message.hpp"

namespace headwire {

struct message_descriptor;

/// One declared field.
struct field_descriptor {
  std::uint32_t number;
  std::string_view name;  ///< the name of the struct member
  wire_type wire;
  bool explicit_presence;
  scalar type;                        ///< without meaning for a sub-message
  const message_descriptor* message;  ///< the sub-message; nullptr for a scalar
  /// Name of an enumerator, empty for an unnamed value; nullptr if the field is no enum, or its
  /// type has no `enumerator_name(value)` beside it.
  std::string_view (*enumerator)(std::int32_t value);
};

/// One declared message.
struct message_descriptor {
  std::string_view name;  ///< the name of the struct, without namespaces
  std::span<const field_descriptor> fields;
  bool keeps_unknown;

  /// The field of that number; nullptr if there is none.
  [[nodiscard]] constexpr const field_descriptor* find(std::uint32_t number) const noexcept {
    for (const field_descriptor& field : fields) {
      if (field.number == number) return &field;
    }
    return nullptr;
  }

  /// The field of that name; nullptr if there is none.
  [[nodiscard]] constexpr const field_descriptor* find(std::string_view field_name) const noexcept {
    for (const field_descriptor& field : fields) {
      if (field.name == field_name) return &field;
    }
    return nullptr;
  }
};

namespace detail {

template <message T>
struct description;

/// An enum whose author offers `std::string_view enumerator_name(E)`, found by its namespace.
template <class E>
concept named_enum = std::is_enum_v<E> && requires(E value) {
  { enumerator_name(value) } -> std::convertible_to<std::string_view>;
};

template <class E>
[[nodiscard]] constexpr std::string_view name_of_enumerator(std::int32_t value) noexcept {
  return enumerator_name(static_cast<E>(value));
}

template <class Field>
[[nodiscard]] constexpr field_descriptor describe_field() noexcept {
  using V = typename Field::value_type;
  field_descriptor described{.number = Field::number,
                             .name = member_name<Field::member>,
                             .wire = Field::wire(),
                             .explicit_presence = Field::explicit_presence,
                             .type = scalar::bytes_,
                             .message = nullptr,
                             .enumerator = nullptr};
  if constexpr (Field::is_message) {
    described.message = &description<V>::value;
  } else {
    described.type = Field::type();
  }
  if constexpr (named_enum<V>) described.enumerator = &name_of_enumerator<V>;
  return described;
}

template <message T, class Indices = std::make_index_sequence<field_count<T>>>
struct field_descriptions;
template <message T, std::size_t... Index>
struct field_descriptions<T, std::index_sequence<Index...>> {
  // One more than there are, for a message without fields: C++ has no empty array.
  static constexpr field_descriptor fields[] = {detail::describe_field<field_at<T, Index>>()...,
                                                {}};
};

template <message T>
struct description {
  static constexpr message_descriptor value{
      .name = type_name<T>,
      // Not from the pointer itself: libstdc++'s debug mode compares it with null, which under
      // UBSan is no constant expression.
      .fields = {std::counted_iterator<const field_descriptor*>(field_descriptions<T>::fields,
                                                                field_count<T>),
                 field_count<T>},
      .keeps_unknown = schema_type<T>::keeps_unknown};
};

}  // namespace detail

/// The declaration of T as data, in static read-only memory.
template <message T>
inline constexpr const message_descriptor& descriptor = detail::description<T>::value;

}  // namespace headwire
