// SPDX-License-Identifier: Apache-2.0
//
// Encoding to a std::string, a std::vector, or another container that grows. Optional: not part of
// headwire.hpp, as nothing there allocates.
#pragma once

#include <concepts>
#include <cstddef>
#include <utility>

#include "headwire/codec/encode.hpp"
#include "headwire/codec/size.hpp"
#include "headwire/wire/error.hpp"
#include "headwire/wire/input.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/writable.hpp"

namespace headwire {

/// A contiguous container of bytes or characters that grows.
template <class C>
concept byte_container = detail::is_byte_range<C> &&
                         requires(C& container, std::size_t size) { container.resize(size); };

inline namespace HEADWIRE_ISA {

/// Appends the bytes of `in` to `out`, which is left as it was after a failure: with
/// `invalid_utf8` or `too_large`, as `encode` says. Throws what `out.resize` throws.
template <class T, byte_container C>
[[nodiscard]] status encode_to(const T& in, C& out) {
  if constexpr (detail::declared<T>::value) {
    const std::size_t before = out.size();
    out.resize(before + headwire::encoded_size(in));
    const status done = headwire::encode(in, {out.data() + before, out.size() - before}).status();
    if (!done) out.resize(before);
    return done;
  } else {
    return {};
  }
}

/// The bytes of `in` in a container of their own: `encode_to<std::string>(in)`.
template <byte_container C, class T>
[[nodiscard]] result<C> encode_to(const T& in) {
  C out;
  const status done = headwire::encode_to(in, out);
  return {std::in_place, [&] { return std::move(out); }, done};
}

}  // namespace HEADWIRE_ISA

}  // namespace headwire
