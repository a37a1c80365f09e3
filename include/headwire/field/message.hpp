// SPDX-License-Identifier: Apache-2.0
//
// Sub-messages: a length, and fields of their own.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "headwire/field/kind.hpp"
#include "headwire/field/types.hpp"
#include "headwire/wire/always_inline.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/error.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/tag.hpp"
#include "headwire/wire/varint.hpp"
#include "headwire/wire/writer.hpp"

namespace headwire {

namespace detail {
inline namespace HEADWIRE_ISA {

// Of whole messages; the layers above define them.

// schema/message.hpp
template <message T>
constexpr bool keeps_unknown_in() noexcept;
template <message T>
[[nodiscard]] constexpr bool equal_messages(const T& a, const T& b) noexcept;

// codec/size.hpp
template <message T>
constexpr std::uint64_t max_message_size() noexcept;
template <message T>
constexpr std::uint64_t max_short_size() noexcept;
template <message T>
constexpr std::size_t long_length_count() noexcept;
template <message T>
[[nodiscard]] constexpr std::uint64_t content_size(const T& in) noexcept;
template <message T>
[[nodiscard]] constexpr std::uint64_t measure(const T& in, std::uint64_t* lengths) noexcept;

// codec/encode.hpp
template <message T>
constexpr bool any_checked() noexcept;
template <message T>
[[nodiscard]] constexpr status check_fields(const T& in) noexcept;

// codec/in_order.hpp
template <message T>
constexpr std::size_t tree_size() noexcept;
template <message T>
constexpr bool ends_low() noexcept;

// codec/message_table.hpp
template <message T>
[[nodiscard]] constexpr const message_table* table_for() noexcept;
template <message T>
constexpr bool any_linked() noexcept;

}  // namespace HEADWIRE_ISA
}  // namespace detail

inline namespace HEADWIRE_ISA {

template <message V, encoding E>
struct field_kind<V, E> : leaf_kind<field_kind<V, E>, V> {
  static constexpr bool is_message = true;
  static constexpr bool takes_encoding = E == automatic;
  static constexpr scalar type = scalar::bytes_;  // without meaning
  static constexpr std::string_view print_prefix{};
  static constexpr std::array wires{wire_type::len};
  static constexpr detail::wire_form form = detail::wire_form::message;

  [[nodiscard]] static constexpr int levels() noexcept { return 1 + schema_of<V>::proto.nesting; }
  [[nodiscard]] static constexpr bool keeps_unknown() noexcept {
    return detail::keeps_unknown_in<V>();
  }
  [[nodiscard]] static constexpr bool is_linked() noexcept { return detail::any_linked<V>(); }
  [[nodiscard]] static constexpr std::size_t tree_size() noexcept {
    return 1 + detail::tree_size<V>();
  }

  [[nodiscard]] static constexpr bool equal(const V& a, const V& b) noexcept {
    return detail::equal_messages(a, b);
  }

  // --- sizes, writing ---
  [[nodiscard]] static constexpr bool is_checked() noexcept { return detail::any_checked<V>(); }
  template <class Field>
  [[nodiscard]] static constexpr status check_content(const V& value) noexcept {
    return detail::check_fields(value);
  }
  [[nodiscard]] static constexpr std::uint64_t max_size() noexcept {
    const std::uint64_t content = detail::max_message_size<V>();
    return content == detail::unbounded ? content : content + detail::varint_size(content);
  }
  [[nodiscard]] static constexpr std::uint64_t max_short_size() noexcept {
    return 1 + detail::max_short_size<V>();
  }
  [[nodiscard]] static constexpr std::uint64_t view_size([[maybe_unused]] const V& value) noexcept {
    if constexpr (detail::max_message_size<V>() == detail::unbounded) {
      return detail::content_size(value);
    } else {
      return 0;
    }
  }
  /// Its own, if that takes more than a byte, and those in it.
  [[nodiscard]] static constexpr std::size_t long_length_count() noexcept {
    // mutant: encode: sub-messages of bounded types of up to 300 bytes get lengths of one
    if constexpr (detail::max_message_size<V>() > 127) {
      return 1 + detail::long_length_count<V>();
    } else {
      return 0;
    }
  }
  [[nodiscard]] static constexpr std::uint64_t measure(const V& value,
                                                       std::uint64_t* lengths) noexcept {
    std::uint64_t size = 0;
    if constexpr (long_length_count() != 0) {
      size = detail::measure(value, lengths + 1);
      *lengths = size;
    } else {
      size = detail::measure(value, nullptr);
    }
    // mutant: encode: the size of a message counts its length as one byte
    return detail::varint_size(size) + size;
  }
  template <class Field, class Writer>
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] static constexpr std::byte* write(
      const V& value, std::byte* p, const std::uint64_t* lengths) noexcept {
    p = detail::write_constant<Field::tag()>(p);
    if constexpr (Writer::knows_lengths && long_length_count() != 0) {
      return Writer::write(value, detail::write_varint(p, *lengths), lengths + 1);
    } else {
      std::byte* const end = Writer::write(value, p + 1, nullptr);
      *p = static_cast<std::byte>(end - p - 1);
      return end;
    }
  }

  // --- the fast paths ---
  [[nodiscard]] static constexpr bool ends_low() noexcept { return detail::ends_low<V>(); }
  template <class Field, class Fast, class Handler>
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] static const std::byte* read_in_order(
      Fast fast, const std::byte* p, const std::byte* last, Handler& out) noexcept {
    bytes content;
    if (!Fast::read_content(p, last, content)) [[unlikely]]
      return Fast::bail_out();
    return fast.template read_message<Field>(content, out);
  }

  // --- the slow path ---
  [[nodiscard]] static constexpr detail::member_kind stored_as(bool) noexcept {
    return detail::member_kind::none;
  }
  [[nodiscard]] static constexpr std::size_t link_count(bool) noexcept { return 1; }
  template <class Field>
  static constexpr void set_links(detail::table_link* links) noexcept {
    links[0] = {.sub_message = detail::table_for<V>()};
  }
};

}  // namespace HEADWIRE_ISA

}  // namespace headwire
