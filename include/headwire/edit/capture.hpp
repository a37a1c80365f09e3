// SPDX-License-Identifier: Apache-2.0
//
// The handler of peek and patch on the fast paths: captures the fields on a few paths that are known
// at compile time. Of the other fields only their checks remain.
#pragma once

#include <cstddef>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include "headwire/codec/nested_prefix.hpp"
#include "headwire/codec/value.hpp"
#include "headwire/schema/path.hpp"
#include "headwire/wire/always_inline.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/reader.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// Captures the value at the end of a path, as decoding the message and `get` would give it.
template <class Path>
struct value_capture {
  typename Path::value_type value{};
  bool present = false;

  /// The message whose field is the Level-th on the path begins. In the last one an absent leaf is
  /// zero, unless its presence is explicit.
  template <std::size_t Level>
  constexpr void reach() noexcept {
    // mutant: peek: an absent field with explicit presence is zero
    if constexpr (Level + 1 == Path::size && !Path::leaf::explicit_presence) present = true;
  }
  constexpr void set(const typename Path::value_type& read, const std::byte*,
                     const std::byte*) noexcept {
    value = read;
    present = true;
  }
  constexpr void set_view(bytes content) noexcept {
    value = kind_of<typename Path::leaf>::from_content(content);
    present = true;
  }
  [[nodiscard]] constexpr std::optional<typename Path::value_type> captured() const noexcept {
    return present ? std::optional(value) : std::nullopt;
  }
};

/// Takes nothing: for a sub-message that no path goes through, and that is only checked.
template <message T>
struct check_handler {
  using message_type = T;

  template <class Field>
  constexpr void set(const typename Field::value_type&, const std::byte*,
                     const std::byte*) const noexcept {}
  template <class Field>
  constexpr void set_view(bytes) const noexcept {}
  template <class Field>
  [[nodiscard]] constexpr auto enter() const noexcept {
    return check_handler<typename Field::value_type>{};
  }
};

/// A path of the call whose first fields led to the message being read, and the index of its
/// capture.
template <std::size_t Index, class Path>
struct candidate {};

/// True if the Level-th field on `Path` is `Field`.
template <class Path, std::size_t Level, class Field>
inline constexpr bool goes_through = std::is_same_v<typename Path::template field<Level>, Field>;

template <class Field, std::size_t Level, std::size_t Index, class Path>
// not run: in constant expressions only
constexpr auto keep_if_through(candidate<Index, Path> kept) noexcept {
  if constexpr (goes_through<Path, Level, Field>) {
    return std::tuple(kept);
  } else {
    return std::tuple<>{};
  }
}

/// Reads a message T, `Level` sub-messages below the top, for what lies on the paths of
/// `Candidates`, a tuple of them. `Captures` is a tuple with a capture for each path of the call.
template <message T, class Captures, std::size_t Level, class Candidates>
class capture_handler;

template <message T, class Captures, std::size_t Level, class... Candidates>
class capture_handler<T, Captures, Level, std::tuple<Candidates...>> {
 public:
  using message_type = T;

  constexpr explicit capture_handler(Captures& captures) noexcept : captures_(captures) {
    (reach(Candidates{}), ...);
  }

  constexpr void restart() const noexcept {}

  template <class Field>
  constexpr void set(const typename Field::value_type& value, const std::byte* at,
                     const std::byte* end) const noexcept {
    (set_one<Field>(Candidates{}, value, at, end), ...);
  }

  template <class Field>
  constexpr void set_view(bytes content) const noexcept {
    (set_one_view<Field>(Candidates{}, content), ...);
  }

  template <class Field>
  [[nodiscard]] constexpr auto enter() const noexcept {
    using through =
        decltype(std::tuple_cat(detail::keep_if_through<Field, Level>(Candidates{})...));
    if constexpr (std::tuple_size_v<through> == 0) {
      return check_handler<typename Field::value_type>{};
    } else {
      return capture_handler<typename Field::value_type, Captures, Level + 1, through>(captures_);
    }
  }

 private:
  template <std::size_t Index, class Path>
  constexpr void reach(candidate<Index, Path>) const noexcept {
    std::get<Index>(captures_).template reach<Level>();
  }

  template <class Field, std::size_t Index, class Path>
  constexpr void set_one(candidate<Index, Path>,
                         [[maybe_unused]] const typename Field::value_type& value,
                         [[maybe_unused]] const std::byte* at,
                         [[maybe_unused]] const std::byte* end) const noexcept {
    // mutant: peek: any field of a sub-message of the same type is captured
    if constexpr (goes_through<Path, Level, Field>) std::get<Index>(captures_).set(value, at, end);
  }

  template <class Field, std::size_t Index, class Path>
  constexpr void set_one_view(candidate<Index, Path>,
                              [[maybe_unused]] bytes content) const noexcept {
    if constexpr (goes_through<Path, Level, Field>) std::get<Index>(captures_).set_view(content);
  }

  Captures& captures_;
};

template <class... Paths, std::size_t... Index>
auto number_candidates(std::index_sequence<Index...>) -> std::tuple<candidate<Index, Paths>...>;

/// The handler for all paths of a call.
template <auto... Paths, class Captures>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline auto capture_on(Captures& captures) noexcept {
  using candidates = decltype(detail::number_candidates<path_type<Paths>...>(
      std::make_index_sequence<sizeof...(Paths)>{}));
  return capture_handler<root_of<Paths...>, Captures, 0, candidates>(captures);
}

/// Reads the message [p, end) in order, as capture_fast does on a fast path.
template <rules Rules, auto... Paths, class Captures>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline bool capture_in_order(const std::byte* p,
                                                                   const std::byte* end,
                                                                   Captures& captures) noexcept {
  auto handler = detail::capture_on<Paths...>(captures);
  return detail::try_in_order<Rules>(p, end, handler);
}

/// Reads the message [p, end) on its fast path, and lets the I-th capture see what lies on the I-th
/// path. If it does not fit there, the captures may have seen a part of it.
template <rules Rules, auto... Paths, class Captures>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline bool capture_fast(const std::byte* p,
                                                               const std::byte* end,
                                                               Captures& captures) noexcept {
  auto handler = detail::capture_on<Paths...>(captures);
  return detail::try_fast<Rules>(p, end, handler);
}

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
