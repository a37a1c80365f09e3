// SPDX-License-Identifier: Apache-2.0
//
// What a value on the wire means to a field, and what is canonical about it.
#pragma once

#include <cstdint>

#include "headwire/codec/size.hpp"
#include "headwire/schema/message.hpp"
#include "headwire/wire/isa.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// What is accepted.
enum class rules : std::uint8_t {
  standard,   ///< as Google's C++
  canonical,  ///< only what the encoder would have written
};

/// True if the encoder would leave this value out.
template <class Field>
[[nodiscard]] constexpr bool is_left_out(const typename Field::value_type& value) noexcept {
  return !Field::explicit_presence && kind_of<Field>::is_zero(value);
}

/// Makes a T{} in place. A T{} that is passed would be copied, with all that its absent
/// sub-messages would hold; and for a struct declared inside of another, with initialisers for its
/// members, clang finds no emplace() without an argument.
template <class T>
struct fresh {
  constexpr operator T() const noexcept { return T{}; }  // NOLINT(*-explicit-*): that is its use
};

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
