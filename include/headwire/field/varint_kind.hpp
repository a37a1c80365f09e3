// SPDX-License-Identifier: Apache-2.0
//
// What all kinds have in common whose value is one varint.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "headwire/field/kind.hpp"
#include "headwire/field/types.hpp"
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

/// Writes `value` over the varint of `size` bytes at p, with padding up to that size.
template <class Position>
constexpr void overwrite_varint(Position p, std::size_t size, std::uint64_t value) noexcept {
  for (std::size_t i = 0; i + 1 < size; ++i) {
    p[i] = static_cast<std::byte>(value | 0x80);
    value >>= 7;
  }
  p[size - 1] = static_cast<std::byte>(value);
}

}  // namespace HEADWIRE_ISA
}  // namespace detail

inline namespace HEADWIRE_ISA {

/// `Self` adds `type`, `to_varint(value)`, `from_varint(wire)` and `is_zero(value)`. Values are equal
/// if their varints are.
template <class Self, class Value>
struct varint_kind : leaf_kind<Self, Value> {
  static constexpr std::array wires{wire_type::varint};

  [[nodiscard]] static constexpr bool equal(const Value& a, const Value& b) noexcept {
    return Self::to_varint(a) == Self::to_varint(b);
  }

  [[nodiscard]] static constexpr std::uint64_t max_size() noexcept {
    return detail::max_varint_size;
  }
  [[nodiscard]] static constexpr std::uint64_t max_short_size() noexcept {
    return Self::max_size();
  }
  [[nodiscard]] static constexpr std::uint64_t measure(const Value& value,
                                                       std::uint64_t*) noexcept {
    return detail::varint_size(Self::to_varint(value));
  }
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] static constexpr std::byte* write_value(
      const Value& value, std::byte* p) noexcept {
    return detail::write_varint(p, Self::to_varint(value));
  }

  template <class Member>
  static constexpr void store(Member& member, std::uint64_t wire, bytes) noexcept {
    member = Self::from_varint(wire);
  }
  template <class Field>
  [[nodiscard]] static constexpr bool is_canonical(std::uint64_t wire) noexcept {
    const Value value = Self::from_varint(wire);
    return Self::to_varint(value) == wire && (Field::explicit_presence || !Self::is_zero(value));
  }

  template <class Field, class Reader>
  [[nodiscard]] static constexpr detail::position_of<Reader> read(
      Reader& r, detail::position_of<Reader> p, detail::position_of<Reader> end,
      std::optional<Value>& found) noexcept {
    detail::varint read{};
    p = detail::read_varint(r, p, end, Field::number, read);
    if (p != nullptr) found = Self::from_varint(read.value);
    return p;
  }
  template <class Reader>
  [[nodiscard]] static constexpr Value read_at(Reader&, detail::position_of<Reader> p,
                                               std::size_t size) noexcept {
    return Self::from_varint(detail::parse_varint_bytewise(p, size).value);
  }
  /// False if the encoding of the new value is not of that size.
  template <bool Padding, class Position>
  [[nodiscard]] static constexpr bool overwrite(Position out, std::size_t size,
                                                const Value& value) noexcept {
    const std::uint64_t wire = Self::to_varint(value);
    const std::size_t width = detail::varint_size(wire);
    // mutant: patch: pads without being allowed to
    // mutant: patch: a wider varint runs over what follows
    if (Padding ? width > size : width != size) return false;
    detail::overwrite_varint(out, size, wire);
    return true;
  }
};

}  // namespace HEADWIRE_ISA

}  // namespace headwire
