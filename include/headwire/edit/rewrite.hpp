// SPDX-License-Identifier: Apache-2.0
//
// Rewrites a message that has been found valid, with other values for a few fields. It knows no
// declared types: a field is a list of tags, a value is its encoding.
//
// A sub-message that changes gets a new length, which has to be known before its content is
// written. So each one is gone through twice, first to learn its size: the work is at most the size
// of the message times the number of sub-messages on the way.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "headwire/edit/sinks.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/cursor.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/sink.hpp"
#include "headwire/wire/varint.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

inline constexpr std::size_t nowhere = ~std::size_t{0};

/// One change to make.
struct wire_edit {
  /// The tags on the way, that of the field itself last.
  std::span<const std::uint32_t> way{};
  /// All occurrences go away. Otherwise the one that wins is replaced.
  bool remove_all = false;
  /// Sub-messages on the way that are absent are made.
  bool make_way = false;
  /// What to write: the tag, then a number or a length …
  std::byte head[15] = {};
  std::size_t head_size = 0;
  /// … and then the contents of a string or bytes field.
  bytes tail{};

  /// Offset of the value, or of the content of a string, that wins; `nowhere` if the field is
  /// absent.
  std::size_t winner = nowhere;
  /// How many messages on the way are present, the top one included, and the offset at which the
  /// content of the last one begins.
  std::size_t present = 0;
  std::size_t host = 0;

  [[nodiscard]] constexpr std::uint64_t size() const noexcept { return head_size + tail.size(); }

  /// The field is to be written where none is.
  [[nodiscard]] constexpr bool is_insertion() const noexcept {
    return make_way && (present < way.size() || (winner == nowhere && size() != 0));
  }
};

/// A set of edits: the i-th is in it if bit i is set.
using edit_set = std::uint32_t;
inline constexpr std::size_t max_edits = 32;

template <class Sink>
constexpr void put_varint(Sink& sink, std::uint64_t value) noexcept {
  std::byte encoded[max_varint_size] = {};
  const std::byte* const end = write_varint(encoded, value);
  sink.put({encoded, detail::distance(encoded, end)});
}

/// A rewriting of the message in `r` by `edits`.
template <class Reader>
class rewriting {
 public:
  using position = position_of<Reader>;

  constexpr rewriting(Reader& r, std::span<const wire_edit> edits) noexcept
      : r_(r), edits_(edits) {}

  /// Writes the top message, whose content is [p, end).
  template <class Sink>
  constexpr void write(position p, position end, Sink& sink) noexcept {
    const auto all = static_cast<edit_set>((std::uint64_t{1} << edits_.size()) - 1);
    write_content(p, end, 0, all, sink);
  }

 private:
  /// One field on the wire.
  struct occurrence {
    position at;       // its tag
    position value;    // its value or, with a length, the length
    position content;  // its value or, with a length, what follows that
    position end;
    std::uint32_t tag;
  };

  [[nodiscard]] constexpr occurrence next(position p, position end) noexcept {
    occurrence found{p, p, p, p, 0};
    found.value = detail::read_tag(r_, p, end, found.tag);
    if (headwire::tag_wire_type(found.tag) == wire_type::len) {
      std::uint32_t length = 0;
      found.content = detail::read_length(r_, found.value, end, 0, length);
      found.end = found.content + length;
    } else {
      found.content = found.value;
      found.end = detail::skip_value(r_, found.tag, p, found.value, end, 0);
    }
    return found;
  }

  /// Those of `active` that go on through a field with `tag`, the level-th on their way.
  [[nodiscard]] constexpr edit_set through(std::uint32_t tag, std::size_t level,
                                           edit_set active) const noexcept {
    edit_set found = 0;
    for (std::size_t i = 0; i < edits_.size(); ++i) {
      if ((active >> i & 1) != 0 && edits_[i].way[level] == tag) found |= edit_set{1} << i;
    }
    return found;
  }

  /// Those of `active` that insert something into the message whose content begins at p.
  [[nodiscard]] constexpr edit_set inserted_into(position p, std::size_t level,
                                                 edit_set active) const noexcept {
    edit_set found = 0;
    for (std::size_t i = 0; i < edits_.size(); ++i) {
      const wire_edit& edit = edits_[i];
      if ((active >> i & 1) != 0 && edit.is_insertion() && edit.present == level + 1 &&
          edit.host == r_.offset_of(p)) {
        found |= edit_set{1} << i;
      }
    }
    return found;
  }

  /// The edit of the set, which is not empty, that goes through the field with the lowest number.
  [[nodiscard]] constexpr const wire_edit& lowest(std::size_t level, edit_set set) const noexcept {
    auto low = static_cast<std::size_t>(std::countr_zero(set));
    for (std::size_t i = low + 1; i < edits_.size(); ++i) {
      if ((set >> i & 1) != 0 && edits_[i].way[level] < edits_[low].way[level]) low = i;
    }
    return edits_[low];
  }

  template <class Sink>
  constexpr void write_content(position p, position end, std::size_t level, edit_set active,
                               Sink& sink) noexcept {
    edit_set pending = inserted_into(p, level, active);
    position unchanged = p;  // from here on nothing has been written yet
    const auto flush = [&](position up_to) {
      sink.copy(r_, unchanged, up_to);
      unchanged = up_to;
    };
    while (p != end) {
      const occurrence field = next(p, end);
      p = field.end;
      if (const edit_set due = below(field.tag, level, pending); due != 0) {
        flush(field.at);
        insert(level, due, sink);
        pending &= ~due;
      }
      const edit_set here = through(field.tag, level, active);
      if (here == 0) continue;
      const wire_edit& edit = lowest(level, here);
      if (edit.way.size() == level + 1) {
        if (!edit.remove_all && r_.offset_of(field.content) != edit.winner) continue;
        flush(field.at);
        replace(edit, sink);
        unchanged = field.end;
      } else if (const size_sink changed = measure(field, level + 1, here); changed.changed) {
        flush(field.value);
        detail::put_varint(sink, changed.size);
        write_content(field.content, field.end, level + 1, here, sink);
        unchanged = field.end;
      }
    }
    flush(end);
    if (pending != 0) insert(level, pending, sink);
  }

  [[nodiscard]] constexpr size_sink measure(const occurrence& field, std::size_t level,
                                            edit_set active) noexcept {
    size_sink sink;
    write_content(field.content, field.end, level, active, sink);
    return sink;
  }

  template <class Sink>
  constexpr void replace(const wire_edit& edit, Sink& sink) noexcept {
    if (edit.remove_all) {
      sink.drop();
    } else {
      put_field(edit, sink);
    }
  }

  template <class Sink>
  constexpr void put_field(const wire_edit& edit, Sink& sink) noexcept {
    sink.put({edit.head, edit.head_size});
    sink.put(edit.tail);
  }

  /// Those of `pending` whose field belongs before one with `tag`.
  [[nodiscard]] constexpr edit_set below(std::uint32_t tag, std::size_t level,
                                         edit_set pending) const noexcept {
    edit_set found = 0;
    for (std::size_t i = 0; i < edits_.size(); ++i) {
      if ((pending >> i & 1) != 0 && tag_number(edits_[i].way[level]) < tag_number(tag)) {
        found |= edit_set{1} << i;
      }
    }
    return found;
  }

  /// Writes the fields of `set`, which are not there, in ascending order, with the sub-messages on
  /// their ways.
  template <class Sink>
  constexpr void insert(std::size_t level, edit_set set, Sink& sink) noexcept {
    while (set != 0) {
      const wire_edit& first = lowest(level, set);
      const edit_set same = through(first.way[level], level, set);
      set &= ~same;
      if (first.way.size() == level + 1) {
        if (!first.remove_all) put_field(first, sink);
      } else {
        size_sink inner;
        insert(level + 1, same, inner);
        detail::put_varint(sink, first.way[level]);
        detail::put_varint(sink, inner.size);
        insert(level + 1, same, sink);
      }
    }
  }

  Reader& r_;
  std::span<const wire_edit> edits_;
};

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
