// SPDX-License-Identifier: Apache-2.0
//
// Finds the places of fields in a message while all of it is read and checked. The paths are
// followed at run time, as lists of tags, by a handler of the slow path: one copy of the code for
// all messages and paths.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "headwire/codec/decode.hpp"
#include "headwire/codec/message_table.hpp"
#include "headwire/codec/read_fields.hpp"
#include "headwire/codec/slow_path.hpp"
#include "headwire/codec/value.hpp"
#include "headwire/schema/path.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/cursor.hpp"
#include "headwire/wire/error.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/varint.hpp"

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

/// Notes where the fields of a message are, `level` sub-messages below the top, for those traces
/// that lead through it.
template <class Reader, bool Linked>
class trace_handler {
 public:
  static constexpr bool preserves = false;
  static constexpr bool takes_linked = Linked;
  using extent = field_extent<Reader>;

  constexpr trace_handler(const std::span<trace<Reader>>& traces, trace_set active,
                          std::size_t level, position_of<Reader> content) noexcept
      : traces_(&traces), active_(active), level_(level) {
    for (std::size_t i = 0; i < traces.size(); ++i) {
      if ((active >> i & 1) != 0) traces[i].reach(level, content);
    }
  }

  constexpr void set_number(const message_table&, const table_field& field, std::uint64_t,
                            const extent& seen) const noexcept {
    note(field, seen);
  }
  constexpr void set_view(Reader&, const message_table&, const table_field& field,
                          const extent& seen) const noexcept {
    note(field, seen);
  }
  constexpr void set_linked(Reader&, const message_table&, const table_field& field, std::uint64_t,
                            const extent& seen) const noexcept {
    note(field, seen);
  }
  [[nodiscard]] constexpr position_of<Reader> read_message(
      field_reader<Reader, trace_handler>& reader, const message_table& table,
      const table_field& field, const extent& seen) const noexcept {
    const trace_handler inner(*traces_, leading_through(field), level_ + 1, seen.content);
    return reader.read(*table.links[field.link].sub_message, inner, seen.content, seen.end,
                       seen.depth + 1);
  }

 private:
  /// Unknown fields have a tag that is on no way.
  [[nodiscard]] constexpr trace_set leading_through(const table_field& field) const noexcept {
    trace_set through = 0;
    for (std::size_t i = 0; i < traces_->size(); ++i) {
      if ((active_ >> i & 1) != 0 && (*traces_)[i].way[level_] == field.tag) {
        through |= trace_set{1} << i;
      }
    }
    return through;
  }

  constexpr void note(const table_field& field, const extent& seen) const noexcept {
    for (trace_set found = leading_through(field); found != 0; found &= found - 1) {
      trace<Reader>& each = (*traces_)[trailing_zeros(found)];
      each.winner = seen.content;
      each.size = detail::distance(seen.content, seen.end);
    }
  }

  const std::span<trace<Reader>>* traces_;
  trace_set active_;
  std::size_t level_;
};

/// Reads the message of the type of `table` that begins at `start`, `depth` levels below the top,
/// and reaches to the end of the input, and follows the traces in it.
template <bool Linked = false, class Reader>
[[nodiscard]] [[gnu::noinline]] constexpr status trace_fields(Reader& r, position_of<Reader> start,
                                                              const message_table& table,
                                                              std::span<trace<Reader>> traces,
                                                              rules accepted, int depth) noexcept {
  const trace_handler<Reader, Linked> top(traces, ~trace_set{0}, 0, start);
  return detail::read_whole(r, start, table, top, accepted, depth);
}

/// The same for a message T. Succeeds if decoding would. Whether there is room for unknown fields
/// that are kept depends on how repeated sub-messages merge: there, it decodes.
template <rules Rules, message T, class Reader>
[[nodiscard]] [[gnu::noinline]] constexpr status trace_message(Reader& r, position_of<Reader> start,
                                                               std::span<trace<Reader>> traces,
                                                               int depth = 0) noexcept {
  if constexpr (keeps_unknown_inside<T>) {
    T whole{};
    const status done = detail::decode_from<Rules>(r, start, whole, depth);
    r.forget_views();
    if (!done && done.code() != errc::scratch_too_small) return done;
  }
  return detail::trace_fields<detail::any_linked<T>()>(r, start, table_of<T>::value, traces, Rules,
                                                       depth);
}

/// The value that a finished trace has led to, as `get` would give it of the decoded message.
template <class Path, class Reader>
[[nodiscard]] constexpr std::optional<typename Path::value_type> value_at(
    Reader& r, const trace<Reader>& found) noexcept {
  using leaf = typename Path::leaf;
  if (found.winner == nullptr) {
    std::optional<typename Path::value_type> absent;
    if (found.present == Path::size && !leaf::explicit_presence) absent.emplace();
    return absent;
  }
  return kind_of<leaf>::read_at(r, found.winner, found.size);
}

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
