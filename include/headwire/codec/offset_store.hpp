// SPDX-License-Identifier: Apache-2.0
//
// The handler of the slow path that stores each value in its member, by the offsets of the table:
// one copy of the code for all types. The last value wins; a repeated sub-message merges into the
// first.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <optional>
#include <string_view>

#include "headwire/codec/message_table.hpp"
#include "headwire/codec/read_fields.hpp"
#include "headwire/wire/always_inline.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/reader.hpp"
#include "headwire/wire/varint.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// `Linked`: for tables with kinds that the slow path does not know.
template <class Reader, bool Linked = false>
class offset_store {
 public:
  static constexpr bool preserves = true;
  static constexpr bool takes_linked = Linked;
  using extent = field_extent<Reader>;

  explicit offset_store(void* message) noexcept : message_(static_cast<std::byte*>(message)) {}

  [[HEADWIRE_ALWAYS_INLINE]] void set_number(const message_table& table, const table_field& field,
                                             std::uint64_t wire, const extent&) const noexcept {
    const auto low = static_cast<std::uint32_t>(wire);
    switch (static_cast<unsigned>(field.member)) {
      case bare(scalar::int64):
      case bare(scalar::uint64):
      case bare(scalar::fixed64):
      case bare(scalar::sfixed64):
      case bare(scalar::double_):
        // mutant: store: a member is four bytes where it has eight
        return put(field, wire);
      case bare(scalar::int32):
      case bare(scalar::uint32):
      case bare(scalar::fixed32):
      case bare(scalar::sfixed32):
      case bare(scalar::float_):
      case bare(scalar::enum_):
        return put(field, low);
      case bare(scalar::sint32):
        return put(field, detail::zigzag_decode(low));
      case bare(scalar::sint64):
        return put(field, detail::zigzag_decode(wire));
      case bare(scalar::bool_):
        // mutant: slow path: a bool looks at 32 bits only
        return put(field, wire != 0);
      case optional(scalar::uint64):
      case optional(scalar::fixed64):
        return assign(field, wire);
      case optional(scalar::int64):
      case optional(scalar::sfixed64):
        return assign(field, static_cast<std::int64_t>(wire));
      case optional(scalar::sint64):
        return assign(field, detail::zigzag_decode(wire));
      case optional(scalar::double_):
        return assign(field, std::bit_cast<double>(wire));
      case optional(scalar::uint32):
      case optional(scalar::fixed32):
        return assign(field, low);
      case optional(scalar::int32):
      case optional(scalar::sfixed32):
        return assign(field, static_cast<std::int32_t>(low));
      case optional(scalar::sint32):
        return assign(field, detail::zigzag_decode(low));
      case optional(scalar::float_):
        return assign(field, std::bit_cast<float>(low));
      case optional(scalar::bool_):
        return assign(field, wire != 0);
      case optional(scalar::enum_):
        return table.links[field.link].set_enum(message_ + field.offset,
                                                static_cast<std::int32_t>(low));
      default:  // an unknown field
        return;
    }
  }

  [[HEADWIRE_ALWAYS_INLINE]] void set_view(Reader& r, const message_table&,
                                           const table_field& field,
                                           const extent& seen) const noexcept {
    if (field.member == member_kind::none) return;
    const bytes content = r.view(seen.content, detail::distance(seen.content, seen.end));
    switch (static_cast<unsigned>(field.member)) {
      case bare(scalar::string):
        member<std::string_view>(field) = as_text(content);
        return;
      case optional(scalar::string):
        return assign(field, as_text(content));
      case bare(scalar::bytes_):
        member<bytes>(field) = content;
        return;
      default:
        return assign(field, content);
    }
  }

  void set_linked(Reader& r, const message_table& table, const table_field& field,
                  std::uint64_t wire, const extent& seen) const noexcept {
    table.links[field.link].store(message_ + field.offset, wire, detail::content_of(r, seen));
  }

  template <class FieldReader>
  [[nodiscard]] position_of<Reader> read_message(FieldReader& reader, const message_table& table,
                                                 const table_field& field,
                                                 const extent& seen) const noexcept {
    const message_table& inner = *table.links[field.link].sub_message;
    return reader.read(inner, offset_store(inner.enter(message_ + field.offset)), seen.content,
                       // mutant: slow path: sub-messages do not count as depth
                       seen.end, seen.depth + 1);
  }

  [[nodiscard]] bool has_room(const message_table& table) const noexcept {
    return table.has_room(message_ + table.unknown_offset);
  }
  void preserve(const message_table& table, bytes span) const noexcept {
    table.preserve(message_ + table.unknown_offset, span);
  }

 private:
  // As numbers: of enumerators one compiler wants all to be listed, the other no default then.
  [[nodiscard]] static constexpr unsigned bare(scalar type) noexcept {
    return static_cast<unsigned>(detail::member_of_type(type, false));
  }
  [[nodiscard]] static constexpr unsigned optional(scalar type) noexcept {
    return static_cast<unsigned>(detail::member_of_type(type, true));
  }

  template <class M>
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] M& member(const table_field& field) const noexcept {
    void* const place = message_ + field.offset;  // a cast at once would be one of -Wcast-align
    return *std::launder(static_cast<M*>(place));
  }

  /// Stores a number of the member's size: an int64 as a uint64, a float as its bits.
  template <class V>
  [[HEADWIRE_ALWAYS_INLINE]] void put(const table_field& field, V value) const noexcept {
    std::memcpy(message_ + field.offset, &value, sizeof value);
  }

  template <class V>
  [[HEADWIRE_ALWAYS_INLINE]] void assign(const table_field& field, V value) const noexcept {
    // mutant: store: the first scalar wins
    member<std::optional<V>>(field) = value;
  }

  std::byte* message_;
};

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
