// SPDX-License-Identifier: Apache-2.0
//
// peek, patch and splice against decode, a plain model of what they do, and libprotobuf. The first
// bytes of an input select a type, a path and a new value; the rest is the message.
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <optional>
#include <span>
#include <string_view>

#include "harness.hpp"
#include "reference/comparison.hpp"
#include "reference/edit.hpp"
#include "reference/types.hpp"
#include "support/peek_oracle.hpp"
#include "support/splice_oracle.hpp"

namespace headwire::reference {
namespace {

/// The bytes as a value of that type.
template <class V>
V to_value(bytes source) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < source.size() && i < 8; ++i)
    bits |= std::to_integer<std::uint64_t>(source[i]) << (8 * i);
  if constexpr (std::is_same_v<V, std::string_view>) {
    return as_text(source);
  } else if constexpr (std::is_same_v<V, bytes>) {
    return source;
  } else if constexpr (std::is_same_v<V, bool>) {
    return bits % 2 != 0;
  } else if constexpr (std::is_same_v<V, double>) {
    return std::bit_cast<double>(bits);
  } else if constexpr (std::is_same_v<V, float>) {
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits));
  } else {
    return static_cast<V>(bits);
  }
}

/// A string that is not UTF-8 must be refused, and nothing touched.
template <auto Path>
std::string_view check_refused(bytes message, std::string_view text) {
  test::heap_block out(message.size() + text.size() + 100);
  const status done = splice<Path>(message, out.writable(), text).status();
  const bool clean = std::ranges::all_of(out.view(), [](std::byte b) { return b == std::byte{0}; });
  if (done.code() != errc::invalid_utf8 || !clean) return "splice of a bad string";
  test::heap_block copy(message);
  if (patch<Path>(copy.writable(), text) != done) return "patch of a bad string";
  return std::ranges::equal(copy.view(), message) ? "" : "bytes after patch of a bad string";
}

template <auto Path>
std::string_view check_edits(bytes message, bytes value) {
  using P = detail::path_type<Path>;
  using V = typename P::value_type;
  const V fresh = to_value<V>(value);
  if constexpr (std::is_same_v<V, std::string_view>) {
    const test::lone<P, P::size - 1> alone{.value = fresh};
    std::array<std::byte, 300> block;
    if (!encode(alone, block)) return check_refused<Path>(message, fresh);
  }
  std::string_view difference = test::check_splice<Path>(message, fresh);
  if (difference.empty()) difference = test::check_splice<Path>(message, std::nullopt);
  if (difference.empty()) difference = test::check_patch<Path>(message, fresh);
  if (difference.empty()) difference = compare_edits<Path>(message, fresh);
  if (difference.empty()) difference = compare_edits<Path>(message, std::nullopt);
  return difference;
}

template <message T>
void check(fuzz::choices input) {
  const std::size_t chosen = input.byte() % std::tuple_size_v<test::all_paths<T>>;
  const test::heap_block value(input.take(input.byte() % 160));
  const test::heap_block block(input.rest());
  std::string_view difference = test::check_peek<T>(block.view());
  std::size_t index = 0;
  test::for_each_path<T>([&]<auto Path>() {
    if (index++ != chosen || !difference.empty()) return;
    difference = check_edits<Path>(block.view(), value.view());
  });
  fuzz::require_none(difference, type_name<T>, block.view());
}

template <class... T>
constexpr auto check_functions(type_list<T...>) {
  return std::array<void (*)(fuzz::choices), sizeof...(T)>{&check<T>...};
}

constexpr auto functions = check_functions(fuzz::edited_types{});

}  // namespace
}  // namespace headwire::reference

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using headwire::reference::functions;
  headwire::reference::silence_libprotobuf();
  headwire::fuzz::choices input(headwire::as_bytes(std::span(data, size)));
  const std::size_t type = input.byte() % functions.size();
  functions[type](input);
  return 0;
}
