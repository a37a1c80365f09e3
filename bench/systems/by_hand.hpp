// SPDX-License-Identifier: Apache-2.0
//
// What the codecs written by hand are made of: a bound for what a library can reach. The last byte
// of the message is checked once to end a varint; then no varint runs past the message.
#pragma once

#include <cstdint>
#include <headwire/headwire.hpp>

namespace headwire::bench::systems::by_hand {

using byte_pointer = const unsigned char*;

struct input {
  explicit input(bytes in)
      : begin(reinterpret_cast<byte_pointer>(in.data())),
        end(begin + in.size()),
        ends_a_varint(!in.empty() && end[-1] < 0x80) {}

  byte_pointer begin;
  byte_pointer end;
  bool ends_a_varint;
};

/// A varint of five bytes and more; its end if it has more than ten, which is none of a message's.
[[gnu::noinline]] inline byte_pointer read_long(byte_pointer p, std::uint64_t& value) {
  value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    value |= static_cast<std::uint64_t>(*p & 0x7f) << shift;
    if (*p++ < 0x80) return shift == 63 && p[-1] > 1 ? nullptr : p;
  }
  return nullptr;
}

/// One byte or two by a branch, three or four by arithmetic.
[[gnu::always_inline]] inline byte_pointer read_varint(byte_pointer p, std::uint64_t& value) {
  if (p[0] < 0x80) {
    value = p[0];
    return p + 1;
  }
  const std::uint64_t two = (p[0] & 0x7fU) | static_cast<std::uint64_t>(p[1] & 0x7fU) << 7;
  if (p[1] < 0x80) {
    value = two;
    return p + 2;
  }
  const std::uint64_t three = two | static_cast<std::uint64_t>(p[2] & 0x7fU) << 14;
  if (p[2] < 0x80) {
    value = three;
    return p + 3;
  }
  if (p[3] < 0x80) {
    value = three | static_cast<std::uint64_t>(p[3]) << 21;
    return p + 4;
  }
  return read_long(p, value);
}

/// Reads the value if the tag is next; nullptr stays, and is never the end.
template <unsigned char Tag>
[[gnu::always_inline]] inline byte_pointer read_if_next(byte_pointer p, byte_pointer end,
                                                        std::uint64_t& value) {
  return p != nullptr && end - p > 1 && *p == Tag ? read_varint(p + 1, value) : p;
}

template <unsigned char Tag>
[[gnu::always_inline]] inline unsigned char* write(unsigned char* p, std::uint64_t value) {
  *p++ = Tag;
  for (; value > 0x7f; value >>= 7)
    *p++ = static_cast<unsigned char>(value | 0x80);
  *p++ = static_cast<unsigned char>(value);
  return p;
}

template <unsigned char Tag>
[[gnu::always_inline]] inline unsigned char* write_unless_zero(unsigned char* p,
                                                               std::uint64_t value) {
  return value == 0 ? p : write<Tag>(p, value);
}

}  // namespace headwire::bench::systems::by_hand
