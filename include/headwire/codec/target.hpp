// SPDX-License-Identifier: Apache-2.0
//
// The target of `decode`: a struct, filled as its fields are read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include "headwire/schema/message.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/cursor.hpp"
#include "headwire/wire/isa.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// The value of a string or bytes field with these contents.
template <class Field>
[[nodiscard]] constexpr typename Field::value_type as_value(bytes content) noexcept {
  if constexpr (Field::type() == scalar::bytes_) {
    return content;
  } else {
    // An empty view needs no cast, and so decodes in constant expressions, too.
    return content.empty() ? std::string_view{} : as_text(content);
  }
}

/// Makes a T{} in place. A T{} that is passed would be copied, with all that its absent
/// sub-messages would hold; and for a struct declared inside of another, with initialisers for its
/// members, clang finds no emplace() without an argument.
template <class T>
struct fresh {
  constexpr operator T() const noexcept { return T{}; }  // NOLINT(*-explicit-*): that is its use
};

/// Stores each value in its member; the last one wins. A repeated sub-message merges into the
/// first.
template <class Reader, message T>
class struct_target {
 public:
  using message_type = T;
  using position = position_of<Reader>;

  constexpr explicit struct_target(T& out) noexcept : out_(out) {}

  /// Forgets what it has taken.
  constexpr void restart() const noexcept { out_ = T{}; }

  /// A number, whose encoding [at, end) is.
  template <class Field>
  constexpr void set(const typename Field::value_type& value, position, position) const noexcept {
    out_.*Field::member = value;
  }

  /// The `size` bytes of a string or bytes field, of which `r` can give a view.
  template <class Field, class Source>
  constexpr void set_view(Source& r, position content, std::size_t size) const noexcept {
    out_.*Field::member = detail::as_value<Field>(r.view(content, size));
  }

  /// The target for a sub-message whose content is [content, end).
  template <class Field>
  [[nodiscard]] constexpr auto enter(position, position) const noexcept {
    auto& member = out_.*Field::member;
    if (!member.has_value()) member.emplace(fresh<typename Field::value_type>{});
    return struct_target<Reader, typename Field::value_type>(detail::held(member));
  }

 private:
  T& out_;
};

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
