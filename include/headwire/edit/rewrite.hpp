// SPDX-License-Identifier: Apache-2.0
//
// Rewrites a message that has been found valid, with other values for a few fields. It knows no
// declared types: a field is a list of tags, a value is its encoding.
//
// A sub-message that changes gets a new length, which has to be known before its content is
// written. So each one is gone through twice, first to learn its size: the work is at most the size
// of the message times the number of sub-messages on the path.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#include "headwire/edit/outputs.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/reader.hpp"
#include "headwire/wire/varint.hpp"
#include "headwire/wire/writer.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

inline constexpr std::size_t nowhere = ~std::size_t{0};

/// One change to make.
struct wire_edit {
  /// The tags on the path, that of the field itself last.
  std::span<const std::uint32_t> tags{};
  /// All occurrences go away. Otherwise the last one is replaced.
  bool remove_all = false;
  /// Creates missing parent messages.
  bool create_parents = false;
  /// What to write: the tag, then a number or a length …
  std::byte head[15] = {};
  std::size_t head_size = 0;
  /// … and then the contents of a string or bytes field.
  bytes tail{};

  /// Offset of the value, or of the content of a string, of the last occurrence; `nowhere` if the field is
  /// absent.
  std::size_t last = nowhere;
  /// How many messages on the path are present, the top one included, and the offset at which the
  /// content of the last one begins.
  std::size_t present = 0;
  std::size_t deepest_parent = 0;

  [[nodiscard]] constexpr std::uint64_t size() const noexcept { return head_size + tail.size(); }

  /// The field is to be written where none is.
  [[nodiscard]] constexpr bool is_insertion() const noexcept {
    return create_parents && (present < tags.size() || (last == nowhere && size() != 0));
  }
};

/// A set of edits: the i-th is in it if bit i is set.
using edit_set = std::uint32_t;
inline constexpr std::size_t max_edits = 32;

template <class Output>
constexpr void put_varint(Output& output, std::uint64_t value) noexcept {
  std::byte encoded[max_varint_size] = {};
  const std::byte* const end = write_varint(encoded, value);
  output.put({encoded, detail::distance(encoded, end)});
}

/// A rewriting of the message in `r` by `edits`.
template <class Reader>
class rewriting {
 public:
  using position = position_of<Reader>;

  constexpr rewriting(Reader& r, std::span<const wire_edit> edits) noexcept
      : r_(r), edits_(edits) {}

  /// Writes the top message, whose content is [p, end).
  template <class Output>
  constexpr void write(position p, position end, Output& output) noexcept {
    const auto all = static_cast<edit_set>((std::uint64_t{1} << edits_.size()) - 1);
    write_content(p, end, 0, all, output);
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

  /// Those of `active` that go on through a field with `tag`, the level-th on their path.
  [[nodiscard]] constexpr edit_set through(std::uint32_t tag, std::size_t level,
                                           edit_set active) const noexcept {
    edit_set found = 0;
    for (std::size_t i = 0; i < edits_.size(); ++i) {
      if ((active >> i & 1) != 0 && edits_[i].tags[level] == tag) found |= edit_set{1} << i;
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
          edit.deepest_parent == r_.offset_of(p)) {
        found |= edit_set{1} << i;
      }
    }
    return found;
  }

  /// The edit of the set, which is not empty, that goes through the field with the lowest number.
  [[nodiscard]] constexpr const wire_edit& lowest(std::size_t level, edit_set set) const noexcept {
    auto low = static_cast<std::size_t>(std::countr_zero(set));
    for (std::size_t i = low + 1; i < edits_.size(); ++i) {
      // mutant: splice: sub-messages that are missing come in the wrong order
      if ((set >> i & 1) != 0 && edits_[i].tags[level] < edits_[low].tags[level]) low = i;
    }
    return edits_[low];
  }

  template <class Output>
  constexpr void write_content(position p, position end, std::size_t level, edit_set active,
                               Output& output) noexcept {
    edit_set pending = inserted_into(p, level, active);
    position unchanged = p;  // from here on nothing has been written yet
    const auto flush = [&](position up_to) {
      output.copy(r_, unchanged, up_to);
      unchanged = up_to;
    };
    while (p != end) {
      const occurrence field = next(p, end);
      p = field.end;
      if (const edit_set due = below(field.tag, level, pending); due != 0) {
        flush(field.at);
        insert(level, due, output);
        pending &= ~due;
      }
      const edit_set here = through(field.tag, level, active);
      if (here == 0) continue;
      const wire_edit& edit = lowest(level, here);
      if (edit.tags.size() == level + 1) {
        // mutant: splice: all occurrences are replaced
        if (!edit.remove_all && r_.offset_of(field.content) != edit.last) continue;
        flush(field.at);
        replace(edit, output);
        unchanged = field.end;
      } else if (const size_output changed = measure(field, level + 1, here); changed.changed) {
        flush(field.value);
        // mutant: splice: an enclosing length keeps its value
        detail::put_varint(output, changed.size);
        write_content(field.content, field.end, level + 1, here, output);
        unchanged = field.end;
      }
    }
    flush(end);
    if (pending != 0) insert(level, pending, output);
  }

  [[nodiscard]] constexpr size_output measure(const occurrence& field, std::size_t level,
                                              edit_set active) noexcept {
    size_output output;
    write_content(field.content, field.end, level, active, output);
    return output;
  }

  template <class Output>
  constexpr void replace(const wire_edit& edit, Output& output) noexcept {
    if (edit.remove_all) {
      output.drop();
    } else {
      put_field(edit, output);
    }
  }

  template <class Output>
  constexpr void put_field(const wire_edit& edit, Output& output) noexcept {
    output.put({edit.head, edit.head_size});
    output.put(edit.tail);
  }

  /// Those of `pending` whose field belongs before one with `tag`.
  [[nodiscard]] constexpr edit_set below(std::uint32_t tag, std::size_t level,
                                         edit_set pending) const noexcept {
    edit_set found = 0;
    for (std::size_t i = 0; i < edits_.size(); ++i) {
      // mutant: splice: inserted before a field of the same number
      if ((pending >> i & 1) != 0 && tag_number(edits_[i].tags[level]) < tag_number(tag)) {
        found |= edit_set{1} << i;
      }
    }
    return found;
  }

  /// Writes the fields of `set`, which are not there, in ascending order, with the sub-messages on
  /// their paths.
  template <class Output>
  constexpr void insert(std::size_t level, edit_set set, Output& output) noexcept {
    while (set != 0) {
      const wire_edit& first = lowest(level, set);
      const edit_set same = through(first.tags[level], level, set);
      set &= ~same;
      if (first.tags.size() == level + 1) {
        if (!first.remove_all) put_field(first, output);
      } else {
        size_output inner;
        insert(level + 1, same, inner);
        detail::put_varint(output, first.tags[level]);
        detail::put_varint(output, inner.size);
        insert(level + 1, same, output);
      }
    }
  }

  Reader& r_;
  std::span<const wire_edit> edits_;
};

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
