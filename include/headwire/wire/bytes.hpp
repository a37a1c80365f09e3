// SPDX-License-Identifier: Apache-2.0
//
// Byte ranges that Headwire reads from and writes to. None of them owns its memory.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

namespace headwire {

/// Bytes to read. Never owns: the memory must outlive every view decoded from it.
using bytes = std::span<const std::byte>;

/// Bytes to write.
using mutable_bytes = std::span<std::byte>;

/// One message in several segments, in order. Segments may be empty.
using fragments = std::span<const bytes>;

namespace detail {

/// `size`, which has been found small enough. Without a cast where both are one type: users compile
/// with -Wuseless-cast.
template <std::same_as<std::uint64_t> Size>
[[nodiscard, gnu::always_inline]] inline constexpr std::size_t to_size(Size size) noexcept {
  if constexpr (std::same_as<Size, std::size_t>) {
    return size;
  } else {
    return static_cast<std::size_t>(size);
  }
}

/// A temporary that owns its bytes, such as a std::vector or std::string returned by value. A view
/// decoded from one dangles at the end of the full expression, so all calls that read refuse it.
template <class R, class View>
concept owning_temporary = !std::is_lvalue_reference_v<R> && std::convertible_to<R, View> &&
                           !std::ranges::enable_borrowed_range<std::remove_cvref_t<R>>;

}  // namespace detail

/// The bytes of `text`; borrows, copies nothing.
[[nodiscard]] inline bytes as_bytes(std::string_view text) noexcept {
  return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

/// The bytes of a string literal without the zero that ends it, zeros inside of it included:
/// `as_bytes("\x08\x00")` has two. A constant array of char cannot be told from a literal: a zero
/// at its end is left out, too. For data say `as_bytes(data, size)`.
template <std::size_t Size>
[[nodiscard]] bytes as_bytes(const char (&literal)[Size]) noexcept {
  return {reinterpret_cast<const std::byte*>(literal), literal[Size - 1] == '\0' ? Size - 1 : Size};
}

/// Refused at compile time: how much of a buffer is filled, only its owner knows.
template <std::size_t Size>
bytes as_bytes(char (&)[Size]) noexcept {
  static_assert(Size == 0,
                "headwire: how much of this array of char is filled? say as_bytes(data, size)");
  return {};
}

/// The `size` bytes that begin at `data`; borrows, copies nothing.
[[nodiscard]] inline bytes as_bytes(const char* data, std::size_t size) noexcept {
  return {reinterpret_cast<const std::byte*>(data), size};
}

/// The same bytes as `std::byte`; borrows, copies nothing.
[[nodiscard]] inline bytes as_bytes(std::span<const std::uint8_t> data) noexcept {
  return {reinterpret_cast<const std::byte*>(data.data()), data.size()};
}

/// Refused at compile time: the bytes of a temporary std::string or std::vector would dangle.
template <class Owner>
requires(detail::owning_temporary<Owner, std::string_view> ||
         detail::owning_temporary<Owner, std::span<const std::uint8_t>>)
bytes as_bytes(Owner&&) noexcept {
  static_assert(std::is_lvalue_reference_v<Owner>,
                "headwire: a temporary owns these bytes, and views of them would dangle: keep it "
                "in a variable");
  return {};
}

/// The same bytes as text; borrows, copies nothing and checks nothing.
[[nodiscard]] inline std::string_view as_text(bytes data) noexcept {
  return {reinterpret_cast<const char*>(data.data()), data.size()};
}

}  // namespace headwire
