// SPDX-License-Identifier: Apache-2.0
//
// The slow path: one loop for all message types, driven by their tables (codec/message_table.hpp).
// It takes the fields in any order and says what is wrong with a message.
//
// What becomes of the values is up to a handler: codec/store.hpp stores them in a struct,
// edit/locate.hpp finds where they are. The message is checked alike for all of them, so they accept
// and refuse the same bytes with the same errors.
#pragma once

#include <cstddef>
#include <cstdint>

#include "headwire/codec/message_table.hpp"
#include "headwire/codec/value.hpp"
#include "headwire/wire/always_inline.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/error.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/reader.hpp"
#include "headwire/wire/tag.hpp"
#include "headwire/wire/utf8.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// A field in the input.
template <class Reader>
struct field_extent {
  position_of<Reader> at;       ///< its tag
  position_of<Reader> value;    ///< behind the tag
  position_of<Reader> content;  ///< behind the tag or, with a length, behind that
  position_of<Reader> end;
  std::uint32_t tag;
  int depth;  ///< of the message around it, in levels below the top
};

/// Collects adjacent unknown fields of a message into spans, and hands each span over when it has
/// ended: it may have to be copied as a whole.
template <class Reader>
class unknown_span {
 public:
  /// Takes the field [at, end). False if it begins a span for which there is no room.
  template <class Handler>
  [[nodiscard]] constexpr bool add(Reader& r, const message_table& table, const Handler& out,
                                   position_of<Reader> at, position_of<Reader> end) noexcept {
    if (!table.preserves_unknown) {
      // mutant: unknown fields: skipped silently
      r.skipped_unknown = true;
      return true;
    }
    if constexpr (Handler::preserves) {
      // mutant: unknown fields: a run goes on over known fields
      if (begin_ == nullptr || at != end_) {
        close(r, table, out);
        // mutant: unknown fields: no room for a run is no error
        if (!out.has_room(table)) return false;
        begin_ = at;
      }
      end_ = end;
    }
    return true;
  }

  template <class Handler>
  constexpr void close(Reader& r, const message_table& table, const Handler& out) noexcept {
    if constexpr (Handler::preserves) {
      if (begin_ == nullptr) return;
      out.preserve(table, r.view(begin_, detail::distance(begin_, end_)));
      begin_ = nullptr;
    }
  }

 private:
  position_of<Reader> begin_ = nullptr;
  position_of<Reader> end_ = nullptr;
};

/// The varint that the encoder writes for the value that a field of this type takes from `wire`.
[[nodiscard]] constexpr std::uint64_t written_for(scalar type, std::uint64_t wire) noexcept {
  const auto low = static_cast<std::uint32_t>(wire);
  if (detail::is_any_of(type, scalar::int32, scalar::enum_)) {
    return static_cast<std::uint64_t>(std::int64_t{static_cast<std::int32_t>(low)});
  }
  if (detail::is_any_of(type, scalar::uint32, scalar::sint32)) return low;
  if (type == scalar::bool_) return wire != 0 ? 1 : 0;
  return wire;
}

/// True if the varint `wire`, read from the `size` bytes at p, takes no more bytes than it needs.
template <class Position>
[[nodiscard]] constexpr bool is_minimal(std::uint64_t wire, Position p, std::size_t size) noexcept {
  // mutant: slow path, canonical: padded varint
  return varint_size(wire) == size &&
         // mutant: slow path, canonical: a tenth byte with high bits
         (size < max_varint_size || p[max_varint_size - 1] == std::byte{1});
}

/// True if the encoder would write the number `wire`, read from the `size` bytes at p, as it is
/// there.
template <class Position>
[[nodiscard]] [[gnu::noinline]] constexpr bool is_canonical_number(const table_field& field,
                                                                   std::uint64_t wire, Position p,
                                                                   std::size_t size) noexcept {
  // mutant: slow path, canonical: a zero that is left out
  if (wire == 0 && !field.explicit_presence) return false;
  if (field.form != wire_form::varint) return true;
  // mutant: slow path, canonical: bits that the type drops
  return detail::written_for(field.type, wire) == wire && detail::is_minimal(wire, p, size);
}

/// Refuses a field that the encoder would not have written at `at`.
template <class Reader>
[[nodiscard]] [[gnu::cold]] constexpr std::nullptr_t refuse_field(Reader& r, std::uint32_t tag,
                                                                  position_of<Reader> at) noexcept {
  const bool ends_group = tag_wire_type(tag) == wire_type::egroup;
  return r.fail(ends_group ? errc::unbalanced_group : errc::not_canonical, at,
                headwire::tag_number(tag));
}

/// The content of a field that has been read; empty for a number.
template <class Reader>
[[nodiscard]] constexpr bytes content_of(Reader& r, const field_extent<Reader>& seen) noexcept {
  if (headwire::tag_wire_type(seen.tag) != wire_type::len) return {};
  return r.view(seen.content, detail::distance(seen.content, seen.end));
}

/// Reads messages of any type. A handler is a small value for each message that is read:
///
/// - `set_number(table, field, wire, extent)` takes a number, as it is on the wire;
/// - `set_view(r, table, field, extent)` takes a string or bytes;
/// - `set_linked(r, table, field, wire, extent)` takes either, for a kind that the slow path does not
///   know; of a content, `wire` is the length. Without `takes_linked` there is none in the tables;
/// - `read_message(reader, table, field, extent)` has `reader` read the sub-message, for a handler
///   of its own, and returns what that returned;
/// - `has_room(table)` and `preserve(table, span)` keep unknown fields, if `preserves`.
///
/// The first two see unknown fields, too, with the entries of `unknown_by_wire_type`.
template <class Reader, class Handler>
class field_reader {
 public:
  using position = position_of<Reader>;
  using extent = field_extent<Reader>;

  constexpr field_reader(Reader& r, bool canonical) noexcept : r_(r), canonical_(canonical) {}

  /// Reads the content [p, end) of a message that is `depth` levels below the top. Returns `end`,
  /// or nullptr after an error.
  [[nodiscard]] [[gnu::noinline]] constexpr position read(const message_table& table, Handler out,
                                                          position p, position end,
                                                          int depth) noexcept {
    const table_field* expected = table.fields;
    unknown_span<Reader> unknown;
    while (p != end) {
      extent seen{.at = p, .value = p, .content = p, .end = p, .tag = 0, .depth = depth};
      const table_field* const field = next_field(table, expected, end, seen);
      if (seen.value == nullptr) [[unlikely]]
        return nullptr;
      p = read_value(table, *field, out, end, seen);
      if (p == nullptr) [[unlikely]]
        return nullptr;
      if (field->tag != 0) [[likely]] {
        expected = field + 1;
      } else if (!unknown.add(r_, table, out, seen.at, p)) [[unlikely]] {
        return r_.fail(errc::too_many_unknown, seen.at, headwire::tag_number(seen.tag));
      }
    }
    // mutant: unknown fields: the last run of a message is lost
    unknown.close(r_, table, out);
    return p;
  }

 private:
  /// Reads the tag at `seen.at`. Returns its field; after an error `seen.value` is nullptr.
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] constexpr const table_field* next_field(
      const message_table& table, const table_field* expected, position end,
      extent& seen) noexcept {
    const auto first = static_cast<std::uint32_t>(*seen.at);
    const table_field* field = expected;
    if (first != field->one_byte_tag && first < 0x80) {
      field = table.fields + table.by_number[first >> 3];
    }
    // mutant: canonical: duplicates
    // mutant: canonical: any order
    if (first == field->one_byte_tag && (!canonical_ || field >= expected)) [[likely]] {
      seen.tag = first;
      seen.value = seen.at + 1;
      return field;
    }
    const found_field found = find_field(table, expected, seen.at, end);
    seen.tag = found.tag;
    seen.value = found.value;
    return found.field;
  }

  struct found_field {
    const table_field* field;
    position value;  // nullptr after an error
    std::uint32_t tag;
  };

  /// The same for any tag.
  [[nodiscard]] [[gnu::noinline]] constexpr found_field find_field(const message_table& table,
                                                                   const table_field* expected,
                                                                   position at,
                                                                   position end) noexcept {
    std::uint32_t tag = 0;
    const position value = detail::read_tag(r_, at, end, tag);
    if (value == nullptr) return {expected, nullptr, 0};
    const table_field* const field = expected->tag == tag ? expected : table.find(tag);
    const bool known = field->tag == tag;
    // Ascending fields are ascending entries.
    if (canonical_ &&
        // mutant: canonical: padded tag
        // mutant: canonical: unknown fields
        (!known || field < expected || detail::distance(at, value) != varint_size(tag))) {
      return {expected, detail::refuse_field(r_, tag, at), 0};
    }
    return {known ? field : &unknown_by_wire_type[tag & 7], value, tag};
  }

  /// Reads the value at `seen.value`. Returns the position behind it, or nullptr after an error.
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] constexpr position read_value(const message_table& table,
                                                                      const table_field& field,
                                                                      Handler& out, position end,
                                                                      extent& seen) noexcept {
    if (field.form < wire_form::blob) return read_number(table, field, out, end, seen);
    if (field.form < wire_form::group) return read_delimited(table, field, out, end, seen);
    if constexpr (Handler::takes_linked) {
      return read_rare(table, field, out, end, seen.at, seen.value, seen.tag, seen.depth);
    } else {
      return detail::skip_value(r_, seen.tag, seen.at, seen.value, end, seen.depth);
    }
  }

  /// Skips a group, or reads the value of a field whose kind the slow path does not know. All by
  /// value: with a reference to the extent, the loop takes 3 instructions more a field (g++ 12).
  [[nodiscard]] [[gnu::noinline]] constexpr position read_rare(
      const message_table& table, const table_field& field, Handler out, position end, position at,
      position value, std::uint32_t tag, int depth) noexcept {
    if (field.form != wire_form::linked) {
      return detail::skip_value(r_, tag, at, value, end, depth);
    }
    extent seen{
        .at = at, .value = value, .content = value, .end = value, .tag = tag, .depth = depth};
    const wire_type type = headwire::tag_wire_type(seen.tag);
    std::uint64_t wire = 0;
    position number_end = nullptr;
    if (type == wire_type::varint) {
      number_end = read_varint(end, seen, wire);
    } else if (type == wire_type::len) {
      std::uint32_t length = 0;
      number_end = detail::read_length(r_, seen.value, end, headwire::tag_number(seen.tag), length);
      wire = length;
    } else {
      number_end = read_fixed(type == wire_type::i64 ? wire_form::fixed_64 : wire_form::fixed_32,
                              end, seen, wire);
    }
    if (number_end == nullptr) return nullptr;
    const bool is_content = type == wire_type::len;
    if (is_content) seen.content = number_end;
    seen.end = is_content ? number_end + wire : number_end;
    if (canonical_) {
      const bool is_varint = is_content || type == wire_type::varint;
      const std::size_t size = detail::distance(seen.value, number_end);
      if ((is_varint && !detail::is_minimal(wire, seen.value, size)) ||
          !table.links[field.link + 1].is_canonical(wire)) {
        return fail(errc::not_canonical, seen.value, seen);
      }
    }
    if (is_content && field.type == scalar::string && !detail::is_utf8(seen.content, seen.end)) {
      return fail(errc::invalid_utf8, seen.content, seen);
    }
    out.set_linked(r_, table, field, wire, seen);
    return seen.end;
  }

  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] constexpr position read_number(const message_table& table,
                                                                       const table_field& field,
                                                                       Handler& out, position end,
                                                                       extent& seen) noexcept {
    std::uint64_t wire = 0;
    seen.content = seen.value;
    seen.end = field.form == wire_form::varint ? read_varint(end, seen, wire)
                                               : read_fixed(field.form, end, seen, wire);
    if (seen.end == nullptr) [[unlikely]]
      return nullptr;
    if (canonical_ && !detail::is_canonical_number(field, wire, seen.value,
                                                   detail::distance(seen.value, seen.end)))
        [[unlikely]] {
      return fail(errc::not_canonical, seen.value, seen);
    }
    out.set_number(table, field, wire, seen);
    return seen.end;
  }

  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] constexpr position read_varint(
      position end, const extent& seen, std::uint64_t& wire) noexcept {
    if (seen.value != end) [[likely]] {
      wire = detail::byte_value(seen.value);
      if (wire < 0x80) return seen.value + 1;
    }
    varint read{};
    const position next =
        detail::read_varint_inlined(r_, seen.value, end, headwire::tag_number(seen.tag), read);
    wire = read.value;
    return next;
  }

  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] constexpr position read_fixed(
      wire_form form, position end, const extent& seen, std::uint64_t& wire) noexcept {
    const std::size_t size = form == wire_form::fixed_64 ? 8 : 4;
    // mutant: slow path: a fixed value may be one byte short
    if (detail::distance(seen.value, end) < size) [[unlikely]]
      return fail(errc::truncated, seen.value, seen);
    wire = size == 8 ? detail::load_64(seen.value) : detail::load_32(seen.value);
    return seen.value + size;
  }

  /// Reads a value with a length.
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] constexpr position read_delimited(
      const message_table& table, const table_field& field, Handler& out, position end,
      extent& seen) noexcept {
    std::uint32_t length = 0;
    seen.content =
        detail::read_length_inlined(r_, seen.value, end, headwire::tag_number(seen.tag), length);
    if (seen.content == nullptr) [[unlikely]]
      return nullptr;
    // mutant: slow path, canonical: padded length
    if (canonical_ && detail::distance(seen.value, seen.content) != varint_size(length))
        [[unlikely]] {
      return fail(errc::not_canonical, seen.value, seen);
    }
    // mutant: slow path: a sub-message reads on in the message around it
    seen.end = seen.content + length;
    if (field.form == wire_form::message) {
      // A declared type is never too deep; one made at run time may contain itself.
      if (seen.depth == max_nesting) [[unlikely]]
        return fail(errc::too_deep, seen.at, seen);
      return out.read_message(*this, table, field, seen);
    }
    // mutant: slow path, canonical: an empty text that is left out
    if (canonical_ && length == 0 && !field.explicit_presence) [[unlikely]]
      return fail(errc::not_canonical, seen.value, seen);
    // mutant: slow path: a short text is not checked
    if (field.form == wire_form::text && !detail::is_utf8(seen.content, seen.end)) [[unlikely]]
      return fail(errc::invalid_utf8, seen.content, seen);
    out.set_view(r_, table, field, seen);
    return seen.end;
  }

  [[nodiscard]] constexpr position fail(errc code, position at, const extent& seen) noexcept {
    return r_.fail(code, at, headwire::tag_number(seen.tag));
  }

  Reader& r_;
  bool canonical_;
};

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
