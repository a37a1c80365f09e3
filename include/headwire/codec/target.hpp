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

/// Collects adjacent unknown fields into runs, and hands each run over when it has ended: it may
/// have to be copied as a whole.
template <class Reader, std::size_t N>
class run_collector {
 public:
  constexpr explicit run_collector(unknown_fields<N>& kept) noexcept : kept_(kept) {}

  /// Takes the field [at, end). False if it begins a run for which there is no room.
  [[nodiscard]] constexpr bool add(Reader& r, position_of<Reader> at,
                                   position_of<Reader> end) noexcept {
    if (run_ == nullptr || at != run_end_) {
      finish(r);
      if (kept_.runs().size() == N) return false;
      run_ = at;
    }
    run_end_ = end;
    return true;
  }

  constexpr void finish(Reader& r) noexcept {
    if (run_ == nullptr) return;
    // There is room: add() has looked.
    static_cast<void>(kept_.append(r.view(run_, detail::distance(run_, run_end_))));
    run_ = nullptr;
  }

 private:
  unknown_fields<N>& kept_;
  position_of<Reader> run_ = nullptr;
  position_of<Reader> run_end_ = nullptr;
};

/// For a message that keeps no unknown fields: notes that there were some.
template <class Reader>
struct run_skipper {
  [[nodiscard]] constexpr bool add(Reader& r, position_of<Reader>,
                                   position_of<Reader>) const noexcept {
    r.skipped_unknown = true;
    return true;
  }
  constexpr void finish(Reader&) const noexcept {}
};

template <class Reader, message T>
[[nodiscard]] constexpr auto make_runs([[maybe_unused]] T& out) noexcept {
  if constexpr (schema_type<T>::keeps_unknown) {
    auto& kept = out.*schema_type<T>::unknown_member::member;
    return run_collector<Reader, std::remove_reference_t<decltype(kept)>::capacity>(kept);
  } else {
    return run_skipper<Reader>{};
  }
}

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

  constexpr explicit struct_target(T& out) noexcept
      : out_(out), runs_(detail::make_runs<Reader>(out)) {}

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

  /// An unknown field; false if there is no room to keep it.
  [[nodiscard]] constexpr bool add_unknown(Reader& r, position at, position end) noexcept {
    return runs_.add(r, at, end);
  }

  /// The message has ended.
  constexpr void finish(Reader& r) noexcept { runs_.finish(r); }

 private:
  T& out_;
  [[no_unique_address]] decltype(make_runs<Reader>(std::declval<T&>())) runs_;
};

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
