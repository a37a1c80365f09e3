// SPDX-License-Identifier: Apache-2.0
//
// All that can be done at one path of a message with one new value: peek, splice, patch and clear,
// against a plain model of them and against libprotobuf.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "reference/edit.hpp"
#include "support/peek_oracle.hpp"
#include "support/splice_oracle.hpp"

namespace headwire::reference {

/// The bytes as a value of that type.
template <class V>
[[nodiscard]] V to_value(bytes source) {
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

/// Paths from T to its leaves.
template <message T>
inline constexpr std::size_t path_count = std::tuple_size_v<test::all_paths<T>>;

/// Empty if all is well with the edits at that path, by its number, and peek at every path.
template <message T>
[[nodiscard]] std::string_view check_edits_at(std::size_t chosen, bytes message, bytes value) {
  std::string_view difference = test::check_peek<T>(message);
  std::size_t index = 0;
  test::for_each_path<T>([&]<auto Path>() {
    if (index++ == chosen && difference.empty()) difference = check_edits<Path>(message, value);
  });
  return difference;
}

}  // namespace headwire::reference
