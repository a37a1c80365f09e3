// SPDX-License-Identifier: Apache-2.0
//
// Names of types and members as they are spelt in the declaration, so that they are not written
// twice.
#pragma once

#include <cstddef>
#include <string_view>

namespace headwire {

namespace detail {

/// What the compiler calls these functions spells the template argument. Where, depends on the
/// compiler and on g++'s -fno-pretty-templates: the spelling of a known argument shows it.
template <auto Member>
[[nodiscard]] constexpr std::string_view signature_of_member() noexcept {
  return __PRETTY_FUNCTION__;
}
template <class T>
[[nodiscard]] constexpr std::string_view signature_of_type() noexcept {
  return __PRETTY_FUNCTION__;
}
struct known_names {
  int last;
};

// not run: in constant expressions only
[[nodiscard]] constexpr std::string_view name_of_member(std::string_view signature) noexcept {
  constexpr std::string_view known = detail::signature_of_member<&known_names::last>();
  constexpr std::string_view last = "::last";
  signature.remove_suffix(known.size() - known.rfind(last) - last.size());
  return signature.substr(signature.rfind(':') + 1);
}

// not run: in constant expressions only
[[nodiscard]] constexpr std::string_view name_of_type(std::string_view signature) noexcept {
  constexpr std::string_view known = detail::signature_of_type<void>();
  constexpr std::size_t before = known.find("void");
  signature.remove_prefix(before);
  signature.remove_suffix(known.size() - before - 4);
  if (signature.back() == ' ') signature.remove_suffix(1);  // `template_name<int> >`
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
    detail::name_of_member(detail::signature_of_member<Member>());

/// The name of type T without its namespaces and enclosing classes.
template <class T>
inline constexpr std::string_view type_name = detail::name_of_type(detail::signature_of_type<T>());

}  // namespace headwire
