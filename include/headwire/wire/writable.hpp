// SPDX-License-Identifier: Apache-2.0
//
// What calls that write take: memory of a fixed size, of any owner.
#pragma once

#include <concepts>
#include <cstddef>
#include <span>
#include <type_traits>

#include "headwire/wire/bytes.hpp"
#include "headwire/wire/input.hpp"

namespace headwire {

namespace detail {

template <class B>
[[nodiscard]] constexpr std::byte* as_byte_pointer(B* data) noexcept {
  if constexpr (std::same_as<B, std::byte>) {
    return data;
  } else {
    return reinterpret_cast<std::byte*>(data);
  }
}

/// True for a range of bytes that can be changed: a std::string that is not const, a std::span<char>.
template <class R>
inline constexpr bool is_changeable = is_byte_range<R> && !std::is_const_v<element<R>>;

/// The bytes of a range of them that are not const.
template <class R>
[[nodiscard]] constexpr mutable_bytes mutable_bytes_of(R& from) noexcept {
  if constexpr (!is_byte_range<R>) {
    return static_cast<mutable_bytes>(from);
  } else if constexpr (std::is_array_v<R>) {
    return {detail::as_byte_pointer(from), std::extent_v<R>};
  } else {
    return {detail::as_byte_pointer(from.data()), from.size()};
  }
}

}  // namespace detail

/// Memory to write to, of any type: made implicitly from an array, std::array, std::span,
/// std::vector or std::string of bytes or characters, `{data, size}`, and whatever else has
/// `data()` and `size()`. Its size stays: to make a std::string or std::vector of a message, say
/// `encode_to` (headwire/encode_to.hpp).
class writable {
 public:
  constexpr writable() noexcept = default;
  constexpr writable(mutable_bytes out) noexcept : bytes_(out) {}  // NOLINT(*-explicit-*)

  template <class B>
  requires detail::is_byte<B>
  constexpr writable(B* data, std::size_t size) noexcept
      : bytes_(detail::as_byte_pointer(data), size) {}

  template <class R>
  requires(!detail::segment_range<R> && !std::same_as<std::remove_cvref_t<R>, writable> &&
           !std::same_as<std::remove_cvref_t<R>, mutable_bytes>)
  constexpr writable(R&& from) noexcept {  // NOLINT(*-explicit-*,*-forwarding-*): kept is an lvalue
    using range = std::remove_reference_t<R>;
    constexpr bool ranges = detail::is_byte_range<range>;
    constexpr bool changes =
        ranges ? detail::is_changeable<range> : std::convertible_to<range&, mutable_bytes>;
    constexpr bool kept = std::is_lvalue_reference_v<R> ||
                          std::ranges::enable_borrowed_range<std::remove_cv_t<range>>;
    static_assert(ranges || changes,
                  "headwire: not memory for bytes: give an array, a std::vector<std::byte>, a "
                  "std::span<std::byte>, anything else with data() and size(), or {data, size}");
    static_assert(!ranges || changes, "headwire: these bytes are const: they cannot be written to");
    static_assert(!changes || kept, "headwire: a temporary: what is written to it would be lost");
    if constexpr (changes && kept) bytes_ = detail::mutable_bytes_of(from);
  }

  /// The same memory.
  // NOLINTNEXTLINE(*-explicit-*)
  [[gnu::always_inline]] inline constexpr operator std::span<std::byte>() const noexcept {
    return bytes_;
  }

 private:
  mutable_bytes bytes_{};
};

}  // namespace headwire
