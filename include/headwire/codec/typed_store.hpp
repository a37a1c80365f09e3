// SPDX-License-Identifier: Apache-2.0
//
// The handler of the slow path in constant evaluation, which knows no offsets: it stores each value
// by a function of its own, and so shares the loop with codec/offset_store.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "headwire/codec/message_table.hpp"
#include "headwire/codec/read_fields.hpp"
#include "headwire/codec/value.hpp"
#include "headwire/schema/message.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/reader.hpp"
#include "headwire/wire/tag.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

template <class Reader>
struct typed_members;

/// A message whose type only its functions know.
template <class Reader>
struct any_message {
  const typed_members<Reader>* members;
};

template <class Reader, message T>
struct message_of : any_message<Reader> {
  T& value;
  constexpr explicit message_of(T& out) noexcept;
};

template <class Reader>
class typed_store;

/// What sets one member.
template <class Reader>
struct typed_member {
  void (*set)(const any_message<Reader>& out, std::uint64_t wire, bytes content) noexcept;
  position_of<Reader> (*read_message)(const any_message<Reader>& out,
                                      field_reader<Reader, typed_store<Reader>>& reader,
                                      const message_table& table,
                                      const field_extent<Reader>& seen) noexcept;
};

template <class Reader>
struct typed_members {
  const typed_member<Reader>* fields;
  bool (*has_room)(const any_message<Reader>& out) noexcept;
  void (*preserve)(const any_message<Reader>& out, bytes span) noexcept;
};

/// Stores by one function for each member.
template <class Reader>
class typed_store {
 public:
  static constexpr bool preserves = true;
  static constexpr bool takes_linked = true;
  using extent = field_extent<Reader>;

  constexpr explicit typed_store(const any_message<Reader>& message) noexcept
      : message_(&message) {}

  constexpr void set_number(const message_table& table, const table_field& field,
                            std::uint64_t wire, const extent&) const noexcept {
    if (field.tag != 0) member(table, field).set(*message_, wire, {});
  }
  constexpr void set_view(Reader& r, const message_table& table, const table_field& field,
                          const extent& seen) const noexcept {
    if (field.tag == 0) return;
    const bytes content = r.view(seen.content, detail::distance(seen.content, seen.end));
    member(table, field).set(*message_, 0, content);
  }
  constexpr void set_linked(Reader& r, const message_table& table, const table_field& field,
                            std::uint64_t wire, const extent& seen) const noexcept {
    member(table, field).set(*message_, wire, detail::content_of(r, seen));
  }
  [[nodiscard]] constexpr position_of<Reader> read_message(
      field_reader<Reader, typed_store>& reader, const message_table& table,
      const table_field& field, const extent& seen) const noexcept {
    return member(table, field)
        .read_message(*message_, reader, *table.links[field.link].sub_message, seen);
  }
  [[nodiscard]] constexpr bool has_room(const message_table&) const noexcept {
    return message_->members->has_room(*message_);
  }
  constexpr void preserve(const message_table&, bytes span) const noexcept {
    message_->members->preserve(*message_, span);
  }

 private:
  [[nodiscard]] constexpr const typed_member<Reader>& member(
      const message_table& table, const table_field& field) const noexcept {
    return message_->members->fields[detail::distance(table.fields, &field)];
  }

  const any_message<Reader>* message_;
};

template <class Reader, message T, class Field>
constexpr void set_member(const any_message<Reader>& out, std::uint64_t wire,
                          bytes content) noexcept {
  auto& member = static_cast<const message_of<Reader, T>&>(out).value.*Field::member;
  kind_of<Field>::store(member, wire, content);
}

template <class Reader, message T, class Field>
[[nodiscard]] constexpr position_of<Reader> read_member(
    const any_message<Reader>& out, field_reader<Reader, typed_store<Reader>>& reader,
    const message_table& table, const field_extent<Reader>& seen) noexcept {
  using V = typename Field::value_type;
  auto& member = static_cast<const message_of<Reader, T>&>(out).value.*Field::member;
  if (!member.has_value()) member.emplace(fresh<V>{});
  const message_of<Reader, V> inner(detail::held(member));
  return reader.read(table, typed_store<Reader>(inner), seen.content, seen.end, seen.depth + 1);
}

template <class Reader, message T, class Field>
[[nodiscard]] constexpr typed_member<Reader> make_typed_member() noexcept {
  if constexpr (Field::is_message) {
    return {.set = nullptr, .read_message = &detail::read_member<Reader, T, Field>};
  } else {
    return {.set = &detail::set_member<Reader, T, Field>, .read_message = nullptr};
  }
}

template <class Reader, message T>
constexpr bool has_unknown_room(const any_message<Reader>& out) noexcept {
  const auto& unknown =
      static_cast<const message_of<Reader, T>&>(out).value.*schema_type<T>::unknown_member::member;
  return unknown.runs().size() < std::remove_cvref_t<decltype(unknown)>::capacity;
}

template <class Reader, message T>
constexpr void preserve_unknown(const any_message<Reader>& out, bytes span) noexcept {
  auto& unknown =
      static_cast<const message_of<Reader, T>&>(out).value.*schema_type<T>::unknown_member::member;
  static_cast<void>(unknown.append(span));
}

template <class Reader, message T, class Indices = std::make_index_sequence<field_count<T>>>
struct typed_members_of;
template <class Reader, message T, std::size_t... Index>
struct typed_members_of<Reader, T, std::index_sequence<Index...>> {
  // One more than there are, for a message without fields: C++ has no empty array.
  static constexpr typed_member<Reader> fields[] = {
      detail::make_typed_member<Reader, T, field_at<T, Index>>()..., {}};
  static constexpr typed_members<Reader> value = [] {
    typed_members<Reader> made{.fields = fields, .has_room = nullptr, .preserve = nullptr};
    if constexpr (schema_type<T>::keeps_unknown) {
      made.has_room = &detail::has_unknown_room<Reader, T>;
      made.preserve = &detail::preserve_unknown<Reader, T>;
    }
    return made;
  }();
};

template <class Reader, message T>
constexpr message_of<Reader, T>::message_of(T& out) noexcept
    : any_message<Reader>{&typed_members_of<Reader, T>::value}, value(out) {}

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
