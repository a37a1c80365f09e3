// SPDX-License-Identifier: Apache-2.0
//
// Names of types and members as they are spelt in the declaration, so that nobody writes them
// twice.
#pragma once

#include <cstddef>
#include <string_view>

namespace headwire {

namespace detail {

/// What the compiler calls this function names its template argument behind "= ".
template <auto Member>
[[nodiscard]] constexpr std::string_view signature_of_member() noexcept {
  return __PRETTY_FUNCTION__;
}
template <class T>
[[nodiscard]] constexpr std::string_view signature_of_type() noexcept {
  return __PRETTY_FUNCTION__;
}

/// The last component of the qualified name in `signature`: g++ ends the argument with ';', clang
/// with the closing bracket.
[[nodiscard]] constexpr std::string_view last_name(std::string_view signature) noexcept {
  signature.remove_prefix(signature.find(" = ") + 3);
  signature = signature.substr(0, signature.find(';'));
  if (signature.back() == ']') signature.remove_suffix(1);
  std::size_t start = 0;
  int angles = 0;  // a ':' inside of template arguments separates nothing of ours
  for (std::size_t i = 0; i < signature.size(); ++i) {
    if (signature[i] == '<') ++angles;
    if (signature[i] == '>') --angles;
    if (signature[i] == ':' && angles == 0) start = i + 1;
  }
  return signature.substr(start);
}

}  // namespace detail

/// The name of the member that `Member` points to: `member_name<&Point::x>` is "x".
template <auto Member>
inline constexpr std::string_view member_name =
    detail::last_name(detail::signature_of_member<Member>());

/// The name of type T without its namespaces and enclosing classes.
template <class T>
inline constexpr std::string_view type_name = detail::last_name(detail::signature_of_type<T>());

}  // namespace headwire
