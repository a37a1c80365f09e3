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

#include "headwire/schema/field.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/error.hpp"
#include "headwire/wire/fragments.hpp"
#include "headwire/wire/input.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/reader.hpp"
#include "headwire/wire/utf8.hpp"
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

/// The tags of a path that was given as text.
struct number_path {
  std::uint32_t tags[max_nesting + 1] = {};
  std::size_t size = 0;
};

/// Reads "1.1.2". Fails with `invalid_path`, offset() being the place in the text.
[[nodiscard]] constexpr status parse_number_path(std::string_view text, scalar leaf,
                                                 number_path& path) noexcept {
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
        make_tag(static_cast<std::uint32_t>(number), last ? wire_type_of(leaf) : wire_type::len);
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

/// Reads the value of the field at the end of the path.
template <class Reader>
[[nodiscard]] constexpr position_of<Reader> read_leaf(Reader& r, position_of<Reader> p,
                                                      position_of<Reader> end, std::uint32_t tag,
                                                      scalar type,
                                                      std::optional<scalar_value>& out) noexcept {
  const std::uint32_t field = tag_number(tag);
  const wire_type wire = tag_wire_type(tag);
  if (wire == wire_type::len) {
    std::uint32_t length = 0;
    p = detail::read_length(r, p, end, field, length);
    if (p == nullptr) return nullptr;
    if (type == scalar::string && !detail::is_utf8(p, p + length)) {
      return r.fail(errc::invalid_utf8, p, field);
    }
    out.emplace(type, 0, r.view(p, length));
    return p + length;
  }
  if (wire == wire_type::varint) {
    varint read{};
    p = detail::read_varint(r, p, end, field, read);
    if (p != nullptr) out.emplace(type, varint_bits(type, read.value));
    return p;
  }
  const bool wide = wire == wire_type::i64;
  const position_of<Reader> next = detail::skip_fixed(r, p, end, field, wide ? 8 : 4);
  if (next != nullptr) {
    out.emplace(type, wide ? detail::load_64(p) : std::uint64_t{detail::load_32(p)});
  }
  return next;
}

/// Reads the message, and goes into the sub-messages on the path only. Keeps a list of those it is
/// in instead of recursing.
template <class Reader>
constexpr void follow(Reader& r, const number_path& path, scalar type,
                      std::optional<scalar_value>& out) noexcept {
  position_of<Reader> ends[max_nesting + 1] = {};
  std::size_t level = 0;
  ends[0] = r.limit;
  position_of<Reader> p = r.begin;
  while (true) {
    while (p == ends[level]) {
      if (level == 0) return;
      --level;
    }
    const position_of<Reader> at = p;
    std::uint32_t tag = 0;
    p = detail::read_tag(r, p, ends[level], tag);
    if (p == nullptr) return;
    if (tag != path.tags[level]) {
      r.skipped_unknown = true;
      p = detail::skip_value(r, tag, at, p, ends[level], static_cast<int>(level));
    } else if (level + 1 == path.size) {
      p = detail::read_leaf(r, p, ends[level], tag, type, out);
    } else {
      std::uint32_t length = 0;
      p = detail::read_length(r, p, ends[level], tag_number(tag), length);
      if (p != nullptr) ends[++level] = p + length;
    }
    if (p == nullptr) return;
  }
}

template <class Reader>
[[nodiscard]] constexpr result<std::optional<scalar_value>> peek_numbers(Reader& r,
                                                                         std::string_view numbers,
                                                                         scalar type) noexcept {
  number_path path;
  const status parsed = parse_number_path(numbers, type, path);
  if (!parsed) return parsed;
  if (detail::distance(r.begin, r.limit) >= size_limit) return status{errc::too_large, 0, 0};
  std::optional<scalar_value> found;
  detail::follow(r, path, type, found);
  const status done = r.status();
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
  detail::reader r{bytes(in)};
  return detail::peek_numbers(r, numbers, type);
}

/// The same for a message in several segments; see `decode(fragments, out, scratch)`.
template <detail::segment_range Segments>
[[nodiscard]] constexpr result<std::optional<scalar_value>> peek(Segments&& in, writable scratch,
                                                                 std::string_view numbers,
                                                                 scalar type) noexcept {
  detail::segment_reader<detail::segment_of<Segments>> r{
      detail::segments_of(std::forward<Segments>(in)), scratch};
  return detail::peek_numbers(r, numbers, type);
}

}  // namespace HEADWIRE_ISA

}  // namespace headwire
