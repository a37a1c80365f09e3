// SPDX-License-Identifier: Apache-2.0
//
// The lower bound for encoding CommandResponseHeaders; see encode_request.hpp.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/codec/encode.hpp>
#include <headwire/wire/utf8.hpp>
#include <string_view>

#include "lower_bound/encode_request.hpp"
#include "lower_bound/write_digits.hpp"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace headwire::bench::lower_bound {

/// Copies a text and returns true if it is UTF-8. Texts of 16 to 64 ASCII bytes are copied and
/// checked with the same four loads, which overlap where the text is shorter. Others are left
/// alone.
[[nodiscard, gnu::always_inline]] inline bool write_common_text(std::byte* p,
                                                                std::string_view text) {
#if defined(__SSE2__)
  const std::size_t last = text.size() - 16;
  if (last > 48) [[unlikely]]
    return false;
  const auto copy = [p, from = text.data()](std::size_t at) {
    const __m128i part = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + at));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(p + at), part);
    return part;
  };
  const __m128i outer = _mm_or_si128(copy(0), copy(last));
  const __m128i inner =
      _mm_or_si128(copy(std::min<std::size_t>(last, 16)), copy(std::min<std::size_t>(last, 32)));
  return _mm_movemask_epi8(_mm_or_si128(outer, inner)) == 0;
#else
  if (!detail::is_utf8(text.data(), text.data() + text.size())) return false;
  std::memcpy(p, text.data(), text.size());
  return true;
#endif
}

namespace response {

/// With a longer text the operation's length may take two bytes.
inline constexpr std::size_t longest_text = 100;

/// The longest message with such a text, and 10 bytes for whole-word stores.
inline constexpr std::size_t room = 8 + 11 + 2 + 2 + longest_text + 11 + 10;

/// Status and text, if there are any. False for what is left to the general encoder.
[[nodiscard, gnu::always_inline]] inline bool write_outcome(
    std::byte*& p, const hw::OperationResponseHeaders& operation) {
  const auto status = static_cast<std::uint32_t>(operation.status);
  // Whether there is a status is as good as random, so no branch asks for it.
  store(p, static_cast<std::uint16_t>(status << 8 | 0x10));
  p += status != 0 ? 2 : 0;
  if (status > 0x7f) [[unlikely]]
    return false;
  const std::string_view text = operation.message;
  if (text.empty()) return true;
  store(p, static_cast<std::uint16_t>(text.size() << 8 | 0x1a));
  const bool written = write_common_text(p + 2, text);
  p += 2 + text.size();
  return written;
}

/// Writes a message of the common shape; `write` writes a varint field, and says false where it
/// cannot. 0 for what is left to the general encoder.
template <class Index, class Sequence>
[[nodiscard, gnu::always_inline]] inline std::size_t write_message(
    const hw::CommandResponseHeaders& in, mutable_bytes out, Index write_index,
    Sequence write_sequence) {
  if (out.size() < room || !in.operation || !in.operation->session ||
      !in.operation->session->session || !in.operation->session->session->partition) [[unlikely]]
    return 0;
  const hw::OperationResponseHeaders& operation = *in.operation;
  if (operation.message.size() > longest_text) [[unlikely]]
    return 0;
  std::byte* const start = out.data();
  store(start, four_tags);
  std::byte* end = start + 8;
  if (!write_index(end, operation.session->session->partition->index)) [[unlikely]]
    return 0;
  close(start, 8, end);
  close(start, 6, end);
  close(start, 4, end);
  if (!write_outcome(end, operation)) [[unlikely]]
    return 0;
  close(start, 2, end);
  if (!write_sequence(end, in.output_sequence_num)) [[unlikely]]
    return 0;
  return static_cast<std::size_t>(end - start);
}

template <std::uint8_t Tag>
[[nodiscard, gnu::always_inline]] inline bool write_if_narrow(std::byte*& p, std::uint64_t value) {
  return value >> 28 == 0 && write_short_varint<Tag>(p, value);
}

template <std::uint8_t Tag>
[[nodiscard, gnu::always_inline]] inline bool write_always(std::byte*& p, std::uint64_t value) {
  p = write_any<Tag>(p, value);
  return true;
}

}  // namespace response

/// As for the request.
[[nodiscard, gnu::always_inline]] inline std::size_t encode_narrow(
    const hw::CommandResponseHeaders& in, mutable_bytes out) {
  return response::write_message(in, out, response::write_if_narrow<0x08>,
                                 response::write_if_narrow<0x10>);
}

/// Writes what encode_narrow does not; 0 for a failure, and for a message of no bytes.
[[nodiscard]] inline std::size_t encode_rest(const hw::CommandResponseHeaders& in,
                                             mutable_bytes out) {
  const std::size_t size =
      response::write_message(in, out, response::write_always<0x08>, response::write_always<0x10>);
  return size != 0 ? size : encode_any(in, out);
}

}  // namespace headwire::bench::lower_bound
