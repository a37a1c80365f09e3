// SPDX-License-Identifier: Apache-2.0
//
// The plain line: what an engineer writes who knows that headers hold their fields in order and
// that most varints are short. It expects the next declared field, compares its tag, and reads
// varints of one to four bytes by a branch each. Every check is kept; what is not expected goes to
// Headwire's decode. Lengths are of one byte, texts ASCII.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <headwire/headwire.hpp>
#include <type_traits>
#include <utility>

namespace headwire::bench::systems::plain_line {

using byte_pointer = const unsigned char*;

[[gnu::noinline]] inline byte_pointer read_long_varint(byte_pointer p, byte_pointer end,
                                                       std::uint64_t& value) {
  value = 0;
  for (unsigned shift = 0; shift < 70 && p != end; shift += 7) {
    value |= static_cast<std::uint64_t>(*p & 0x7f) << shift;
    if (*p++ < 0x80) return p;
  }
  return nullptr;
}

[[gnu::always_inline]] inline byte_pointer read_varint(byte_pointer p, byte_pointer end,
                                                       std::uint64_t& value) {
  const auto size = end - p;
  if (size >= 1 && p[0] < 0x80) {
    value = p[0];
    return p + 1;
  }
  if (size >= 2 && p[1] < 0x80) {
    value = (p[0] & 0x7fU) | static_cast<std::uint64_t>(p[1]) << 7;
    return p + 2;
  }
  if (size >= 3 && p[2] < 0x80) {
    value = (p[0] & 0x7fU) | (p[1] & 0x7fU) << 7 | static_cast<std::uint64_t>(p[2]) << 14;
    return p + 3;
  }
  if (size >= 4 && p[3] < 0x80) {
    value = (p[0] & 0x7fU) | (p[1] & 0x7fU) << 7 | (p[2] & 0x7fU) << 14 |
            static_cast<std::uint64_t>(p[3]) << 21;
    return p + 4;
  }
  return read_long_varint(p, end, value);
}

template <class Word>
[[nodiscard]] Word load(byte_pointer p) {
  Word word{};
  std::memcpy(&word, p, sizeof word);
  return word;
}

/// Eight bytes at a time; the last eight may overlap the ones before.
[[nodiscard]] inline bool is_ascii(byte_pointer p, std::size_t size) {
  std::uint64_t seen = 0;
  if (size >= 8) {
    for (std::size_t i = 0; i + 8 <= size; i += 8)
      seen |= load<std::uint64_t>(p + i);
    seen |= load<std::uint64_t>(p + size - 8);
  } else if (size >= 4) {
    seen = load<std::uint32_t>(p) | load<std::uint32_t>(p + size - 4);
  } else {
    for (std::size_t i = 0; i < size; ++i)
      seen |= p[i];
  }
  return (seen & 0x8080'8080'8080'8080) == 0;
}

/// The varint as the type of the field.
template <class Field>
[[nodiscard, gnu::always_inline]] inline auto from_varint(std::uint64_t value) {
  using V = typename Field::value_type;
  if constexpr (Field::type() == scalar::sint32 || Field::type() == scalar::sint64) {
    using U = std::make_unsigned_t<V>;
    const U bits = static_cast<U>(value);
    return static_cast<V>((bits >> 1) ^ (0 - (bits & 1)));
  } else if constexpr (std::is_same_v<V, bool>) {
    return value != 0;
  } else {
    return static_cast<V>(value);
  }
}

template <message T>
[[gnu::always_inline]] inline byte_pointer read_fields(byte_pointer p, byte_pointer end, T& out);

/// Behind a tag: the value, or nullptr for what is left to the fallback.
template <class Field, class Member>
[[gnu::always_inline]] inline byte_pointer read_value(byte_pointer p, byte_pointer end,
                                                      Member& member) {
  using V = typename Field::value_type;
  if constexpr (Field::wire() == wire_type::varint) {
    std::uint64_t value = 0;
    p = read_varint(p, end, value);
    member = from_varint<Field>(value);
    return p;
  } else if constexpr (Field::wire() != wire_type::len) {
    if (end - p < static_cast<std::ptrdiff_t>(sizeof(V))) return nullptr;
    member = load<V>(p);
    return p + sizeof(V);
  } else {
    if (p == end || *p > 0x7f || *p >= end - p) return nullptr;
    const std::size_t size = *p++;
    if constexpr (Field::is_message) {
      if (read_fields(p, p + size, member.emplace()) != p + size) return nullptr;
    } else if constexpr (std::is_same_v<V, bytes>) {
      member = bytes(reinterpret_cast<const std::byte*>(p), size);
    } else {
      if (!is_ascii(p, size)) return nullptr;
      member = V(reinterpret_cast<const char*>(p), size);
    }
    return p + size;
  }
}

/// Reads the field if it is next, and else leaves it out.
template <class Field, message T>
[[gnu::always_inline]] inline byte_pointer read_if_next(byte_pointer p, byte_pointer end, T& out) {
  constexpr std::uint32_t tag = Field::tag();
  static_assert(tag < 0x4000, "tags take one byte or two");
  if constexpr (tag < 0x80) {
    if (p == end || p[0] != tag) return p;
    return read_value<Field>(p + 1, end, out.*Field::member);
  } else {
    if (end - p < 2 || p[0] != ((tag & 0x7f) | 0x80) || p[1] != tag >> 7) return p;
    return read_value<Field>(p + 2, end, out.*Field::member);
  }
}

template <message T>
[[gnu::always_inline]] inline byte_pointer read_fields(byte_pointer p, byte_pointer end, T& out) {
  [&]<std::size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) {
    static_cast<void>(
        ((p = read_if_next<detail::field_at<T, I>>(p, end, out), p != nullptr) && ...));
  }(std::make_index_sequence<detail::field_count<T>>{});
  return p;
}

/// Reads into a fresh struct.
struct reader {
  template <message T>
  bool operator()(bytes in, T& out) const {
    const auto* const p = reinterpret_cast<byte_pointer>(in.data());
    const auto* const end = p + in.size();
    return read_fields(p, end, out) == end || static_cast<bool>(decode(in, out));
  }
};

using byte_writer = unsigned char*;

[[gnu::always_inline]] inline byte_writer write_varint(byte_writer p, std::uint64_t value) {
  for (; value > 0x7f; value >>= 7)
    *p++ = static_cast<unsigned char>(value | 0x80);
  *p++ = static_cast<unsigned char>(value);
  return p;
}

template <message T>
[[gnu::always_inline]] inline byte_writer write_fields(byte_writer p, const T& in);

/// What stands behind a tag.
template <class Field, class V>
[[gnu::always_inline]] inline byte_writer write_value(byte_writer p, const V& value) {
  if constexpr (Field::is_message) {
    // The length takes one byte: it is written when the end is known.
    byte_writer const end = write_fields(p + 1, value);
    if (end - p > 0x80) return nullptr;
    *p = static_cast<unsigned char>(end - p - 1);
    return end;
  } else if constexpr (Field::wire() == wire_type::len) {
    p = write_varint(p, value.size());
    std::memcpy(p, value.data(), value.size());
    return p + value.size();
  } else if constexpr (Field::wire() != wire_type::varint) {
    std::memcpy(p, &value, sizeof value);
    return p + sizeof value;
  } else if constexpr (Field::type() == scalar::sint32 || Field::type() == scalar::sint64) {
    using U = std::make_unsigned_t<V>;
    return write_varint(p, static_cast<U>(static_cast<U>(value) << 1 ^
                                          static_cast<U>(value >> (sizeof(V) * 8 - 1))));
  } else {
    return write_varint(p, static_cast<std::uint64_t>(value));
  }
}

template <class Field, message T>
[[gnu::always_inline]] inline byte_writer write_field(byte_writer p, const T& in) {
  const auto& member = in.*Field::member;
  constexpr std::uint32_t tag = Field::tag();
  if constexpr (Field::explicit_presence) {
    if (!member) return p;
    return write_value<Field>(write_varint(p, tag), *member);
  } else {
    if (detail::is_zero(member)) return p;
    return write_value<Field>(write_varint(p, tag), member);
  }
}

template <message T>
[[gnu::always_inline]] inline byte_writer write_fields(byte_writer p, const T& in) {
  [&]<std::size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) {
    static_cast<void>(((p = write_field<detail::field_at<T, I>>(p, in), p != nullptr) && ...));
  }(std::make_index_sequence<detail::field_count<T>>{});
  return p;
}

/// Bytes that the message takes at most.
template <class V>
[[nodiscard, gnu::always_inline]] inline std::size_t room_for(const V& value) {
  if constexpr (detail::is_optional<V>) {
    return value ? room_for(*value) : 0;
  } else if constexpr (message<V>) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) {
      constexpr std::size_t tag_and_varint = 12;
      return (sizeof...(I) * tag_and_varint) +
             (std::size_t{0} + ... + room_for(value.*detail::field_at<V, I>::member));
    }(std::make_index_sequence<detail::field_count<V>>{});
  } else if constexpr (requires { value.size(); }) {
    return value.size();
  } else {
    return 0;
  }
}

struct writer {
  template <message T>
  std::size_t operator()(const T& in, mutable_bytes out) const {
    if (room_for(in) <= out.size()) {
      auto* const start = reinterpret_cast<byte_writer>(out.data());
      if (byte_writer const end = write_fields(start, in)) {
        return static_cast<std::size_t>(end - start);
      }
    }
    return encode(in, out)->size();
  }
};

}  // namespace headwire::bench::systems::plain_line
