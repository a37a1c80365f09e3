// SPDX-License-Identifier: Apache-2.0
//
// The handler of the fast paths (codec/nested_prefix.hpp, codec/in_order.hpp) that fills a struct.
//
// Members are made in place instead of assigned: a fast path meets each field at most once, so
// nothing has to ask whether an optional holds a value already.
#pragma once

#include <cstddef>
#include <new>
#include <optional>
#include <type_traits>
#include <utility>

#include "headwire/codec/value.hpp"
#include "headwire/schema/covers.hpp"
#include "headwire/schema/message.hpp"
#include "headwire/wire/always_inline.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/isa.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

template <class T>
inline constexpr bool has_constant_blank = requires { std::bool_constant<(T{}, true)>{}; };

/// True if a T{} can be made member by member: each member is declared, and a blank one is known
/// when this is compiled.
template <message T>
constexpr bool resets_by_member() noexcept {
  if constexpr (std::is_aggregate_v<T> && std::is_trivially_copyable_v<T> &&
                has_constant_blank<T>) {
    // mutant: reset: members that no field names are left
    return covers<T>;
  } else {
    return false;
  }
}

template <class T>
inline constexpr T blank{};

template <message T, auto Member>
[[HEADWIRE_ALWAYS_INLINE]] inline void reset_member(T& out) noexcept {
  auto& member = out.*Member;
  using M = std::remove_reference_t<decltype(member)>;
  constexpr const M& initial = blank<T>.*Member;
  if constexpr (is_optional<M>) {
    // mutant: reset: an optional with an initial value is left empty
    if constexpr (!initial.has_value()) {
      ::new (static_cast<void*>(__builtin_addressof(member))) M();
      return;
    }
  }
  ::new (static_cast<void*>(__builtin_addressof(member))) M(initial);
}

template <message T, std::size_t... Index>
[[HEADWIRE_ALWAYS_INLINE]] inline void reset_members(T& out,
                                                     std::index_sequence<Index...>) noexcept {
  (detail::reset_member<T, field_at<T, Index>::member>(out), ...);
  if constexpr (schema_type<T>::keeps_unknown) {
    detail::reset_member<T, schema_type<T>::unknown_member::member>(out);
  }
}

/// Makes a T{} of `out`. Member by member where that is possible: of `out = T{}` g++ 12 makes a
/// `rep stosq` over the whole, with all that its absent sub-messages would hold (3 to 4 ns).
template <message T>
[[HEADWIRE_ALWAYS_INLINE]] inline constexpr void reset(T& out) noexcept {
  if constexpr (detail::resets_by_member<T>()) {
    if (!std::is_constant_evaluated()) {
      detail::reset_members(out, std::make_index_sequence<field_count<T>>{});
      return;
    }
  }
  // mutant: decode: what was in the message before is not forgotten
  out = T{};
}

/// Makes a T in place, to be reset: T{} and T() would fill the whole. Members that it leaves unset
/// are set by reset(), each of them, so that g++'s warning is about nothing.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"
template <class T>
struct unset {
  [[HEADWIRE_ALWAYS_INLINE]] operator T() const noexcept {  // NOLINT(*-explicit-*): that is its use
    T made;
    return made;
  }
};
#pragma GCC diagnostic pop

template <message T>
class fast_struct {
 public:
  using message_type = T;

  [[HEADWIRE_ALWAYS_INLINE]] explicit fast_struct(T& out) noexcept : out_(out) {}

  /// Forgets what it has taken.
  [[HEADWIRE_ALWAYS_INLINE]] void restart() const noexcept { detail::reset(out_); }

  /// A number; its encoding is [at, end).
  template <class Field>
  [[HEADWIRE_ALWAYS_INLINE]] void set(typename Field::value_type value, const std::byte*,
                                      const std::byte*) const noexcept {
    make<Field>(value);
  }

  /// The contents of a string or bytes field.
  template <class Field>
  [[HEADWIRE_ALWAYS_INLINE]] void set_view(bytes content) const noexcept {
    make<Field>(kind_of<Field>::view_of(content));
  }

  /// The handler for a sub-message.
  template <class Field>
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] auto enter() const noexcept {
    using inner = typename Field::value_type;
    auto& member = out_.*Field::member;
    using M = std::remove_reference_t<decltype(member)>;
    void* const place = __builtin_addressof(member);
    if constexpr (detail::resets_by_member<inner>()) {
      // NOLINTNEXTLINE(*-owning-memory): in the place of the member
      M* const made = ::new (place) M(std::in_place, unset<inner>{});
      detail::reset(detail::held(*made));
    } else {
      // The T{} that restart() made may own something.
      if (!member.has_value()) member.emplace(fresh<inner>{});
    }
    return fast_struct<inner>(detail::held(member));
  }

 private:
  template <class Field>
  [[HEADWIRE_ALWAYS_INLINE]] void make(typename Field::value_type value) const noexcept {
    auto& member = out_.*Field::member;
    using M = std::remove_reference_t<decltype(member)>;
    ::new (static_cast<void*>(__builtin_addressof(member))) M(value);
  }

  T& out_;
};

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
