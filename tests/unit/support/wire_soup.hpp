// SPDX-License-Identifier: Apache-2.0
//
// Wire bytes that nearly are what encode writes: the fields of a declared type in order, and now
// and then a padded varint, a zero, a duplicate, a field out of place or unknown. Lengths are
// right, so that also the inside of sub-messages is reached.
#pragma once

#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <utility>
#include <vector>

#include "unit/support/random_message.hpp"

namespace headwire::test {

class wire_soup {
 public:
  explicit wire_soup(std::uint64_t seed) : random_(seed) {}

  template <message T>
  [[nodiscard]] std::vector<std::byte> make() {
    odd_percent_ = random_.chance(30) ? 0 : static_cast<unsigned>(1 + random_.below(6));
    std::vector<std::byte> out;
    add_message<T>(out);
    return out;
  }

 private:
  using buffer = std::vector<std::byte>;

  /// True now and then: something unusual shall be written.
  [[nodiscard]] bool odd() { return random_.chance(odd_percent_); }

  static void add_byte(buffer& out, std::uint64_t byte) {
    out.push_back(static_cast<std::byte>(byte));
  }

  /// A varint; when odd, of up to `most` bytes.
  void add_varint(buffer& out, std::uint64_t value, std::size_t most) {
    std::size_t size = detail::varint_size(value);
    if (size < most && odd()) size += 1 + random_.below(most - size);
    const bool ten = size == 10;
    for (; size > 1; --size, value >>= 7)
      add_byte(out, value | 0x80);
    // Of a tenth byte, only the lowest bit counts.
    add_byte(out, ten && odd() ? value | 0x7e : value);
  }

  void add_tag(buffer& out, std::uint32_t tag) { add_varint(out, tag, 5); }

  void add_delimited(buffer& out, const buffer& content) {
    add_varint(out, content.size(), 5);
    out.insert(out.end(), content.begin(), content.end());
  }

  template <message T>
  void add_message(buffer& out) {
    add_fields<T>(out, std::make_index_sequence<detail::field_count<T>>{});
  }

  template <message T, std::size_t... I>
  void add_fields(buffer& out, std::index_sequence<I...>) {
    (add_in_order<T, I, sizeof...(I)>(out), ...);
    if (odd()) add_unknown(out);
  }

  template <message T, std::size_t I, std::size_t Count>
  void add_in_order(buffer& out) {
    if (odd()) add_unknown(out);
    if (random_.chance(60)) add_field<detail::field_at<T, I>>(out);
    if (odd()) add_field<detail::field_at<T, I>>(out);
    if (odd()) add_field<detail::field_at<T, Count - 1 - I>>(out);
  }

  template <class Field>
  void add_field(buffer& out) {
    if constexpr (Field::is_message) {
      buffer content;
      add_message<typename Field::value_type>(content);
      add_tag(out, Field::tag());
      add_delimited(out, content);
    } else {
      add_tag(out, Field::tag());
      add_scalar(out, Field::wire(), Field::type() == scalar::bool_);
    }
  }

  void add_scalar(buffer& out, wire_type wire, bool boolean = false) {
    switch (wire) {
      case wire_type::varint:
        add_varint(out, boolean && !odd() ? 1 : number(), 10);
        break;
      case wire_type::len:
        add_delimited(out, text());
        break;
      default:
        add_fixed(out, wire == wire_type::i64 ? 8 : 4);
    }
  }

  [[nodiscard]] std::uint64_t number() {
    if (odd()) return random_.chance(50) ? 0 : random_.bits() >> random_.below(64);
    const std::uint64_t small = 1 + (random_.bits() >> (33 + random_.below(31)));
    return odd() ? ~small : small;
  }

  void add_fixed(buffer& out, std::size_t size) {
    const std::uint64_t value = odd() ? 0 : random_.bits() | 1;
    for (std::size_t i = 0; i < size; ++i)
      add_byte(out, value >> (8 * i));
  }

  [[nodiscard]] buffer text() {
    buffer out;
    for (std::size_t left = odd() ? 0 : 1 + random_.below(12); left != 0; --left)
      add_byte(out, odd() && odd() ? random_.bits() : 'a' + random_.below(26));
    return out;
  }

  void add_unknown(buffer& out) {
    const auto number = static_cast<std::uint32_t>(1 + random_.below(40));
    constexpr wire_type types[] = {wire_type::varint, wire_type::i64, wire_type::len,
                                   wire_type::i32, wire_type::sgroup};
    const wire_type wire = types[random_.below(std::size(types))];
    add_tag(out, make_tag(number, wire));
    if (wire != wire_type::sgroup) return add_scalar(out, wire);
    if (odd()) add_unknown(out);
    add_tag(out, make_tag(number, wire_type::egroup));
  }

  message_generator random_;
  unsigned odd_percent_ = 0;
};

}  // namespace headwire::test
