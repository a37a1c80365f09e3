// SPDX-License-Identifier: Apache-2.0
//
// Seeded random messages, made in two ways that share nothing but the source of numbers: as structs
// of Headwire by their declaration, and as messages of libprotobuf by its description.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <array>
#include <bit>
#include <cstdint>
#include <deque>
#include <headwire/headwire.hpp>
#include <random>
#include <string>
#include <string_view>
#include <type_traits>

#include "reference/bridge.hpp"

namespace headwire::reference {

/// Numbers of every magnitude, and texts that stay alive as long as this object or until clear().
class random_source {
 public:
  explicit random_source(std::uint64_t seed) : engine_(seed) {}

  std::uint64_t below(std::uint64_t limit) {
    return std::uniform_int_distribution<std::uint64_t>(0, limit - 1)(engine_);
  }

  /// 0 to 64 bits, each width equally likely: so each length of varint is common.
  std::uint64_t number() {
    const std::uint64_t width = below(65);
    return width == 0 ? 0 : engine_() >> (64 - width);
  }

  /// A number, or one next to where widths, signs and lengths change.
  std::uint64_t value() {
    if (below(8) != 0) return number();
    const std::uint64_t edge = std::uint64_t{1} << below(64);
    return edge - 1 + below(3);
  }

  bool coin() { return below(2) == 0; }

  /// Up to 40 bytes as a rule, at times enough for a length of two bytes.
  std::size_t length() { return static_cast<std::size_t>(below(16) == 0 ? below(300) : below(40)); }

  std::string_view blob() {
    std::string& made = kept_.emplace_back(length(), '\0');
    for (char& byte : made)
      byte = static_cast<char>(below(256));
    return made;
  }

  /// Valid UTF-8 with code points of 1 to 4 bytes.
  std::string_view text() {
    std::string& made = kept_.emplace_back();
    const bool ascii = coin();
    for (std::size_t left = length(); left != 0; --left)
      append_code_point(made, ascii ? 0 : below(4));
    return made;
  }

  void clear() { kept_.clear(); }

 private:
  void append_code_point(std::string& text, std::uint64_t extra) {
    constexpr std::array<std::uint64_t, 5> first = {0, 0x80, 0x800, 0x10000, 0x110000};
    std::uint64_t code = first[extra] + below(first[extra + 1] - first[extra]);
    if (code >= 0xd800 && code < 0xe000) code = 0xd7ff;  // surrogates are no characters
    constexpr std::array<std::uint64_t, 4> lead = {0, 0xc0, 0xe0, 0xf0};
    text += static_cast<char>(lead[extra] | code >> (6 * extra));
    while (extra-- != 0)
      text += static_cast<char>(0x80 | (code >> (6 * extra) & 0x3f));
  }

  std::mt19937_64 engine_;
  std::deque<std::string> kept_;
};

/// `Source` has the members of random_source.
template <message T, class Source>
void randomise(T& out, Source& source);

template <class V, class Source>
[[nodiscard]] V random_scalar(Source& source) {
  if constexpr (std::is_same_v<V, std::string_view>) {
    return source.text();
  } else if constexpr (std::is_same_v<V, bytes>) {
    return as_bytes(source.blob());
  } else if constexpr (std::is_same_v<V, bool>) {
    return source.coin();
  } else if constexpr (std::is_same_v<V, float>) {
    return std::bit_cast<float>(static_cast<std::uint32_t>(source.value()));
  } else if constexpr (std::is_same_v<V, double>) {
    return std::bit_cast<double>(source.value());
  } else if constexpr (std::is_enum_v<V>) {
    return static_cast<V>(static_cast<std::int32_t>(source.value()));
  } else {
    return static_cast<V>(source.coin() ? source.value() : ~source.value());
  }
}

/// Fills a value-initialised message. Half of what is optional is absent, unknown fields are none.
template <message T, class Source>
void randomise(T& out, Source& source) {
  all_fields<T>([&]<std::size_t I>() {
    using field = detail::field_at<T, I>;
    using V = typename field::value_type;
    auto& member = out.*field::member;
    if (source.coin()) return true;
    if constexpr (field::is_message) {
      // Not emplace(): clang 14 refuses it for a struct that is nested in the one being filled.
      member = V{};
      randomise(*member, source);
    } else {
      member = random_scalar<V>(source);
    }
    return true;
  });
}

/// Sets one field of `out`, of whatever type.
inline void randomise_field(google_pb::Message& out, const google_pb::FieldDescriptor* field,
                            random_source& source);

/// Fills an empty message of libprotobuf; half of the fields stay unset. The type must not be
/// recursive.
inline void randomise(google_pb::Message& out, random_source& source) {
  const google_pb::Descriptor* const type = out.GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    if (source.coin()) randomise_field(out, type->field(i), source);
  }
}

inline void randomise_field(google_pb::Message& out, const google_pb::FieldDescriptor* field,
                            random_source& source) {
  using kind = google_pb::FieldDescriptor;
  const google_pb::Reflection& in = *out.GetReflection();
  switch (field->cpp_type()) {
    case kind::CPPTYPE_MESSAGE:
      return randomise(*in.MutableMessage(&out, field), source);
    case kind::CPPTYPE_STRING:
      return in.SetString(
          &out, field,
          std::string(field->type() == kind::TYPE_BYTES ? source.blob() : source.text()));
    case kind::CPPTYPE_BOOL:
      return in.SetBool(&out, field, source.coin());
    case kind::CPPTYPE_ENUM:
      return in.SetEnumValue(&out, field, static_cast<int>(source.value()));
    case kind::CPPTYPE_FLOAT:
      return in.SetFloat(&out, field, random_scalar<float>(source));
    case kind::CPPTYPE_DOUBLE:
      return in.SetDouble(&out, field, random_scalar<double>(source));
    case kind::CPPTYPE_INT32:
      return in.SetInt32(&out, field, random_scalar<std::int32_t>(source));
    case kind::CPPTYPE_INT64:
      return in.SetInt64(&out, field, random_scalar<std::int64_t>(source));
    case kind::CPPTYPE_UINT32:
      return in.SetUInt32(&out, field, random_scalar<std::uint32_t>(source));
    case kind::CPPTYPE_UINT64:
      return in.SetUInt64(&out, field, random_scalar<std::uint64_t>(source));
  }
}

}  // namespace headwire::reference
