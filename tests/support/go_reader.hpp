// SPDX-License-Identifier: Apache-2.0
//
// A reader by the rules of the Go code that Atomix runs (gogo/protobuf, generated), as far as the
// headers go. Written from those rules, with nothing of Headwire's codec but the declared numbers:
// known field with another wire type: error; unknown fields: skipped; strings: any bytes; varints:
// up to 10 bytes everywhere, the 10th of any value; groups: balanced in number, not in kind, of any
// depth. reference/go_reader_test.cpp compares it with what that code was observed to do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <string_view>
#include <type_traits>
#include <utility>

namespace headwire::test {

class go_reader {
 public:
  /// Reads a message into `out`, of which all is unset. False where the Go code returns an error;
  /// `out` is then half-read. Strings view the input.
  template <message T>
  [[nodiscard]] static bool read(bytes in, T& out) {
    go_reader reader(as_text(in));
    return reader.fields(out);
  }

 private:
  explicit go_reader(std::string_view in) : in_(in) {}

  bool varint(std::uint64_t& value) {
    value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (at_ >= in_.size()) return false;
      const auto byte = static_cast<unsigned char>(in_[at_++]);
      value |= std::uint64_t{byte & 0x7fU} << shift;
      if (byte < 0x80) return true;
    }
    return false;
  }

  /// A length that fits behind here; Go's `int` is signed, so that 2^63 and more are errors.
  bool length(std::size_t& size) {
    std::uint64_t value = 0;
    if (!varint(value) || value > in_.size() - at_) return false;
    size = static_cast<std::size_t>(value);
    return true;
  }

  bool pass(std::size_t size) {
    if (size > in_.size() - at_) return false;
    at_ += size;
    return true;
  }

  /// Goes behind one unknown field, whose tag comes next: for a group, behind as many ends as there
  /// were starts.
  bool skip() {
    std::size_t depth = 0;
    do {
      std::uint64_t tag = 0;
      std::uint64_t ignored = 0;
      std::size_t size = 0;
      if (!varint(tag)) return false;
      switch (tag & 7) {
        case 0:
          if (!varint(ignored)) return false;
          break;
        case 1:
          if (!pass(8)) return false;
          break;
        case 2:
          if (!length(size) || !pass(size)) return false;
          break;
        case 3:
          ++depth;
          break;
        case 4:
          if (depth == 0) return false;
          --depth;
          break;
        case 5:
          if (!pass(4)) return false;
          break;
        default:
          return false;
      }
    } while (depth != 0);
    return true;
  }

  template <message T>
  bool fields(T& out) {
    while (at_ < in_.size()) {
      const std::size_t start = at_;
      std::uint64_t tag = 0;
      if (!varint(tag) || (tag & 7) == 4) return false;
      const auto number = static_cast<std::int32_t>(static_cast<std::uint32_t>(tag >> 3));
      if (number <= 0) return false;
      bool good = true;
      const bool known = [&]<std::size_t... I>(std::index_sequence<I...>) {
        return (value_of<detail::field_at<T, I>>(out, number, tag & 7, good) || ...);
      }(std::make_index_sequence<detail::field_count<T>>{});
      if (!known) {
        at_ = start;
        good = skip();
      }
      if (!good) return false;
    }
    return true;
  }

  /// False if this is not the field of that number; `good` tells whether its value is.
  template <class Field, message T>
  bool value_of(T& out, std::int32_t number, std::uint64_t wire, bool& good) {
    if (static_cast<std::int32_t>(Field::number) != number) return false;
    good = value<Field>(out.*Field::member, wire);
    return true;
  }

  template <class Field, class M>
  bool value(M& member, std::uint64_t wire) {
    using V = typename Field::value_type;
    if constexpr (Field::is_message) {
      std::size_t size = 0;
      if (wire != 2 || !length(size)) return false;
      if (!member) member = V{};
      go_reader inner(in_.substr(at_, size));
      return pass(size) && inner.fields(*member);
    } else if constexpr (std::is_same_v<V, std::string_view>) {
      std::size_t size = 0;
      if (wire != 2 || !length(size)) return false;
      member = in_.substr(at_, size);
      return pass(size);
    } else {
      // What the headers have else are numbers and an enum, as plain varints.
      static_assert(std::is_unsigned_v<V> || std::is_enum_v<V>);
      std::uint64_t number = 0;
      if (wire != 0 || !varint(number)) return false;
      member = static_cast<V>(number);
      return true;
    }
  }

  std::string_view in_;
  std::size_t at_ = 0;
};

}  // namespace headwire::test
