// SPDX-License-Identifier: Apache-2.0
//
// The template that a good engineer writes in an afternoon, over the same declarations: a loop over
// tags, a fold that looks for the field, varints byte by byte. It reads what is well-formed, checks
// bounds and UTF-8, and skips unknown fields.
#include <cstring>
#include <utility>

#include "contender.hpp"
#include "expected.hpp"

namespace headwire::bench {
namespace {

/// Walks over bytes; `ok` goes false for good at the first fault.
struct input {
  const std::byte* p;
  const std::byte* end;
  bool ok = true;

  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 70; shift += 7) {
      if (p == end) break;
      const auto byte = std::to_integer<std::uint64_t>(*p++);
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    ok = false;
    return 0;
  }

  bytes take(std::uint64_t size) {
    if (size > static_cast<std::uint64_t>(end - p)) {
      ok = false;
      return {};
    }
    const std::byte* const start = p;
    p += size;
    return {start, static_cast<std::size_t>(size)};
  }

  void skip(std::uint64_t wire) {
    switch (wire) {
      case 0:
        varint();
        break;
      case 1:
        take(8);
        break;
      case 2:
        take(varint());
        break;
      case 5:
        take(4);
        break;
      default:
        ok = false;
    }
  }
};

template <message T>
bool read_message(bytes in, T& out);

template <class Field, message T>
void read_field(input& in, T& out) {
  auto& member = out.*Field::member;
  if constexpr (Field::is_message) {
    const bytes content = in.take(in.varint());
    if (!member) member.emplace();
    in.ok = in.ok && read_message(content, *member);
  } else if constexpr (Field::wire() == wire_type::len) {
    const bytes content = in.take(in.varint());
    in.ok = in.ok && detail::is_utf8(content.data(), content.data() + content.size());
    member = as_text(content);
  } else {
    member = static_cast<typename Field::value_type>(in.varint());
  }
}

template <message T, std::size_t... I>
bool read_known(input& in, std::uint64_t tag, T& out, std::index_sequence<I...>) {
  return ((tag == detail::field_at<T, I>::tag() &&
           (read_field<detail::field_at<T, I>>(in, out), true)) ||
          ...);
}

template <message T>
bool read_message(bytes in, T& out) {
  input from{in.data(), in.data() + in.size()};
  while (from.ok && from.p != from.end) {
    const std::uint64_t tag = from.varint();
    constexpr auto all = std::make_index_sequence<detail::field_count<T>>{};
    if (!read_known(from, tag, out, all)) from.skip(tag & 7);
  }
  return from.ok;
}

struct reader {
  template <message T>
  bool operator()(bytes in, T& out) const {
    out = T{};
    return read_message(in, out);
  }
};

std::byte* write_varint(std::byte* p, std::uint64_t value) {
  for (; value > 0x7f; value >>= 7)
    *p++ = static_cast<std::byte>(value | 0x80);
  *p++ = static_cast<std::byte>(value);
  return p;
}

template <message T>
std::byte* write_message(std::byte* p, const T& in);

template <class Field, message T>
std::byte* write_field(std::byte* p, const T& in) {
  const auto& member = in.*Field::member;
  if constexpr (Field::is_message) {
    if (!member) return p;
    p = write_varint(p, Field::tag());
    p = write_varint(p, encoded_size(*member));
    return write_message(p, *member);
  } else if constexpr (Field::wire() == wire_type::len) {
    if (member.empty()) return p;
    p = write_varint(write_varint(p, Field::tag()), member.size());
    std::memcpy(p, member.data(), member.size());
    return p + member.size();
  } else {
    const auto value = static_cast<std::uint64_t>(member);
    return value == 0 ? p : write_varint(write_varint(p, Field::tag()), value);
  }
}

template <message T, std::size_t... I>
std::byte* write_all(std::byte* p, const T& in, std::index_sequence<I...>) {
  ((p = write_field<detail::field_at<T, I>>(p, in)), ...);
  return p;
}

template <message T>
std::byte* write_message(std::byte* p, const T& in) {
  return write_all(p, in, std::make_index_sequence<detail::field_count<T>>{});
}

struct writer {
  template <message T>
  std::size_t operator()(const T& in, mutable_bytes out) const {
    if (encoded_size(in) > out.size()) return 0;
    return static_cast<std::size_t>(write_message(out.data(), in) - out.data());
  }
};

}  // namespace

void add_plain(contenders& all) {
  each_workload([&]<class Workload>() {
    add<Workload, decode_with<Workload, reader>>(all, "decode/plain");
    add<Workload, encode_with<Workload, writer>>(all, "encode/plain");
  });
}

}  // namespace headwire::bench
