// SPDX-License-Identifier: Apache-2.0
//
// One pass over the fields of a message as bytes, in the order in which they stand, without
// decoding them into a struct: to know where in the input things are. It accepts
// and refuses what `decode` does, at the same offsets, because it reads with the same functions.
#pragma once

#include <cstddef>
#include <cstdint>

#include "headwire/schema/descriptor.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/error.hpp"
#include "headwire/wire/reader.hpp"
#include "headwire/wire/tag.hpp"
#include "headwire/wire/utf8.hpp"

namespace headwire::tool {

/// One field in the input. Sizes are in bytes.
struct element {
  const field_descriptor* field;  ///< the declared field; nullptr if unknown, or without a type
  /// The field declared with that number but another wire type, which is what makes it unknown.
  const field_descriptor* mismatched;
  std::uint32_t number;
  wire_type wire;
  int depth;                ///< 0 for the fields of the top message
  std::size_t offset;       ///< of the tag, from the start of the input
  std::size_t tag_size;     ///< as it stands there, padding included
  std::size_t length_size;  ///< 0 unless LEN
  /// The content of a LEN, else the value's own bytes; of a group empty at its begin, and at its
  /// end the content.
  bytes value;
  std::size_t end_tag_size;  ///< 0 but at the end of a group

  /// Offset of the first byte behind tag and length.
  [[nodiscard]] std::size_t value_offset() const noexcept {
    return offset + tag_size + length_size;
  }
  /// Offset of the first byte behind the field; of a group only right at its end.
  [[nodiscard]] std::size_t end_offset() const noexcept {
    return value_offset() + value.size() + end_tag_size;
  }
  /// True if the walk goes on with the fields inside, and calls `end` behind them.
  [[nodiscard]] bool is_descended() const noexcept {
    return wire == wire_type::sgroup || (field != nullptr && field->message != nullptr);
  }
};

/// What sees the fields of a message.
template <class V>
concept element_visitor = requires(V& visitor, const element& seen) {
  visitor.begin(seen);
  visitor.end(seen);
};

/// Reads parts of one input; offsets count from its start.
template <element_visitor Visitor>
class walker {
 public:
  walker(bytes input, Visitor& visitor) noexcept : reader_(input), visitor_(visitor) {}

  /// Walks the fields in `part`, a part of the input that lies `depth` levels below its top.
  /// `type` is nullptr for bytes of unknown type: no LEN is descended into then.
  [[nodiscard]] status walk(bytes part, const message_descriptor* type, int depth) {
    if (part.empty()) return {};
    if (part.size() >= size_limit) return {errc::too_large, 0, 0};
    static_cast<void>(read_fields(part.data(), part.data() + part.size(), type, depth));
    return reader_.status();
  }

 private:
  using place = const std::byte*;  // nullptr after an error, which the reader has noted

  [[nodiscard]] place read_fields(place p, place end, const message_descriptor* type, int depth) {
    while (p != end) {
      const place at = p;
      std::uint32_t tag = 0;
      p = headwire::detail::read_tag(reader_, at, end, tag);
      if (p != nullptr) p = read_value(tag, at, p, end, type, depth);
      if (p == nullptr) return nullptr;
    }
    return p;
  }

  /// Reads the value behind the tag that stood at `at`.
  [[nodiscard]] place read_value(std::uint32_t tag, place at, place p, place end,
                                 const message_descriptor* type, int depth) {
    // A number of another wire type than the declared one is an unknown field.
    const field_descriptor* const declared =
        type != nullptr ? type->find(tag_number(tag)) : nullptr;
    const bool fits = declared != nullptr && declared->wire == tag_wire_type(tag);
    element seen{.field = fits ? declared : nullptr,
                 .mismatched = fits ? nullptr : declared,
                 .number = tag_number(tag),
                 .wire = tag_wire_type(tag),
                 .depth = depth,
                 .offset = headwire::detail::distance(reader_.begin, at),
                 .tag_size = headwire::detail::distance(at, p),
                 .length_size = 0,
                 .value = {},
                 .end_tag_size = 0};
    const place next = read_by_wire_type(seen, at, p, end);
    if (next != nullptr && type != nullptr && seen.field == nullptr && !type->keeps_unknown) {
      reader_.skipped_unknown = true;
    }
    return next;
  }

  [[nodiscard]] place read_by_wire_type(element& seen, place at, place p, place end) {
    switch (seen.wire) {
      case wire_type::len:
        return read_length_delimited(seen, p, end);
      case wire_type::sgroup:
        return read_group(seen, at, p, end);
      case wire_type::egroup:
        return reader_.fail(errc::unbalanced_group, at, seen.number);
      default:
        return read_scalar(seen, p, end);
    }
  }

  [[nodiscard]] place read_scalar(element& seen, place p, place end) {
    const std::uint32_t tag = make_tag(seen.number, seen.wire);
    const place next = headwire::detail::skip_scalar(reader_, tag, p, end);
    if (next == nullptr) return nullptr;
    seen.value = {p, next};
    visitor_.begin(seen);
    return next;
  }

  [[nodiscard]] place read_length_delimited(element& seen, place p, place end) {
    std::uint32_t length = 0;
    const place content = headwire::detail::read_length(reader_, p, end, seen.number, length);
    if (content == nullptr) return nullptr;
    const place next = content + length;
    if (is_string(seen.field) && !headwire::detail::is_utf8(content, next)) {
      return reader_.fail(errc::invalid_utf8, content, seen.number);
    }
    seen.length_size = headwire::detail::distance(p, content);
    seen.value = {content, length};
    if (!seen.is_descended()) {
      visitor_.begin(seen);
      return next;
    }
    // A declared type is never too deep; a descriptor made by hand may go in circles.
    if (seen.depth == max_nesting) {
      return reader_.fail(errc::too_deep, reader_.begin + seen.offset, seen.number);
    }
    visitor_.begin(seen);
    if (read_fields(content, next, seen.field->message, seen.depth + 1) == nullptr) return nullptr;
    visitor_.end(seen);
    return next;
  }

  [[nodiscard]] static bool is_string(const field_descriptor* field) noexcept {
    return field != nullptr && field->message == nullptr && field->type == scalar::string;
  }

  /// Reads what follows the start of a group, up to and including its end.
  [[nodiscard]] place read_group(element& seen, place at, place p, place end) {
    if (seen.depth == max_nesting) return reader_.fail(errc::too_deep, at, seen.number);
    visitor_.begin(seen);
    const place content = p;
    while (p != end) {
      const place inner = p;
      std::uint32_t tag = 0;
      p = headwire::detail::read_tag(reader_, inner, end, tag);
      if (p == nullptr) return nullptr;
      if (tag == make_tag(seen.number, wire_type::egroup)) {
        seen.value = {content, inner};
        seen.end_tag_size = headwire::detail::distance(inner, p);
        visitor_.end(seen);
        return p;
      }
      p = read_value(tag, inner, p, end, nullptr, seen.depth + 1);
      if (p == nullptr) return nullptr;
    }
    return reader_.fail(errc::unbalanced_group, at, seen.number);
  }

  headwire::detail::reader reader_;
  Visitor& visitor_;
};

/// Shows every field of the message `in` to `visitor`, in byte order: `begin(element)`, and after
/// the fields inside a known sub-message or a group `end(element)`. Without a type (nullptr) only
/// groups are descended into. Allocates nothing; recursion ends at the 100 levels that `decode`
/// allows.
///
/// Stops at the first malformed field and returns what `decode` would: code, offset, field, and
/// skipped_unknown(). One exception: whether there is room in an `unknown_fields<N>` a descriptor
/// does not say, so `too_many_unknown` is never found.
template <element_visitor Visitor>
[[nodiscard]] status walk(bytes in, const message_descriptor* type, Visitor& visitor) {
  return walker<Visitor>(in, visitor).walk(in, type, 0);
}

}  // namespace headwire::tool
