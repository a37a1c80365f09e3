// SPDX-License-Identifier: Apache-2.0
//
// The lower bound for decoding CommandResponseHeaders; see decode_request.hpp. The common shapes are
//
//     0a L1 0a L2 0a L3 0a L4 08 index                         10 output sequence
//     0a L1 0a L2 0a L3 0a L4 08 index 10 status               10 output sequence
//     0a L1 0a L2 0a L3 0a L4 08 index 10 status 1a size text  10 output sequence
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/codec/decode.hpp>
#include <headwire/wire/utf8.hpp>
#include <string_view>

#include "lower_bound/read_digits.hpp"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace headwire::bench::lower_bound {

namespace hw = headwire::atomix::multiraft::v1;

/// True for valid UTF-8. Texts of 16 to 64 ASCII bytes take four loads, which overlap where the
/// text is shorter: no loop, whose end would be mispredicted.
[[nodiscard, gnu::always_inline]] inline bool is_utf8_text(const std::byte* text,
                                                           std::size_t size) {
#if defined(__SSE2__)
  if (size - 16 <= 48) [[likely]] {
    const std::size_t last = size - 16;
    const auto load = [text](std::size_t at) {
      return _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + at));
    };
    const __m128i outer = _mm_or_si128(load(0), load(last));
    const __m128i inner =
        _mm_or_si128(load(std::min<std::size_t>(last, 16)), load(std::min<std::size_t>(last, 32)));
    if (_mm_movemask_epi8(_mm_or_si128(outer, inner)) == 0) [[likely]]
      return true;
  }
#endif
  return detail::is_utf8(text, text + size);
}

namespace response {

/// As in the request: the pairs of tag and length less the pair behind each, when the index takes
/// one byte, and nothing stands behind the partition's headers.
inline constexpr std::uint64_t narrowest = 0x020a'0200'0200'0200;

/// The bits in which they may differ from that: the width of the index, and the bytes of status and
/// text.
inline constexpr std::uint64_t up_to_4 = 0x0300'0000'0000'7f00;
inline constexpr std::uint64_t up_to_16 = 0x0f00'0000'0000'7f00;

inline constexpr std::size_t least_size = 12;

struct outcome {
  std::uint32_t status = 0;
  std::string_view message;
};

inline void fill(hw::CommandResponseHeaders& out, std::uint64_t index, const outcome& result,
                 std::uint64_t sequence) {
  auto& operation = out.operation.emplace();
  operation.session.emplace().session.emplace().partition.emplace().index = index;
  operation.status = static_cast<hw::OperationResponseHeaders::Status>(result.status);
  operation.message = result.message;
  out.output_sequence_num = sequence;
}

/// Status and text, which take `size` bytes at p and are followed by two bytes or more. False for
/// what is neither nothing, `10 status` nor `10 status 1a size text`.
[[nodiscard, gnu::always_inline]] inline bool read_outcome(const std::byte* p, std::size_t size,
                                                           outcome& result) {
  const std::uint64_t start = detail::byte_value(p) | detail::byte_value(p + 1) << 8;
  if (size <= 2) {
    // Whether there is a status is as good as random, so no branch asks for it.
    const std::uint64_t present = 0 - (size >> 1);
    result.status = static_cast<std::uint32_t>(start >> 8 & present);
    return (size & 1) + ((start ^ 0x10) & 0x80ff & present) == 0;
  }
  const std::size_t text_size = detail::byte_value(p + 3);
  const std::byte* const text = p + 4;
  if ((start & 0x80ff) != 0x10 || p[2] != std::byte{0x1a} || text_size + 4 != size) [[unlikely]]
    return false;
  result.status = static_cast<std::uint32_t>(start >> 8);
  result.message = as_text({text, text_size});
  return is_utf8_text(text, text_size);
}

/// What the start of a message says about all of it.
struct shape {
  std::uint64_t widths;      ///< of the varints, less one, in the high bytes of pairs
  std::uint64_t last;        ///< the width of the last varint, which is in no pair, less one
  std::uint64_t long_first;  ///< not zero where the first length is not one byte

  explicit shape(bytes in) {
    const std::uint64_t head = load_word(in.data());
    widths = head - (head >> 16) - narrowest;
    last = in.size() - 4 - (head >> 8 & 0xff);
    long_first = head & 0x8000;
  }

  [[nodiscard]] bool fits(std::uint64_t bits, std::uint64_t last_limit) const {
    return ((widths & ~bits) | long_first) == 0 && last < last_limit;
  }
};

[[nodiscard, gnu::always_inline]] inline bool read_narrow(bytes in, const shape& of,
                                                          hw::CommandResponseHeaders& out) {
  const std::byte* const p = in.data();
  const std::byte* const index_end = p + 8 + detail::byte_value(p + 7);
  const narrow_field index(index_end, 48 - (of.widths >> 53), 0x08);
  const narrow_field sequence(p + in.size(), 48 - 8 * of.last, 0x10);
  if (((index.digits | sequence.digits) & narrow_faults) != 0) [[unlikely]]
    return false;
  outcome result;
  if (!read_outcome(index_end, of.widths >> 8 & 0x7f, result)) [[unlikely]]
    return false;
  fill(out, index.value(), result, sequence.value());
  return true;
}

[[nodiscard]] inline bool read_wide(bytes in, const shape& of, hw::CommandResponseHeaders& out) {
  const std::byte* const p = in.data();
  const std::size_t index_size = (of.widths >> 56) + 1;
  const std::size_t sequence_size = of.last + 1;
  const std::byte* const index_end = p + 9 + index_size;
  const std::byte* const sequence_end = p + in.size();
  if (index_size > 10 || sequence_size > 10) [[unlikely]]
    return false;
  const std::uint64_t tags = (detail::byte_value(p + 8) ^ 0x08) |
                             (detail::byte_value(sequence_end - sequence_size - 1) ^ 0x10);
  std::uint64_t faults = 0;
  const std::uint64_t index = read_wide_varint(index_end, index_size, faults);
  const std::uint64_t sequence = read_wide_varint(sequence_end, sequence_size, faults);
  outcome result;
  if ((tags | (faults & high_bits)) != 0 || !read_outcome(index_end, of.widths >> 8 & 0x7f, result))
      [[unlikely]]
    return false;
  fill(out, index, result, sequence);
  return true;
}

}  // namespace response

/// Reads the common shape with varints of up to 4 bytes, and says false of anything else. It is
/// apart from decode_rest so that what is done next stands behind it without a call in between.
[[nodiscard, gnu::always_inline]] inline bool decode_narrow(bytes in,
                                                            hw::CommandResponseHeaders& out) {
  if (in.size() < response::least_size) [[unlikely]]
    return false;
  const response::shape of(in);
  return of.fits(response::up_to_4, 4) && response::read_narrow(in, of, out);
}

/// Reads what decode_narrow does not: decides and fills as headwire::decode does, but does not say
/// what is wrong.
[[nodiscard]] inline bool decode_rest(bytes in, hw::CommandResponseHeaders& out) {
  if (in.size() >= response::least_size) {
    const response::shape of(in);
    if (of.fits(response::up_to_16, 16) && response::read_wide(in, of, out)) return true;
  }
  return static_cast<bool>(headwire::decode(in, out));
}

[[nodiscard]] inline bool decode(bytes in, hw::CommandResponseHeaders& out) {
  return decode_narrow(in, out) || decode_rest(in, out);
}

}  // namespace headwire::bench::lower_bound
