// SPDX-License-Identifier: Apache-2.0
//
// Finds the places of fields in a message while all of it is read and checked. The paths are
// followed at run time, as lists of tags, so the code is that of the message and not that of every
// path into it: ten times less for the twelve headers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "headwire/codec/decode.hpp"
#include "headwire/codec/read_message.hpp"
#include "headwire/schema/path.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/cursor.hpp"
#include "headwire/wire/error.hpp"
#include "headwire/wire/isa.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// The tags on the way of a path, in static memory.
template <class Path, class Levels = std::make_index_sequence<Path::size>>
struct way_of;
template <class Path, std::size_t... Index>
struct way_of<Path, std::index_sequence<Index...>> {
  static constexpr std::uint32_t tags[] = {Path::template field<Index>::tag()...};
};

/// What is found of the field at the end of a way.
template <class Reader>
struct trace {
  std::span<const std::uint32_t> way;
  /// The value, or the content of a string, that wins; nullptr if the field is absent.
  position_of<Reader> winner = nullptr;
  std::size_t size = 0;  ///< bytes of the winner
  /// How many messages on the way are present, the top one included, and where the content of the
  /// last one begins.
  std::size_t present = 0;
  position_of<Reader> host = nullptr;

  /// The message on the way at `level` begins at `content`. It may have been there before: then
  /// only messages below it are new.
  constexpr void reach(std::size_t level, position_of<Reader> content) noexcept {
    if (level + 1 < present) return;
    present = level + 1;
    host = content;
  }
};

/// A set of traces, by their indices.
using trace_set = std::uint64_t;
inline constexpr std::size_t max_traces = 64;

/// Reads a message T, `level` sub-messages below the top, for the traces that lead through it.
template <class Reader, message T>
class trace_target {
 public:
  using message_type = T;
  using position = position_of<Reader>;

  constexpr trace_target(std::span<trace<Reader>> traces, trace_set active, std::size_t level,
                         position content) noexcept
      : traces_(traces), active_(active), level_(level) {
    for_each([&](trace<Reader>& found) { found.reach(level, content); });
  }

  template <class Field>
  constexpr void set(const typename Field::value_type&, position at, position end) const noexcept {
    note(Field::tag(), at, detail::distance(at, end));
  }
  template <class Field>
  constexpr void set_view(Reader&, position content, std::size_t size) const noexcept {
    note(Field::tag(), content, size);
  }

  template <class Field>
  [[nodiscard]] constexpr auto enter(position content, position) const noexcept {
    trace_set through = 0;
    for (std::size_t i = 0; i < traces_.size(); ++i) {
      if ((active_ >> i & 1) != 0 && traces_[i].way[level_] == Field::tag()) {
        through |= trace_set{1} << i;
      }
    }
    return trace_target<Reader, typename Field::value_type>(traces_, through, level_ + 1, content);
  }

  [[nodiscard]] constexpr bool add_unknown([[maybe_unused]] Reader& r, position,
                                           position) const noexcept {
    if constexpr (!schema_type<T>::keeps_unknown) r.skipped_unknown = true;
    return true;
  }
  constexpr void finish(Reader&) const noexcept {}

 private:
  template <class F>
  constexpr void for_each(F f) const noexcept {
    for (std::size_t i = 0; i < traces_.size(); ++i) {
      if ((active_ >> i & 1) != 0) f(traces_[i]);
    }
  }

  constexpr void note(std::uint32_t tag, position at, std::size_t size) const noexcept {
    for_each([&](trace<Reader>& found) {
      if (found.way[level_] != tag) return;
      found.winner = at;
      found.size = size;
    });
  }

  std::span<trace<Reader>> traces_;
  trace_set active_;
  std::size_t level_;
};

/// Reads the message T that begins at `start`, `depth` levels below the top, and reaches to the end
/// of the input, and follows the traces in it. Succeeds if decoding would. Whether there is room
/// for unknown fields that are kept depends on how repeated sub-messages merge: there, it decodes.
template <rules Rules, message T, class Reader>
[[nodiscard]] [[gnu::noinline]] constexpr status trace_message(Reader& r, position_of<Reader> start,
                                                               std::span<trace<Reader>> traces,
                                                               int depth = 0) noexcept {
  if (detail::distance(start, r.limit) >= size_limit) return {errc::too_large, 0, 0};
  if constexpr (keeps_unknown_inside<T>) {
    T whole{};
    const status done = detail::decode_from<Rules>(r, start, whole, depth);
    r.forget_views();
    if (!done && done.code() != errc::scratch_too_small) return done;
  }
  trace_target<Reader, T> target(traces, ~trace_set{0}, 0, start);
  static_cast<void>(detail::read_message<Rules>(r, start, r.limit, target, depth));
  return r.status();
}

/// Receives the value of one field.
template <class V>
struct value_target {
  std::optional<V> value{};

  template <class Field, class Position>
  constexpr void set(const V& read, Position, Position) noexcept {
    value = read;
  }
  template <class Field, class Source, class Position>
  constexpr void set_view(Source& r, Position content, std::size_t size) noexcept {
    value = detail::as_value<Field>(r.view(content, size));
  }
};

/// The value that a finished trace has led to, as `get` would give it of the decoded message.
template <class Path, class Reader>
[[nodiscard]] constexpr std::optional<typename Path::value_type> value_at(
    Reader& r, const trace<Reader>& found) noexcept {
  using leaf = typename Path::leaf;
  value_target<typename Path::value_type> target;
  if (found.winner == nullptr) {
    if (found.present == Path::size && !leaf::explicit_presence) target.value.emplace();
  } else if constexpr (leaf::wire() == wire_type::len) {
    target.template set_view<leaf>(r, found.winner, found.size);
  } else {
    static_cast<void>(detail::read_field<rules::standard, leaf>(
        r, found.winner, found.winner + found.size, target, 0));
  }
  return target.value;
}

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
