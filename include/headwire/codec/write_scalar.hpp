// SPDX-License-Identifier: Apache-2.0
//
// Writing one value.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "headwire/codec/size.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/sink.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// Writes a value without its tag; a string or bytes with its length.
template <class Field>
[[nodiscard, gnu::always_inline]] inline constexpr std::byte* write_scalar(
    const typename Field::value_type& value, std::byte* p) noexcept {
  constexpr scalar type = Field::type();
  if constexpr (Field::type() == scalar::int32 || Field::type() == scalar::enum_) {
    const std::uint64_t wire = detail::to_varint<Field>(value);
    if (wire >= std::uint64_t{1} << 32) [[unlikely]]
      return detail::write_negative_32(p, static_cast<std::uint32_t>(wire));
    return detail::write_varint(p, wire);
  } else if constexpr (Field::wire() == wire_type::varint) {
    return detail::write_varint(p, detail::to_varint<Field>(value));
  } else if constexpr (Field::wire() == wire_type::len) {
    return detail::write_short_bytes(detail::write_varint(p, value.size()), value.data(),
                                     value.size());
  } else if constexpr (type == scalar::double_) {
    return detail::write_fixed<8>(p, std::bit_cast<std::uint64_t>(value));
  } else if constexpr (type == scalar::float_) {
    return detail::write_fixed<4>(p, std::bit_cast<std::uint32_t>(value));
  } else {
    return detail::write_fixed<sizeof(value)>(p, static_cast<std::uint64_t>(value));
  }
}

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
