// SPDX-License-Identifier: Apache-2.0
//
// protozero on any declared message, as its documentation advises: next() and one switch over tag
// and type for each message, a writer for each sub-message into a buffer that is there. The switch
// is a real one: compilers drop the cases that a message has no field for. A send of Pulsar takes 276
// instructions with g++, as many as with switches by hand; 424 against 416 with clang 19.
#pragma once

#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <optional>
#include <protozero/buffer_fixed.hpp>
#include <protozero/exception.hpp>
#include <protozero/pbf_reader.hpp>
#include <protozero/pbf_writer.hpp>
#include <protozero/varint.hpp>
#include <utility>

#include "systems/leaves.hpp"

namespace headwire::bench::systems::with_protozero {

using protozero::pbf_reader;
using protozero::pbf_wire_type;
using pbf_writer = protozero::basic_pbf_writer<protozero::fixed_size_buffer_adaptor>;

[[nodiscard]] inline pbf_reader reader_of(bytes in) {
  return {reinterpret_cast<const char*>(in.data()), in.size()};
}

/// The value that the reader stands at.
template <class Field>
[[nodiscard]] typename Field::value_type scalar_at(pbf_reader& in) {
  constexpr scalar type = Field::type();
  if constexpr (type == scalar::bool_) {
    return in.get_bool();
  } else if constexpr (type == scalar::int32) {
    return in.get_int32();
  } else if constexpr (type == scalar::int64) {
    return in.get_int64();
  } else if constexpr (type == scalar::uint32) {
    return in.get_uint32();
  } else if constexpr (type == scalar::uint64) {
    return in.get_uint64();
  } else if constexpr (type == scalar::sint32) {
    return in.get_sint32();
  } else if constexpr (type == scalar::fixed64) {
    return in.get_fixed64();
  } else if constexpr (type == scalar::bytes_) {
    const protozero::data_view view = in.get_view();
    return {reinterpret_cast<const std::byte*>(view.data()), view.size()};
  } else {
    static_assert(type == scalar::string, "add the type here");
    const protozero::data_view view = in.get_view();
    return {view.data(), view.size()};
  }
}

/// The tag of the I-th field. Behind the last one a tag that no reader returns: of wire type 7.
template <message T, std::size_t I>
consteval std::uint32_t tag_of() {
  if constexpr (I < detail::field_count<T>) {
    return detail::field_at<T, I>::tag();
  } else {
    return 0xffff'ff07 - 8 * I;
  }
}

template <message T, std::size_t I, class Visit>
[[gnu::always_inline]] inline void visit_field([[maybe_unused]] pbf_reader& in,
                                               [[maybe_unused]] Visit& visit) {
  if constexpr (I < detail::field_count<T>) {
    visit.template operator()<detail::field_at<T, I>>(in);
  } else {
    __builtin_unreachable();  // next() throws at wire type 7
  }
}

/// `visit.operator()<Field>(reader)` at each known field of the message.
template <message T, class Visit>
[[gnu::always_inline]] inline void each_field(pbf_reader in, Visit visit) {
  static_assert(detail::field_count<T> <= 12, "add cases here");
  while (in.next()) {
    switch (in.tag_and_type()) {
        // clang-format off
      case tag_of<T, 0>(): visit_field<T, 0>(in, visit); break;
      case tag_of<T, 1>(): visit_field<T, 1>(in, visit); break;
      case tag_of<T, 2>(): visit_field<T, 2>(in, visit); break;
      case tag_of<T, 3>(): visit_field<T, 3>(in, visit); break;
      case tag_of<T, 4>(): visit_field<T, 4>(in, visit); break;
      case tag_of<T, 5>(): visit_field<T, 5>(in, visit); break;
      case tag_of<T, 6>(): visit_field<T, 6>(in, visit); break;
      case tag_of<T, 7>(): visit_field<T, 7>(in, visit); break;
      case tag_of<T, 8>(): visit_field<T, 8>(in, visit); break;
      case tag_of<T, 9>(): visit_field<T, 9>(in, visit); break;
      case tag_of<T, 10>(): visit_field<T, 10>(in, visit); break;
      case tag_of<T, 11>(): visit_field<T, 11>(in, visit); break;
      default: in.skip();
        // clang-format on
    }
  }
}

template <message T>
inline void fill(pbf_reader from, T& out) {
  each_field<T>(from, [&]<class Field>(pbf_reader& in) {
    auto& member = out.*Field::member;
    if constexpr (Field::is_message) {
      fill(in.get_message(), member ? *member : member.emplace());
    } else {
      member = scalar_at<Field>(in);
    }
  });
}

/// The sum of all leaves, without a struct. It is right where no field occurs twice.
template <message T>
[[nodiscard]] inline std::uint64_t add_up(pbf_reader from) {
  std::uint64_t sum = 0;
  each_field<T>(from, [&]<class Field>(pbf_reader& in) {
    if constexpr (Field::is_message) {
      sum += add_up<typename Field::value_type>(in.get_message());
    } else {
      sum += sum_of_leaves(scalar_at<Field>(in));
    }
  });
  return sum;
}

/// Fills a fresh struct.
struct reader {
  template <message T>
  bool operator()(bytes in, T& out) const try {
    fill(reader_of(in), out);
    return true;
  } catch (const protozero::exception&) {
    return false;
  }
};

/// The last occurrence of the field at the end of the path, as protobuf wants it.
template <class Path, std::size_t Depth = 0>
void find_last(pbf_reader in, std::optional<typename Path::value_type>& found) {
  using field = typename Path::template field<Depth>;
  while (in.next(field::number, static_cast<pbf_wire_type>(field::wire()))) {
    if constexpr (Depth + 1 == Path::size) {
      found = scalar_at<field>(in);
    } else {
      find_last<Path, Depth + 1>(in.get_message(), found);
    }
  }
}

/// The first one, which readers take that do not care for duplicates.
template <class Path, std::size_t Depth = 0>
[[nodiscard]] std::optional<typename Path::value_type> find_first(pbf_reader in) {
  using field = typename Path::template field<Depth>;
  if (!in.next(field::number, static_cast<pbf_wire_type>(field::wire()))) return std::nullopt;
  if constexpr (Depth + 1 == Path::size) {
    return scalar_at<field>(in);
  } else {
    return find_first<Path, Depth + 1>(in.get_message());
  }
}

template <class V>
[[nodiscard]] std::size_t length_of(const V& value);

/// Bytes of the value behind its tag.
template <class Field, class V>
[[nodiscard]] std::size_t length_of_value(const V& value) {
  const auto varint = [](std::uint64_t number) {
    return static_cast<std::size_t>(protozero::length_of_varint(number));
  };
  if constexpr (Field::is_message) {
    const std::size_t size = length_of(value);
    return varint(size) + size;
  } else if constexpr (Field::wire() == wire_type::len) {
    return varint(value.size()) + value.size();
  } else if constexpr (Field::wire() == wire_type::i64) {
    return 8;
  } else if constexpr (Field::type() == scalar::sint32) {
    return varint(protozero::encode_zigzag32(value));
  } else {
    return varint(static_cast<std::uint64_t>(value));
  }
}

/// True for a field that is encoded; an absent one and an implicit zero are not.
template <class Field, class Member>
[[nodiscard]] bool is_encoded(const Member& member) {
  if constexpr (Field::explicit_presence) {
    return member.has_value();
  } else {
    return !detail::is_zero(member);
  }
}

template <class Field, class Member>
[[nodiscard]] const auto& value_of(const Member& member) {
  if constexpr (Field::explicit_presence) {
    return *member;
  } else {
    return member;
  }
}

/// Bytes of a message.
template <class V>
[[nodiscard]] std::size_t length_of(const V& in) {
  const auto length_of_field = [&]<class Field>() -> std::size_t {
    const auto& member = in.*Field::member;
    if (!is_encoded<Field>(member)) return 0;
    return static_cast<std::size_t>(protozero::length_of_varint(Field::tag())) +
           length_of_value<Field>(value_of<Field>(member));
  };
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    return (std::size_t{0} + ... + length_of_field.template operator()<detail::field_at<V, I>>());
  }(std::make_index_sequence<detail::field_count<V>>{});
}

template <class Field, class V>
void write_scalar(pbf_writer& to, const V& value) {
  constexpr std::uint32_t number = Field::number;
  constexpr scalar type = Field::type();
  if constexpr (type == scalar::bool_) {
    to.add_bool(number, value);
  } else if constexpr (type == scalar::int32) {
    to.add_int32(number, value);
  } else if constexpr (type == scalar::int64) {
    to.add_int64(number, value);
  } else if constexpr (type == scalar::uint32) {
    to.add_uint32(number, value);
  } else if constexpr (type == scalar::uint64) {
    to.add_uint64(number, value);
  } else if constexpr (type == scalar::sint32) {
    to.add_sint32(number, value);
  } else if constexpr (type == scalar::fixed64) {
    to.add_fixed64(number, value);
  } else {
    static_assert(Field::wire() == wire_type::len, "add the type here");
    to.add_bytes(number, reinterpret_cast<const char*>(value.data()), value.size());
  }
}

/// How lengths of sub-messages are written.
enum class lengths {
  moved_into,  ///< room for the longest; the sub-message is moved when its length is known
  known,       ///< computed beforehand: nothing moves
};

template <lengths How, message T>
void write_fields(pbf_writer& to, const T& in);

template <lengths How, class Field, class V>
void write_message(pbf_writer& to, const V& value) {
  const bool empty = How == lengths::known ? false : equal(value, V{});
  const std::size_t size = How == lengths::known ? length_of(value) : 0;
  if (empty || (How == lengths::known && size == 0)) {
    to.add_message(Field::number, "", 0);  // a writer for it would leave it out
    return;
  }
  pbf_writer inner(to, Field::number, size);
  write_fields<How>(inner, value);
}

template <lengths How, message T>
void write_fields(pbf_writer& to, const T& in) {
  const auto write_field = [&]<class Field>() {
    const auto& member = in.*Field::member;
    if (!is_encoded<Field>(member)) return;
    if constexpr (Field::is_message) {
      write_message<How, Field>(to, *member);
    } else {
      write_scalar<Field>(to, value_of<Field>(member));
    }
  };
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    (write_field.template operator()<detail::field_at<T, I>>(), ...);
  }(std::make_index_sequence<detail::field_count<T>>{});
}

template <lengths How>
struct writer {
  template <message T>
  std::size_t operator()(const T& in, mutable_bytes out) const {
    protozero::fixed_size_buffer_adaptor buffer(reinterpret_cast<char*>(out.data()), out.size());
    pbf_writer to(buffer);
    write_fields<How>(to, in);
    return buffer.size();
  }
};

}  // namespace headwire::bench::systems::with_protozero
