// SPDX-License-Identifier: Apache-2.0
//
// One field as data: its entry in the table of a message (codec/message_table.hpp), which drives
// the slow path.
#pragma once

#include <cstddef>
#include <cstdint>

#include "headwire/field/types.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/isa.hpp"

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
  linked,  ///< a kind that the slow path does not know: the links of the field have its functions
};

/// What a member is: the type of its field, and whether it is a std::optional of it.
enum class member_kind : std::uint8_t { none = 0xff };
[[nodiscard]] constexpr member_kind member_of_type(scalar type, bool is_optional) noexcept {
  return static_cast<member_kind>(static_cast<unsigned>(type) | (is_optional ? 0x10U : 0U));
}

/// One field. 16 bytes without an address, so a table needs no relocation.
struct table_field {
  std::uint32_t tag;           ///< 0 for an unknown field
  std::uint32_t offset;        ///< of the member
  std::uint16_t one_byte_tag;  ///< the tag, or `no_byte` if it takes more than one
  std::uint16_t link;          ///< the index of the first of its `links`, if it has any
  wire_form form;
  scalar type;  ///< without meaning for a sub-message
  member_kind member;
  bool explicit_presence;
};
static_assert(sizeof(table_field) == 16);

inline constexpr std::uint16_t no_byte = 0xffff;

struct message_table;

/// What of a field depends on its C++ type.
union table_link {
  const message_table* sub_message;
  void (*set_enum)(void* optional_enum, std::int32_t value) noexcept;
  /// Stores a number, as it is on the wire, or a content in the member.
  void (*store)(void* member, std::uint64_t wire, bytes content) noexcept;
  /// True if the encoder writes this number, or a content of this length, for the value that it
  /// stands for.
  bool (*is_canonical)(std::uint64_t wire) noexcept;
};

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
