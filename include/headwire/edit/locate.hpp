// SPDX-License-Identifier: Apache-2.0
//
// Locates fields in a message while all of it is read and checked: a handler of the slow path that
// follows paths at run time, as lists of tags. One copy of the code for all messages and paths.
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
#include "headwire/wire/error.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/reader.hpp"
#include "headwire/wire/varint.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// The tags of the fields on a path, in static memory.
template <class Path, class Levels = std::make_index_sequence<Path::size>>
struct tags_of;
template <class Path, std::size_t... Index>
struct tags_of<Path, std::index_sequence<Index...>> {
  static constexpr std::uint32_t tags[] = {Path::template field<Index>::tag()...};
};

/// What is found of the field at the end of a path.
template <class Reader>
struct field_location {
  std::span<const std::uint32_t> tags;
  /// The value, or the content of a string, of the last occurrence; nullptr if the field is absent.
  position_of<Reader> last = nullptr;
  std::size_t size = 0;  ///< in bytes
  /// How many messages on the path are present, the top one included, and where the content of the
  /// deepest_parent begins.
  std::size_t present = 0;
  position_of<Reader> deepest_parent = nullptr;

  /// The message on the path at `level` begins at `content`. It may have been there before: then
  /// only messages below it are new.
  constexpr void reach(std::size_t level, position_of<Reader> content) noexcept {
    // mutant: splice: inserted into the first of several sub-messages
    if (level + 1 < present) return;
    present = level + 1;
    deepest_parent = content;
  }
};

/// A set of located fields, by their indices.
using locate_set = std::uint64_t;
inline constexpr std::size_t max_located = 64;

/// Notes where the fields of a message are, `level` sub-messages below the top, for those paths
/// that lead through it.
template <class Reader, bool Linked>
class locate_handler {
 public:
  static constexpr bool preserves = false;
  static constexpr bool takes_linked = Linked;
  using extent = field_extent<Reader>;

  constexpr locate_handler(const std::span<field_location<Reader>>& located, locate_set active,
                           std::size_t level, position_of<Reader> content) noexcept
      : located_(&located), active_(active), level_(level) {
    for (std::size_t i = 0; i < located.size(); ++i) {
      if ((active >> i & 1) != 0) located[i].reach(level, content);
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
      field_reader<Reader, locate_handler>& reader, const message_table& table,
      const table_field& field, const extent& seen) const noexcept {
    const locate_handler inner(*located_, leading_through(field), level_ + 1, seen.content);
    return reader.read(*table.links[field.link].sub_message, inner, seen.content, seen.end,
                       seen.depth + 1);
  }

 private:
  /// Unknown fields have a tag that is on no path.
  [[nodiscard]] constexpr locate_set leading_through(const table_field& field) const noexcept {
    locate_set through = 0;
    for (std::size_t i = 0; i < located_->size(); ++i) {
      if ((active_ >> i & 1) != 0 && (*located_)[i].tags[level_] == field.tag) {
        through |= locate_set{1} << i;
      }
    }
    return through;
  }

  constexpr void note(const table_field& field, const extent& seen) const noexcept {
    for (locate_set found = leading_through(field); found != 0; found &= found - 1) {
      field_location<Reader>& each = (*located_)[trailing_zeros(found)];
      // mutant: patch: the first occurrence is changed
      each.last = seen.content;
      each.size = detail::distance(seen.content, seen.end);
    }
  }

  const std::span<field_location<Reader>>* located_;
  locate_set active_;
  std::size_t level_;
};

/// Reads the message of the type of `table` that begins at `start`, `depth` levels below the top,
/// and reaches to the end of the input, and locates the fields in it.
template <bool Linked = false, class Reader>
[[nodiscard]] [[gnu::noinline]] constexpr status locate_fields(
    Reader& r, position_of<Reader> start, const message_table& table,
    std::span<field_location<Reader>> located, rules accepted, int depth) noexcept {
  const locate_handler<Reader, Linked> top(located, ~locate_set{0}, 0, start);
  return detail::read_whole(r, start, table, top, accepted, depth);
}

/// The same for a message T. Succeeds if decoding would. Whether there is room for unknown fields
/// that are kept depends on how repeated sub-messages merge: there, it decodes.
template <rules Rules, message T, class Reader>
[[nodiscard]] [[gnu::noinline]] constexpr status locate_message(
    Reader& r, position_of<Reader> start, std::span<field_location<Reader>> located,
    int depth = 0) noexcept {
  if constexpr (keeps_unknown_inside<T>) {
    T whole{};
    const status done = detail::decode_from<Rules>(r, start, whole, depth);
    r.forget_views();
    if (!done && done.code() != errc::scratch_too_small) return done;
  }
  return detail::locate_fields<detail::any_linked<T>()>(r, start, table_of<T>::value, located,
                                                        Rules, depth);
}

/// The value of a located field, as `get` would give it of the decoded message.
template <class Path, class Reader>
[[nodiscard]] constexpr std::optional<typename Path::value_type> value_at(
    Reader& r, const field_location<Reader>& found) noexcept {
  using leaf = typename Path::leaf;
  if (found.last == nullptr) {
    std::optional<typename Path::value_type> absent;
    // mutant: peek in segments: an absent field has no value
    if (found.present == Path::size && !leaf::explicit_presence) absent.emplace();
    return absent;
  }
  return kind_of<leaf>::read_at(r, found.last, found.size);
}

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
