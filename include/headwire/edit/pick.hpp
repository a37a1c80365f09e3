// SPDX-License-Identifier: Apache-2.0
//
// The target of peek, patch and splice: it sees a whole message being read (codec/read_message.hpp)
// and picks what lies on a few paths.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "headwire/codec/decode.hpp"
#include "headwire/codec/read_chain.hpp"
#include "headwire/codec/read_in_line.hpp"
#include "headwire/codec/read_message.hpp"
#include "headwire/schema/path.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/cursor.hpp"

namespace headwire::detail {

/// Picks the value at the end of a path, as decoding the message and `get` would give it.
template <class Path, class Reader>
struct value_picker {
  std::optional<typename Path::value_type> value;

  /// The message whose field is the Level-th on the way begins. In the last one an absent leaf is
  /// zero, unless its presence is explicit.
  template <std::size_t Level>
  constexpr void reach(position_of<Reader>, position_of<Reader>) noexcept {
    if constexpr (Level + 1 == Path::size && !Path::leaf::explicit_presence) {
      if (!value) value.emplace();
    }
  }
  constexpr void set(const typename Path::value_type& read, position_of<Reader>,
                     position_of<Reader>) noexcept {
    value = read;
  }
  template <class Source>
  constexpr void set_view(Source& r, position_of<Reader> content, std::size_t size) noexcept {
    const bytes read = r.view(content, size);
    if constexpr (Path::leaf::type() == scalar::bytes_) {
      value = read;
    } else {
      value = read.empty() ? std::string_view{} : as_text(read);
    }
  }
};

/// Notes what decoding would: that unknown fields were left out, unless T keeps them.
template <message T, class Reader>
constexpr void note_unknown([[maybe_unused]] Reader& r) noexcept {
  if constexpr (!schema_type<T>::keeps_unknown) r.skipped_unknown = true;
}

/// Takes nothing: for a sub-message that no path goes through, and that is only checked.
template <class Reader, message T>
struct check_target {
  using message_type = T;
  using position = position_of<Reader>;

  template <class Field>
  constexpr void set(const typename Field::value_type&, position, position) const noexcept {}
  template <class Field, class Source>
  constexpr void set_view(Source&, position, std::size_t) const noexcept {}
  template <class Field>
  [[nodiscard]] constexpr auto enter(position, position) const noexcept {
    return check_target<Reader, typename Field::value_type>{};
  }
  [[nodiscard]] constexpr bool add_unknown(Reader& r, position, position) const noexcept {
    note_unknown<T>(r);
    return true;
  }
  constexpr void finish(Reader&) const noexcept {}
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
template <class Reader, message T, class Pickers, std::size_t Level, class Candidates>
class pick_target;

template <class Reader, message T, class Pickers, std::size_t Level, class... Candidates>
class pick_target<Reader, T, Pickers, Level, std::tuple<Candidates...>> {
 public:
  using message_type = T;
  using position = position_of<Reader>;

  constexpr pick_target(Pickers& pickers, [[maybe_unused]] position content,
                        [[maybe_unused]] position end) noexcept
      : pickers_(pickers) {
    (reach(Candidates{}, content, end), ...);
  }

  template <class Field>
  constexpr void set([[maybe_unused]] const typename Field::value_type& value,
                     [[maybe_unused]] position at, [[maybe_unused]] position end) const noexcept {
    (set_one<Field>(Candidates{}, value, at, end), ...);
  }

  template <class Field, class Source>
  constexpr void set_view([[maybe_unused]] Source& r, [[maybe_unused]] position content,
                          [[maybe_unused]] std::size_t size) const noexcept {
    (set_one_view<Field>(Candidates{}, r, content, size), ...);
  }

  template <class Field>
  [[nodiscard]] constexpr auto enter([[maybe_unused]] position content,
                                     [[maybe_unused]] position end) const noexcept {
    using through = decltype(std::tuple_cat(keep_if_through<Field, Level>(Candidates{})...));
    if constexpr (std::tuple_size_v<through> == 0) {
      return check_target<Reader, typename Field::value_type>{};
    } else {
      return pick_target<Reader, typename Field::value_type, Pickers, Level + 1, through>(
          pickers_, content, end);
    }
  }

  [[nodiscard]] constexpr bool add_unknown(Reader& r, position, position) const noexcept {
    note_unknown<T>(r);
    return true;
  }

  constexpr void finish(Reader&) const noexcept {}

 private:
  template <std::size_t Index, class Path>
  constexpr void reach(candidate<Index, Path>, position content, position end) const noexcept {
    std::get<Index>(pickers_).template reach<Level>(content, end);
  }

  template <class Field, std::size_t Index, class Path>
  constexpr void set_one(candidate<Index, Path>,
                         [[maybe_unused]] const typename Field::value_type& value,
                         [[maybe_unused]] position at,
                         [[maybe_unused]] position end) const noexcept {
    if constexpr (goes_through<Path, Level, Field>) std::get<Index>(pickers_).set(value, at, end);
  }

  template <class Field, class Source, std::size_t Index, class Path>
  constexpr void set_one_view(candidate<Index, Path>, [[maybe_unused]] Source& r,
                              [[maybe_unused]] position content,
                              [[maybe_unused]] std::size_t size) const noexcept {
    if constexpr (goes_through<Path, Level, Field>) {
      std::get<Index>(pickers_).set_view(r, content, size);
    }
  }

  Pickers& pickers_;
};

template <message T, std::size_t... I>
constexpr bool any_keeps_unknown(std::index_sequence<I...>) noexcept;

/// True if T or a message in it keeps unknown fields. Whether there is room for them depends on how
/// repeated sub-messages merge, so such a message is checked by decoding it.
template <message T>
inline constexpr bool keeps_unknown_inside =
    schema_type<T>::keeps_unknown ||
    any_keeps_unknown<T>(std::make_index_sequence<field_count<T>>{});

template <class Field>
constexpr bool field_keeps_unknown() noexcept {
  if constexpr (Field::is_message) {
    return keeps_unknown_inside<typename Field::value_type>;
  } else {
    return false;
  }
}

template <message T, std::size_t... I>
constexpr bool any_keeps_unknown(std::index_sequence<I...>) noexcept {
  return (false || ... || field_keeps_unknown<field_at<T, I>>());
}

/// For a message that keeps unknown fields, also checks that there is room for them.
template <message T, class Reader>
[[nodiscard]] constexpr status check_room([[maybe_unused]] Reader& r,
                                          [[maybe_unused]] position_of<Reader> start) noexcept {
  if constexpr (keeps_unknown_inside<T>) {
    T whole{};
    static_cast<void>(decode_from<rules::standard>(r, start, whole));
    r.forget_views();
    return r.status();
  } else {
    return {};
  }
}

/// Picks from what is no short chain.
template <rules Rules, class Target, class Reader, class Pickers>
[[nodiscard]] [[gnu::noinline]] constexpr status pick_in_line(Reader& r, position_of<Reader> start,
                                                              Pickers& pickers,
                                                              int depth) noexcept {
  if constexpr (std::is_same_v<Reader, reader>) {
    if (fits_in_line(distance(start, r.limit))) {
      pickers = Pickers{};
      Target target(pickers, start, r.limit);
      if (read_in_line<Rules>(start, r.limit, target)) return {};
    }
  }
  pickers = Pickers{};
  Target target(pickers, start, r.limit);
  static_cast<void>(read_message<Rules>(r, start, r.limit, target, depth));
  return r.status();
}

/// Reads the message that begins at `start` and reaches to the end of the input, `depth` levels
/// below the top, and lets the I-th picker see what lies on the I-th path.
template <rules Rules, message T, class Reader, class Pickers, class... Paths, std::size_t... I>
[[nodiscard]] constexpr status pick(Reader& r, position_of<Reader> start, Pickers& pickers,
                                    std::tuple<Paths...>*, std::index_sequence<I...>,
                                    int depth) noexcept {
  using target_type = pick_target<Reader, T, Pickers, 0, std::tuple<candidate<I, Paths>...>>;
  const std::size_t size = distance(start, r.limit);
  if constexpr (std::is_same_v<Reader, reader> && reads_as_chain<T>) {
    if (fits_in_line(size)) [[likely]] {
      target_type target(pickers, start, r.limit);
      if (read_chain<Rules>(start, r.limit, target)) [[likely]]
        return {};
    }
  }
  if (size >= size_limit) return {errc::too_large, 0, 0};
  return pick_in_line<Rules, target_type>(r, start, pickers, depth);
}

template <rules Rules, auto... Paths, class Reader, class Pickers>
[[nodiscard]] constexpr status pick_paths(Reader& r, position_of<Reader> start, Pickers& pickers,
                                          int depth = 0) noexcept {
  using list = std::tuple<path_type<Paths>...>;
  return pick<Rules, root_of<Paths...>>(r, start, pickers, static_cast<list*>(nullptr),
                                        std::make_index_sequence<sizeof...(Paths)>{}, depth);
}

}  // namespace headwire::detail
