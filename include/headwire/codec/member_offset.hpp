// SPDX-License-Identifier: Apache-2.0
//
// Where a member is in its struct, as a constant: `offsetof` for pointers to members, and without
// its limits (private members, members of a base, structs that are not standard-layout).
#pragma once

#include <cstddef>

#include "headwire/schema/field.hpp"
#include "headwire/wire/isa.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// A T beside the bytes at its addresses. Never made.
template <class T>
union overlaid {  // NOLINT(*-special-member-functions): no other is needed
  char bytes[sizeof(T)];
  T object;
  constexpr overlaid() noexcept : bytes{} {}
  constexpr ~overlaid() {}
};

#ifdef __clang__
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wundefined-internal"
#pragma clang diagnostic ignored "-Wundefined-var-template"
#endif
/// Declared and never defined: constant evaluation compares addresses in it and reads nothing.
template <class T>
struct overlaid_object {
  static overlaid<T> value;
};

/// The offset of `Member` in a T, looked for from `hint` on and then from the start.
template <class T, auto Member>
[[nodiscard]] constexpr std::size_t find_offset(std::size_t hint) noexcept {
  using member_type = typename member_of<decltype(Member)>::type;
  const void* const member = __builtin_addressof(overlaid_object<T>::value.object.*Member);
  for (std::size_t i = hint; i < sizeof(T); i += alignof(member_type)) {
    if (&overlaid_object<T>::value.bytes[i] == member) return i;
  }
  std::size_t i = 0;
  while (&overlaid_object<T>::value.bytes[i] != member)
    i += alignof(member_type);
  return i;
}
#ifdef __clang__
#pragma clang diagnostic pop
#endif

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
