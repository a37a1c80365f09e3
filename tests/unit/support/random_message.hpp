// SPDX-License-Identifier: Apache-2.0
//
// Random messages of any declared type, with the values on which codecs break: limits, borders
// between varint lengths, zeros that are and are not written, NaN.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <headwire/headwire.hpp>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace headwire::test {

class message_generator {
 public:
  explicit message_generator(std::uint64_t seed) : random_(seed) {}

  /// A random message. Its views are valid until the next call.
  template <message T>
  [[nodiscard]] T make() {
    texts_.clear();
    T out{};
    fill(out);
    return out;
  }

  [[nodiscard]] std::uint64_t bits() { return random_(); }
  /// A number below n.
  [[nodiscard]] std::size_t below(std::size_t n) { return static_cast<std::size_t>(bits() % n); }
  [[nodiscard]] bool chance(unsigned percent) { return bits() % 100 < percent; }

 private:
  template <message T>
  void fill(T& out) {
    fill_fields(out, std::make_index_sequence<detail::field_count<T>>{});
  }

  template <message T, std::size_t... I>
  void fill_fields(T& out, std::index_sequence<I...>) {
    (fill_member(out.*detail::field_at<T, I>::member), ...);
  }

  template <class T>
  void fill_member(std::optional<T>& member) {
    if (chance(70)) fill_member(member.emplace(T{}));
  }
  template <class T>
  void fill_member(T& member) {
    if constexpr (message<T>) {
      fill(member);
    } else {
      if (chance(75)) member = value(static_cast<T*>(nullptr));
    }
  }

  /// A number of any width from 0 to 64 bits, often all ones or a single one.
  [[nodiscard]] std::uint64_t number() {
    const std::size_t width = below(65);
    if (width == 0) return 0;
    const std::uint64_t ones = ~std::uint64_t{0} >> (64 - width);
    switch (below(4)) {
      case 0:
        return ones;
      case 1:
        return ones ^ (ones >> 1);
      default:
        return bits() & ones;
    }
  }

  template <class T>
  [[nodiscard]] T value(T*) {
    if constexpr (std::is_enum_v<T>) {
      return static_cast<T>(static_cast<std::int32_t>(signed_number()));
    } else if constexpr (std::is_signed_v<T>) {
      return static_cast<T>(signed_number());
    } else {
      return static_cast<T>(number());
    }
  }
  [[nodiscard]] bool value(bool*) { return chance(50); }
  [[nodiscard]] float value(float*) {
    return std::bit_cast<float>(static_cast<std::uint32_t>(number() << (chance(50) ? 31 : 0)));
  }
  [[nodiscard]] double value(double*) {
    return std::bit_cast<double>(number() << (chance(50) ? 63 : 0));
  }
  [[nodiscard]] std::string_view value(std::string_view*) { return text(); }
  [[nodiscard]] bytes value(bytes*) { return as_bytes(blob()); }

  [[nodiscard]] std::uint64_t signed_number() { return chance(50) ? number() : ~number(); }

  /// A length from 0 to 150: around the border between one and two bytes, too.
  [[nodiscard]] std::size_t length() { return chance(10) ? 120 + below(30) : below(20); }

  [[nodiscard]] const std::string& text() {
    static constexpr std::string_view segments[] = {"a", "Z", "0", "é", "€", "😀", "\n"};
    std::string& out = texts_.emplace_back();
    for (std::size_t left = length(); left != 0; --left)
      out += segments[below(std::size(segments))];
    return out;
  }

  [[nodiscard]] const std::string& blob() {
    std::string& out = texts_.emplace_back();
    for (std::size_t left = length(); left != 0; --left)
      out += static_cast<char>(bits());
    return out;
  }

  std::mt19937_64 random_;
  std::deque<std::string> texts_;  // a deque: growing must not move the strings that views show
};

}  // namespace headwire::test
