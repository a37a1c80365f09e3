// SPDX-License-Identifier: Apache-2.0
//
// Strings and bytes: a length, and a view of what follows it.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "headwire/field/kind.hpp"
#include "headwire/field/types.hpp"
#include "headwire/wire/always_inline.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/error.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/reader.hpp"
#include "headwire/wire/tag.hpp"
#include "headwire/wire/utf8.hpp"
#include "headwire/wire/varint.hpp"
#include "headwire/wire/writer.hpp"

namespace headwire {

namespace detail {
inline namespace HEADWIRE_ISA {

/// Success if the new contents of a string field are UTF-8; the first bad byte otherwise.
template <std::uint32_t Number>
[[nodiscard]] constexpr status check_text(std::string_view text) noexcept {
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  // mutant: encode: text that is not UTF-8 is written
  if (is_utf8(begin, end)) [[likely]]
    return {};
  return {errc::invalid_utf8, valid_utf8_size(begin, end), Number};
}

template <class T>
concept text_value = std::same_as<T, std::string_view> || std::same_as<T, bytes>;

}  // namespace HEADWIRE_ISA
}  // namespace detail

inline namespace HEADWIRE_ISA {

template <detail::text_value V, encoding E>
struct field_kind<V, E> : leaf_kind<field_kind<V, E>, V> {
  static constexpr bool is_utf8 = std::same_as<V, std::string_view>;
  static constexpr bool takes_encoding = E == automatic;
  static constexpr scalar type = is_utf8 ? scalar::string : scalar::bytes_;
  static constexpr std::array wires{wire_type::len};
  static constexpr detail::wire_form form =
      is_utf8 ? detail::wire_form::text : detail::wire_form::blob;

  [[nodiscard]] static constexpr bool is_zero(const V& value) noexcept { return value.empty(); }
  [[nodiscard]] static constexpr bool equal(const V& a, const V& b) noexcept {
    if constexpr (is_utf8) {
      return a == b;
    } else {
      if (a.size() != b.size()) return false;
      for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] != b[i]) return false;
      }
      return true;
    }
  }

  /// The view of these contents.
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] static constexpr V view_of(bytes content) noexcept {
    if constexpr (is_utf8) {
      return as_text(content);
    } else {
      return content;
    }
  }
  [[nodiscard]] static constexpr V from_content(bytes content) noexcept {
    // An empty view needs no cast, and so decodes in constant expressions, too.
    return content.empty() && is_utf8 ? V{} : view_of(content);
  }

  // --- sizes, writing ---
  [[nodiscard]] static constexpr bool is_checked() noexcept { return is_utf8; }
  template <class Field>
  [[nodiscard]] static constexpr status check_content([[maybe_unused]] const V& value) noexcept {
    if constexpr (is_utf8) {
      return detail::check_text<Field::number>(value);
    } else {
      return {};
    }
  }
  [[nodiscard]] static constexpr std::uint64_t max_size() noexcept { return detail::unbounded; }
  [[nodiscard]] static constexpr std::uint64_t max_short_size() noexcept { return 1; }
  [[nodiscard]] static constexpr std::uint64_t view_size(const V& value) noexcept {
    return value.size();
  }
  [[nodiscard]] static constexpr std::uint64_t measure(const V& value, std::uint64_t*) noexcept {
    return detail::varint_size(value.size()) + value.size();
  }
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] static constexpr std::byte* write_value(
      const V& value, std::byte* p) noexcept {
    return detail::write_short_bytes(detail::write_varint(p, value.size()), value.data(),
                                     value.size());
  }
  [[nodiscard]] static constexpr std::byte* write_head(const V& value, std::byte* p) noexcept {
    return detail::write_varint(p, value.size());
  }
  [[nodiscard]] static constexpr bytes tail(const V& value) noexcept {
    if constexpr (is_utf8) {
      return value.empty() ? bytes{} : headwire::as_bytes(value);
    } else {
      return value;
    }
  }

  // --- the fast paths ---
  [[nodiscard]] static constexpr bool ends_low() noexcept { return is_utf8; }
  template <class Field, class Fast, class Handler>
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] static const std::byte* read_in_order(
      Fast fast, const std::byte* p, const std::byte* last, Handler& out) noexcept {
    bytes content;
    if (!Fast::read_content(p, last, content)) [[unlikely]]
      return Fast::bail_out();
    if constexpr (Fast::is_canonical && !Field::explicit_presence) {
      if (content.empty()) [[unlikely]]
        return Fast::bail_out();
    }
    if constexpr (is_utf8) {
      if (!fast.is_ascii(content)) [[unlikely]]
        return Fast::bail_out();
    }
    out.template set_view<Field>(content);
    return content.data() + content.size();
  }
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] static constexpr bool is_small(const V& value,
                                                                       std::uint64_t&) noexcept {
    if (!detail::is_small_size(value.size())) return false;
    if constexpr (is_utf8) {
      // mutant: nested prefix, encoding: a text is not checked
      return detail::is_small_ascii(value.data(), value.size());
    } else {
      return true;
    }
  }
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] static constexpr std::byte* write_small(
      const V& value, std::byte* p) noexcept {
    return detail::write_small_bytes(detail::write_fixed<1>(p, value.size()), value.data(),
                                     value.size());
  }

  // --- the slow path ---
  [[nodiscard]] static constexpr detail::member_kind stored_as(bool is_optional) noexcept {
    return detail::member_of_type(type, is_optional);
  }
  [[nodiscard]] static constexpr std::size_t link_count(bool) noexcept { return 0; }
  template <class Field>
  static constexpr void set_links(detail::table_link*) noexcept {}
  template <class Member>
  static constexpr void store(Member& member, std::uint64_t, bytes content) noexcept {
    member = from_content(content);
  }

  // --- paths ---
  template <class Field, class Reader>
  [[nodiscard]] static constexpr detail::position_of<Reader> read(
      Reader& r, detail::position_of<Reader> p, detail::position_of<Reader> end,
      std::optional<V>& found) noexcept {
    std::uint32_t length = 0;
    p = detail::read_length(r, p, end, Field::number, length);
    if (p == nullptr) return nullptr;
    if (is_utf8 && !detail::is_utf8(p, p + length)) {
      return r.fail(errc::invalid_utf8, p, Field::number);
    }
    found = from_content(bytes{p, length});
    return p + length;
  }
  template <class Reader>
  [[nodiscard]] static constexpr V read_at(Reader& r, detail::position_of<Reader> p,
                                           std::size_t size) noexcept {
    return from_content(r.view(p, size));
  }
  template <bool Padding, class Position>
  [[nodiscard]] static constexpr bool overwrite(Position out, std::size_t size,
                                                const V& value) noexcept {
    // mutant: patch: a shorter text leaves the end of the old one
    if (value.size() != size) return false;
    for (std::size_t i = 0; i < size; ++i)
      out[i] = static_cast<std::byte>(value[i]);
    return true;
  }
};

}  // namespace HEADWIRE_ISA

}  // namespace headwire
