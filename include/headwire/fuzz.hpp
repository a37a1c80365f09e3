// SPDX-License-Identifier: Apache-2.0
//
// Optional: fuzz your own messages. Not part of headwire.hpp. Each function checks one promise on
// one input, and otherwise prints the input and what is wrong with it, and aborts. A whole target
// for libFuzzer or AFL++ (-fsanitize=fuzzer):
//
//     #include <headwire/fuzz.hpp>
//     #include "my_messages.hpp"
//
//     extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
//       const auto input = headwire::as_bytes(std::span(data, size));
//       headwire::fuzz::check_round_trip<MyMessage>(input);
//       headwire::fuzz::check_canonical<MyMessage>(input);
//       headwire::fuzz::check_fragments<MyMessage>(input);
//       headwire::fuzz::check_peek<headwire::path<&MyMessage::id>>(input);
//       return 0;
//     }
//
// The checks are always on, not assert(): that vanishes from a build that is optimised. Unlike the
// core they allocate, so that each buffer is a heap block of the very size that a sanitizer guards.
//
// What they find is a bug in Headwire, or a declaration that changes meaning on the way: please
// report the printed input with the declaration.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "headwire/codec/decode.hpp"
#include "headwire/codec/encode.hpp"
#include "headwire/codec/size.hpp"
#include "headwire/edit/peek.hpp"
#include "headwire/schema/message.hpp"
#include "headwire/schema/path.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/error.hpp"
#include "headwire/wire/fragments.hpp"
#include "headwire/wire/isa.hpp"

namespace headwire::fuzz {
inline namespace HEADWIRE_ISA {

/// Prints what is wrong with `input` and ends the program.
[[noreturn]] inline void fail(std::string_view type, std::string_view what, bytes input) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text = "headwire: " + std::string(type) + ": " + std::string(what) + "\n  input: ";
  for (const std::byte byte : input) {
    text += digits[std::to_integer<std::size_t>(byte) >> 4];
    text += digits[std::to_integer<std::size_t>(byte) & 15];
  }
  text += '\n';
  static_cast<void>(std::fputs(text.c_str(), stderr));
  std::abort();
}

}  // namespace HEADWIRE_ISA
}  // namespace headwire::fuzz

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// Bytes in a heap block of exactly their size.
class fuzz_block {
 public:
  explicit fuzz_block(std::size_t size) : data_(new std::byte[size]()), size_(size) {}
  explicit fuzz_block(bytes content) : fuzz_block(content.size()) {
    std::copy(content.begin(), content.end(), data_.get());
  }

  [[nodiscard]] bytes view() const noexcept { return {data_.get(), size_}; }
  [[nodiscard]] mutable_bytes writable() noexcept { return {data_.get(), size_}; }

 private:
  std::unique_ptr<std::byte[]> data_;
  std::size_t size_;
};

template <message T>
void fuzz_require(bool good, std::string_view what, bytes input) {
  if (!good) fuzz::fail(type_name<T>, what, input);
}

/// True if the message, or one in it, holds unknown fields.
template <class T>
[[nodiscard]] bool holds_unknown(const T& value) {
  if constexpr (is_optional<T>) {
    return value.has_value() && detail::holds_unknown(detail::held(value));
  } else if constexpr (has_schema<T>) {
    if constexpr (schema_type<T>::keeps_unknown) {
      if (!(value.*schema_type<T>::unknown_member::member).empty()) return true;
    }
    return [&]<std::size_t... Index>(std::index_sequence<Index...>) {
      return (detail::holds_unknown(value.*field_at<T, Index>::member) || ...);
    }(std::make_index_sequence<field_count<T>>{});
  } else {
    return false;
  }
}

/// What must hold of any outcome of a decode into `value`.
template <message T>
void fuzz_check_status(status read, const T& value, bytes input) {
  if (read) {
    detail::fuzz_require<T>(read.offset() == 0 && read.field() == 0, "a success with an offset",
                            input);
    return;
  }
  detail::fuzz_require<T>(read.offset() <= input.size(), "an error behind the input", input);
  detail::fuzz_require<T>(!read.skipped_unknown(), "an error that skipped fields", input);
  detail::fuzz_require<T>(headwire::equal(value, T{}),
                          "something is left of a message that was refused", input);
}

/// The encoding of a decoded message, with what encode promises of its buffer checked.
template <message T>
[[nodiscard]] fuzz_block fuzz_encode(const T& value, bytes input) {
  fuzz_block block(headwire::encoded_size(value));
  const auto written = headwire::encode(value, block.writable());
  detail::fuzz_require<T>(static_cast<bool>(written), "what was read cannot be written", input);
  detail::fuzz_require<T>(written->size() == block.view().size(), "encoded_size()", input);
  if (!block.view().empty()) {
    fuzz_block too_small(block.view().size() - 1);
    const status refused = headwire::encode(value, too_small.writable()).status();
    detail::fuzz_require<T>(refused == status(errc::buffer_too_small, block.view().size(), 0),
                            "encode into too small a buffer", input);
    const bytes left = too_small.view();
    const bool untouched =
        std::all_of(left.begin(), left.end(), [](std::byte byte) { return byte == std::byte{0}; });
    detail::fuzz_require<T>(untouched, "encode wrote into too small a buffer", input);
  }
  return block;
}

/// The same message in segments, cut in front of `cut` and behind the byte there.
template <message T>
void fuzz_check_cut(bytes input, std::size_t cut, status expected, const T& whole) {
  const fuzz_block first(input.first(cut));
  const fuzz_block second(input.subspan(cut, std::min<std::size_t>(1, input.size() - cut)));
  const fuzz_block third(input.subspan(cut + second.view().size()));
  const std::array<bytes, 4> segments{first.view(), second.view(), bytes{}, third.view()};
  fuzz_block scratch(input.size());
  T value{};
  const status read = headwire::decode(fragments(segments), value, scratch.writable());
  detail::fuzz_require<T>(read == expected, "another status in segments", input);
  detail::fuzz_require<T>(headwire::equal(value, whole), "another value in segments", input);
}

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail

namespace headwire::fuzz {
inline namespace HEADWIRE_ISA {

/// What decodes can be encoded, into exactly the announced size and not into a byte less; decoding
/// that gives the same message again. What does not decode leaves nothing behind.
template <message T>
void check_round_trip(bytes input) {
  T value{};
  const status read = headwire::decode(input, value);
  detail::fuzz_check_status(read, value, input);
  if (!read) return;
  const detail::fuzz_block written = detail::fuzz_encode(value, input);
  T again{};
  const status read_again = headwire::decode(written.view(), again);
  detail::fuzz_require<T>(static_cast<bool>(read_again), "what was written cannot be read", input);
  detail::fuzz_require<T>(!read_again.skipped_unknown(), "what was written is not known", input);
  detail::fuzz_require<T>(headwire::equal(again, value), "another value after a round trip", input);
}

/// The canonical gate lets an input through if and only if decoding it meets no unknown field and
/// encoding the result gives the input again; the values are then those of decode without options.
template <message T>
void check_canonical(bytes input) {
  T value{};
  T strict{};
  const status read = headwire::decode(input, value);
  const status gate = headwire::decode(input, strict, canonical);
  detail::fuzz_check_status(gate, strict, input);
  bool expected = read && !read.skipped_unknown() && !detail::holds_unknown(value);
  if (expected) {
    const detail::fuzz_block written = detail::fuzz_encode(value, input);
    const bytes view = written.view();
    expected = std::equal(view.begin(), view.end(), input.begin(), input.end());
  }
  detail::fuzz_require<T>(static_cast<bool>(gate) == expected, "verdict of the canonical gate",
                          input);
  if (gate)
    detail::fuzz_require<T>(headwire::equal(strict, value), "values of the canonical decode",
                            input);
}

/// Each path, all of the same message, gives what decoding the whole message gives there; with
/// `canonical`, too.
template <auto... Paths>
requires(sizeof...(Paths) > 0)
void check_peek(bytes input) {
  const auto check = [&]<auto Path>() {
    using T = typename detail::path_type<Path>::root;
    const auto compare = [&](const auto& got, status expected, const T& value) {
      detail::fuzz_require<T>(got.status() == expected, "another status of peek", input);
      const bool same = expected
                            ? detail::equal_values(*got.operator->(), headwire::get<Path>(value))
                            : !got->has_value();
      detail::fuzz_require<T>(same, "another value of peek", input);
    };
    T value{};
    const status read = headwire::decode(input, value);
    compare(headwire::peek<Path>(input), read, value);
    const status gate = headwire::decode(input, value, canonical);
    compare(headwire::peek<Path>(input, canonical), gate, value);
  };
  (check.template operator()<Paths>(), ...);
}

/// A message in segments gives the same status and values as in one, wherever it is cut: at each byte
/// of a short input, and at 64 places of a long one.
template <message T>
void check_fragments(bytes input) {
  T whole{};
  const status read = headwire::decode(input, whole);
  const std::size_t step = 1 + input.size() / 64;
  for (std::size_t cut = 0; cut <= input.size(); cut += step)
    detail::fuzz_check_cut(input, cut, read, whole);
}

}  // namespace HEADWIRE_ISA
}  // namespace headwire::fuzz
