// SPDX-License-Identifier: Apache-2.0
//
// What calls that read take: a contiguous range of bytes or characters, of any owner, or several
// such ranges. What cannot be read is refused with a sentence that says what to give instead.
#pragma once

#include <concepts>
#include <cstddef>
#include <span>
#include <type_traits>

#include "headwire/wire/bytes.hpp"

namespace headwire {

namespace detail {

/// The types whose objects are bytes.
template <class B>
inline constexpr bool is_byte =
    std::same_as<B, std::byte> || std::same_as<B, char> || std::same_as<B, signed char> ||
    std::same_as<B, unsigned char> || std::same_as<B, char8_t>;

/// What `data()` of a range points to; void for anything else.
template <class R>
struct element_of {
  using type = void;
};
template <class R>
requires requires(R& range) {
  { range.size() } -> std::convertible_to<std::size_t>;
  requires std::is_pointer_v<decltype(range.data())>;
}
struct element_of<R> {
  using type = std::remove_pointer_t<decltype(std::declval<R&>().data())>;
};
template <class E, std::size_t Size>
struct element_of<E[Size]> {
  using type = E;
};
template <class R>
using element = typename element_of<std::remove_reference_t<R>>::type;

/// A contiguous range of bytes: an array, or what has members `data()` and `size()`.
template <class R>
inline constexpr bool is_byte_range = is_byte<std::remove_cv_t<element<R>>>;

/// A contiguous range of those.
template <class R>
concept segment_range = is_byte_range<element<R>>;

/// One of the ranges in it, with its constness left out.
template <segment_range R>
using segment_of = std::remove_cv_t<element<R>>;

/// An array of char that is no literal: how much of it is filled, only its owner knows.
template <class R>
inline constexpr bool is_char_buffer =
    std::is_array_v<R> && std::same_as<std::remove_extent_t<R>, char>;

template <class R>
inline constexpr bool is_readable = is_byte_range<R> || std::convertible_to<R&, bytes>;

template <class B>
[[nodiscard]] constexpr const std::byte* as_byte_pointer(const B* data) noexcept {
  if constexpr (std::same_as<B, std::byte>) {
    return data;
  } else {
    return reinterpret_cast<const std::byte*>(data);
  }
}

/// The bytes of what `is_readable`. Those of a literal end before its zero.
template <class R>
[[nodiscard]] constexpr bytes bytes_of(const R& from) noexcept {
  if constexpr (!is_byte_range<const R>) {
    return static_cast<bytes>(from);
  } else if constexpr (!std::is_array_v<R>) {
    return {detail::as_byte_pointer(from.data()), from.size()};
  } else if constexpr (std::same_as<std::remove_cv_t<std::remove_extent_t<R>>, char>) {
    return headwire::as_bytes(from);
  } else {
    return {detail::as_byte_pointer(from), std::extent_v<R>};
  }
}

}  // namespace detail

/// Bytes to read, of any type: made implicitly from a std::string, std::string_view,
/// std::vector<std::uint8_t>, std::array, std::span, a string literal (without the zero that ends
/// it), `{data, size}`, and whatever else has `data()` and `size()`. Borrows, copies nothing.
///
/// A temporary that owns its bytes is refused, as views decoded from it would dangle; so is an
/// array of char that is no literal, whose filled part is not known.
class input {
 public:
  constexpr input() noexcept = default;
  constexpr input(bytes in) noexcept : bytes_(in) {}  // NOLINT(*-explicit-*)

  template <class B>
  requires detail::is_byte<B>
  constexpr input(const B* data, std::size_t size) noexcept
      : bytes_(detail::as_byte_pointer(data), size) {}

  template <class R>
  requires(!detail::segment_range<R> && !std::same_as<std::remove_cvref_t<R>, input> &&
           !std::same_as<std::remove_cvref_t<R>, bytes>)
  constexpr input(R&& from) noexcept {  // NOLINT(*-explicit-*,*-forwarding-*): kept is an lvalue
    using range = std::remove_reference_t<R>;
    constexpr bool readable = detail::is_readable<range>;
    constexpr bool filled = !detail::is_char_buffer<range>;
    constexpr bool kept = std::is_lvalue_reference_v<R> ||
                          std::ranges::enable_borrowed_range<std::remove_cv_t<range>>;
    static_assert(!std::is_pointer_v<std::decay_t<range>> || std::is_array_v<range>,
                  "headwire: a pointer says nothing of a size: give {data, size}");
    static_assert(readable || std::is_pointer_v<range>,
                  "headwire: not bytes: give a std::string, a std::vector<std::uint8_t>, a "
                  "std::span<const std::byte>, or anything else with data() and size()");
    static_assert(!readable || kept,
                  "headwire: a temporary owns these bytes, and views of them would dangle: keep "
                  "it in a variable");
    static_assert(filled, "headwire: how much of this array of char is filled? give {data, size}");
    if constexpr (readable && filled) bytes_ = detail::bytes_of(from);
  }

  /// The same bytes.
  // NOLINTNEXTLINE(*-explicit-*)
  [[gnu::always_inline]] inline constexpr operator std::span<const std::byte>() const noexcept {
    return bytes_;
  }

 private:
  bytes bytes_{};
};

}  // namespace headwire
