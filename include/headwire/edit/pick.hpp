// SPDX-License-Identifier: Apache-2.0
//
// The target of peek and patch on what is read without a call (codec/read_chain.hpp, read_flat): it
// picks what lies on a few paths that are known when it is compiled, and nothing is left of the
// other fields but their checks.
#pragma once

#include <cstddef>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include "headwire/codec/nested_prefix.hpp"
#include "headwire/codec/value.hpp"
#include "headwire/schema/path.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/cursor.hpp"
#include "headwire/wire/isa.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// Picks the value at the end of a path, as decoding the message and `get` would give it.
template <class Path>
struct value_picker {
  typename Path::value_type value{};
  bool present = false;

  /// The message whose field is the Level-th on the way begins. In the last one an absent leaf is
  /// zero, unless its presence is explicit.
  template <std::size_t Level>
  constexpr void reach() noexcept {
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
  [[nodiscard]] constexpr std::optional<typename Path::value_type> picked() const noexcept {
    return present ? std::optional(value) : std::nullopt;
  }
};

/// Takes nothing: for a sub-message that no path goes through, and that is only checked.
template <message T>
struct check_target {
  using message_type = T;

  template <class Field>
  constexpr void set(const typename Field::value_type&, const std::byte*,
                     const std::byte*) const noexcept {}
  template <class Field>
  constexpr void set_view(bytes) const noexcept {}
  template <class Field>
  [[nodiscard]] constexpr auto enter() const noexcept {
    return check_target<typename Field::value_type>{};
  }
};

/// A path of the call whose first fields led to the message being read, and the index of its
/// picker.
template <std::size_t Index, class Path>
struct candidate {};

/// True if the Level-th field on the way of `Path` is `Field`.
template <class Path, std::size_t Level, class Field>
inline constexpr bool goes_through = std::is_same_v<typename Path::template field<Level>, Field>;

template <class Field, std::size_t Level, std::size_t Index, class Path>
constexpr auto keep_if_through(candidate<Index, Path> kept) noexcept {
  if constexpr (goes_through<Path, Level, Field>) {
    return std::tuple(kept);
  } else {
    return std::tuple<>{};
  }
}

/// Reads a message T, `Level` sub-messages below the top, for what lies on the paths of
/// `Candidates`, a tuple of them. `Pickers` is a tuple with a picker for each path of the call.
template <message T, class Pickers, std::size_t Level, class Candidates>
class pick_target;

template <message T, class Pickers, std::size_t Level, class... Candidates>
class pick_target<T, Pickers, Level, std::tuple<Candidates...>> {
 public:
  using message_type = T;

  constexpr explicit pick_target(Pickers& pickers) noexcept : pickers_(pickers) {
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
      return check_target<typename Field::value_type>{};
    } else {
      return pick_target<typename Field::value_type, Pickers, Level + 1, through>(pickers_);
    }
  }

 private:
  template <std::size_t Index, class Path>
  constexpr void reach(candidate<Index, Path>) const noexcept {
    std::get<Index>(pickers_).template reach<Level>();
  }

  template <class Field, std::size_t Index, class Path>
  constexpr void set_one(candidate<Index, Path>,
                         [[maybe_unused]] const typename Field::value_type& value,
                         [[maybe_unused]] const std::byte* at,
                         [[maybe_unused]] const std::byte* end) const noexcept {
    if constexpr (goes_through<Path, Level, Field>) std::get<Index>(pickers_).set(value, at, end);
  }

  template <class Field, std::size_t Index, class Path>
  constexpr void set_one_view(candidate<Index, Path>,
                              [[maybe_unused]] bytes content) const noexcept {
    if constexpr (goes_through<Path, Level, Field>) std::get<Index>(pickers_).set_view(content);
  }

  Pickers& pickers_;
};

template <class... Paths, std::size_t... Index>
auto number_candidates(std::index_sequence<Index...>) -> std::tuple<candidate<Index, Paths>...>;

/// The handler for all paths of a call.
template <auto... Paths, class Pickers>
[[nodiscard, gnu::always_inline]] inline auto pick_on(Pickers& pickers) noexcept {
  using candidates = decltype(detail::number_candidates<path_type<Paths>...>(
      std::make_index_sequence<sizeof...(Paths)>{}));
  return pick_target<root_of<Paths...>, Pickers, 0, candidates>(pickers);
}

/// Reads the message [p, end) in order, as pick_fast does on a fast path.
template <rules Rules, auto... Paths, class Pickers>
[[nodiscard, gnu::always_inline]] inline bool pick_in_order(const std::byte* p,
                                                            const std::byte* end,
                                                            Pickers& pickers) noexcept {
  auto target = detail::pick_on<Paths...>(pickers);
  return detail::try_in_order<Rules>(p, end, target);
}

/// Reads the message [p, end) on its fast path, and lets the I-th picker see what lies on the I-th
/// path. If it does not fit there, the pickers may have seen a part of it.
template <rules Rules, auto... Paths, class Pickers>
[[nodiscard, gnu::always_inline]] inline bool pick_fast(const std::byte* p, const std::byte* end,
                                                        Pickers& pickers) noexcept {
  auto target = detail::pick_on<Paths...>(pickers);
  return detail::try_fast<Rules>(p, end, target);
}

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
