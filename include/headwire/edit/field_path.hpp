// SPDX-License-Identifier: Apache-2.0
//
// `peek` by field numbers, for paths that come from a configuration file or another language.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include "headwire/codec/message_table.hpp"
#include "headwire/codec/read_fields.hpp"
#include "headwire/codec/slow_path.hpp"
#include "headwire/schema/field.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/error.hpp"
#include "headwire/wire/fragments.hpp"
#include "headwire/wire/input.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/reader.hpp"
#include "headwire/wire/writable.hpp"

namespace headwire {

/// A value whose type is known at run time only.
class scalar_value {
 public:
  constexpr scalar_value(scalar type, std::uint64_t bits, bytes data = {}) noexcept
      : type_(type), bits_(bits), data_(data) {}

  /// The protobuf type.
  [[nodiscard]] constexpr scalar type() const noexcept { return type_; }

  /// The value as the C++ type that belongs to type(): std::int32_t (int32, sint32, sfixed32,
  /// enum), std::int64_t, std::uint32_t, std::uint64_t, bool, float, double, std::string_view,
  /// headwire::bytes. nullopt if T is another one.
  template <class T>
  [[nodiscard]] constexpr std::optional<T> as() const noexcept {
    if (!is_held_as<T>()) return std::nullopt;
    if constexpr (std::is_same_v<T, bytes>) {
      return data_;
    } else if constexpr (std::is_same_v<T, std::string_view>) {
      return data_.empty() ? std::string_view{} : as_text(data_);
    } else if constexpr (std::is_same_v<T, double>) {
      return std::bit_cast<double>(bits_);
    } else if constexpr (std::is_same_v<T, float>) {
      return std::bit_cast<float>(static_cast<std::uint32_t>(bits_));
    } else if constexpr (std::is_same_v<T, bool>) {
      return bits_ != 0;
    } else {
      return static_cast<T>(bits_);
    }
  }

 private:
  template <class T>
  [[nodiscard]] constexpr bool is_held_as() const noexcept {
    if constexpr (std::is_same_v<T, double>) {
      return type_ == scalar::double_;
    } else if constexpr (std::is_same_v<T, float>) {
      return type_ == scalar::float_;
    } else if constexpr (std::is_same_v<T, std::int32_t>) {
      return detail::is_any_of(type_, scalar::int32, scalar::sint32, scalar::sfixed32,
                               scalar::enum_);
    } else if constexpr (std::is_same_v<T, std::int64_t>) {
      return detail::is_any_of(type_, scalar::int64, scalar::sint64, scalar::sfixed64);
    } else if constexpr (std::is_same_v<T, std::uint32_t>) {
      return detail::is_any_of(type_, scalar::uint32, scalar::fixed32);
    } else if constexpr (std::is_same_v<T, std::uint64_t>) {
      return detail::is_any_of(type_, scalar::uint64, scalar::fixed64);
    } else if constexpr (std::is_same_v<T, bool>) {
      return type_ == scalar::bool_;
    } else if constexpr (std::is_same_v<T, std::string_view>) {
      return type_ == scalar::string;
    } else if constexpr (std::is_same_v<T, bytes>) {
      return type_ == scalar::bytes_;
    } else {
      return false;
    }
  }

  scalar type_;
  std::uint64_t bits_;
  bytes data_;
};

namespace detail {
inline namespace HEADWIRE_ISA {

/// A path of field numbers to a value of a known type, parsed once: the tags on it.
struct field_path {
  std::uint32_t tags[max_nesting + 1] = {};
  std::size_t size = 0;
  scalar type{};
};

/// Parses "1.1.2". Fails with `invalid_path`, offset() being the place in the text.
[[nodiscard]] constexpr status parse_field_path(std::string_view text, scalar type,
                                                field_path& path) noexcept {
  path.type = type;
  std::size_t at = 0;
  while (true) {
    const std::size_t begin = at;
    std::uint64_t number = 0;  // ten times the highest number does not fit 32 bits
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
      number = number * 10 + static_cast<std::uint64_t>(text[at] - '0');
      if (number > max_field_number) return {errc::invalid_path, begin, 0};
    }
    const bool last = at == text.size();
    if (number == 0 || (!last && text[at] != '.') || path.size > max_nesting) {
      return {errc::invalid_path, begin, 0};
    }
    path.tags[path.size++] =
        make_tag(static_cast<std::uint32_t>(number), last ? wire_type_of(type) : wire_type::len);
    if (last) return {};
    ++at;
  }
}

/// The value of a varint field of that type, in the bits that scalar_value keeps.
[[nodiscard]] constexpr std::uint64_t varint_bits(scalar type, std::uint64_t wire) noexcept {
  const auto low = static_cast<std::uint32_t>(wire);
  if (type == scalar::sint32) return static_cast<std::uint64_t>(std::int64_t{zigzag_decode(low)});
  if (type == scalar::sint64) return static_cast<std::uint64_t>(zigzag_decode(wire));
  if (detail::is_any_of(type, scalar::int32, scalar::enum_)) {
    return static_cast<std::uint64_t>(std::int64_t{static_cast<std::int32_t>(low)});
  }
  return type == scalar::uint32 ? low : wire;
}

/// The table of a message with one field: the one at a level of the path.
class level_table {
 public:
  constexpr level_table(const field_path& path, std::size_t level) noexcept
      : fields_{entry(path, level), no_field} {}

  [[nodiscard]] constexpr message_table table() const noexcept {
    return {.fields = fields_,
            .links = nullptr,
            .by_number = to_the_field,
            .field_count = 1,
            .dense_numbers = one_byte_numbers,
            .enter = nullptr,
            .has_room = nullptr,
            .preserve = nullptr,
            .unknown_offset = 0,
            .preserves_unknown = false};
  }

 private:
  static constexpr std::uint8_t to_the_field[one_byte_numbers] = {};

  [[nodiscard]] static constexpr wire_form form_at(const field_path& path,
                                                   std::size_t level) noexcept {
    if (level + 1 != path.size) return wire_form::message;
    const wire_type type = wire_type_of(path.type);
    if (type == wire_type::varint) return wire_form::varint;
    if (type == wire_type::i64) return wire_form::fixed_64;
    if (type == wire_type::i32) return wire_form::fixed_32;
    return path.type == scalar::string ? wire_form::text : wire_form::blob;
  }
  [[nodiscard]] static constexpr table_field entry(const field_path& path,
                                                   std::size_t level) noexcept {
    const std::uint32_t tag = path.tags[level];
    return {.tag = tag,
            .offset = 0,
            .one_byte_tag = tag < 0x80 ? static_cast<std::uint16_t>(tag) : no_byte,
            .link = 0,
            .form = form_at(path, level),
            .type = path.type,
            .member = member_kind::none,
            .explicit_presence = true};
  }

  table_field fields_[2];  // NOLINT(*-default-member-init): depends on the path
};

/// The handler of the slow path that keeps the last value at the end of a path. Numbers below
/// those of one-byte tags lead to the only entry, whose tag then does not fit.
template <class Reader>
class field_path_handler {
 public:
  static constexpr bool preserves = false;
  static constexpr bool takes_linked = false;
  using extent = field_extent<Reader>;

  constexpr field_path_handler(const field_path& path, std::size_t level,
                               std::optional<scalar_value>& out) noexcept
      : path_(&path), level_(level), out_(&out) {}

  constexpr void set_number(const message_table&, const table_field& field, std::uint64_t wire,
                            const extent&) const noexcept {
    if (field.tag == 0) return;
    const bool is_varint = field.form == wire_form::varint;
    out_->emplace(field.type, is_varint ? detail::varint_bits(field.type, wire) : wire);
  }
  constexpr void set_view(Reader& r, const message_table&, const table_field& field,
                          const extent& seen) const noexcept {
    if (field.tag == 0) return;
    out_->emplace(field.type, 0, r.view(seen.content, detail::distance(seen.content, seen.end)));
  }
  [[nodiscard]] constexpr position_of<Reader> read_message(
      field_reader<Reader, field_path_handler>& reader, const message_table&, const table_field&,
      const extent& seen) const noexcept {
    const level_table below(*path_, level_ + 1);
    const message_table table = below.table();
    return reader.read(table, field_path_handler(*path_, level_ + 1, *out_), seen.content, seen.end,
                       seen.depth + 1);
  }

 private:
  const field_path* path_;
  std::size_t level_;
  std::optional<scalar_value>* out_;
};

template <class Reader>
[[nodiscard]] constexpr result<std::optional<scalar_value>> peek_numbers(Reader& r,
                                                                         std::string_view numbers,
                                                                         scalar type) noexcept {
  field_path path;
  const status parsed = detail::parse_field_path(numbers, type, path);
  if (!parsed) return parsed;
  std::optional<scalar_value> found;
  const level_table top(path, 0);
  const message_table table = top.table();
  const status done = detail::read_whole(
      r, r.begin, table, field_path_handler<Reader>(path, 0, found), rules::standard, 0);
  if (!done) return done;
  return {found, done};
}

}  // namespace HEADWIRE_ISA
}  // namespace detail

inline namespace HEADWIRE_ISA {

/// The value at the end of a path of field numbers, such as "1.1.1.1.1.1", whose type is `type`:
/// what decoding would find with a declaration of just the fields on the path, all with explicit
/// presence. The last value wins, repeated sub-messages merge. nullopt if the field is absent.
///
/// Without a declaration the content of fields beside the path is unknown: it is skipped, not
/// checked. Fails with `invalid_path` (numbers from 1 to 536870911 with single dots between them,
/// at most 101 of them; offset() is the place in `numbers`), and else as `decode`. Strings and
/// bytes are views of `in`.
[[nodiscard]] constexpr result<std::optional<scalar_value>> peek(input in, std::string_view numbers,
                                                                 scalar type) noexcept {
  detail::reader r{in};
  return detail::peek_numbers(r, numbers, type);
}

/// The same for a message in several segments; see `decode(fragments, out, scratch)`.
template <detail::segment_range Segments>
[[nodiscard]] constexpr result<std::optional<scalar_value>> peek(Segments&& in, writable scratch,
                                                                 std::string_view numbers,
                                                                 scalar type) noexcept {
  detail::segment_reader r{detail::segments_of(std::forward<Segments>(in)), scratch};
  return detail::peek_numbers(r, numbers, type);
}

}  // namespace HEADWIRE_ISA

}  // namespace headwire
