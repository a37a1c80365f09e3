// SPDX-License-Identifier: Apache-2.0
//
// The lower bound for decoding CommandRequestHeaders: written by hand for this one message, to show how
// far a general library is from what the machine can do. Safe on any bytes: what is not the common
// shape (all fields there, in order, lengths of one byte) goes to headwire::decode.
//
// In the common shape
//
//     0a L1 0a L2 0a L3 0a L4 08 partition 10 session 10 primitive 10 sequence
//
// the differences of the lengths are the widths of the varints. The first eight bytes, less
// themselves moved by one pair of tag and length, hold all those differences and, in between, the
// differences of the tags: one subtraction and one mask check all four tags, that the lengths are
// below 128 and fit each other, and the widths.
#pragma once

#include <cstddef>
#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/codec/decode.hpp>

#include "lower_bound/read_digits.hpp"

namespace headwire::bench::lower_bound {

namespace hw = headwire::atomix::multiraft::v1;

namespace request {

/// The pairs of tag and length, less the pair behind each, when all varints take one byte.
inline constexpr std::uint64_t narrowest = 0x020a'0400'0400'0200;

/// The bits in which the pairs may differ from that when varints take up to 4, or 16, bytes.
inline constexpr std::uint64_t up_to_4 = 0x0300'0300'0300'0000;
inline constexpr std::uint64_t up_to_16 = 0x0f00'0f00'0f00'0000;

/// Added to the widths, less one, this carries into these bits where one is above 10.
inline constexpr std::uint64_t beyond_10 = 0x0600'0600'0600'0000;
inline constexpr std::uint64_t too_wide = 0x1000'1000'1000'0000;

/// Shorter than that is no message of this shape.
inline constexpr std::size_t least_size = 16;

inline void fill(hw::CommandRequestHeaders& out, std::uint64_t partition, std::uint64_t session,
                 std::uint64_t primitive, std::uint64_t sequence) {
  auto& in_primitive = out.operation.emplace().session.emplace();
  auto& in_session = in_primitive.session.emplace();
  in_session.partition.emplace().partition_id = static_cast<std::uint32_t>(partition);
  in_session.session_id = session;
  in_primitive.primitive_id = primitive;
  out.sequence_num = sequence;
}

/// What the start of a message says about all of it.
struct shape {
  std::uint64_t widths;  ///< of the varints, less one, in the high bytes of pairs
  std::uint64_t last;    ///< the width of the last varint, which is in no pair, less one

  explicit shape(bytes in) {
    const std::uint64_t head = load_word(in.data());
    widths = head - (head >> 16) - narrowest;
    last = in.size() - 4 - (head >> 8 & 0xff);
  }

  [[nodiscard]] bool fits(std::uint64_t bits, std::uint64_t last_limit) const {
    return (widths & ~bits) == 0 && last < last_limit;
  }
};

/// Varints of up to 4 bytes.
[[nodiscard, gnu::always_inline]] inline bool read_narrow(bytes in, const shape& of,
                                                          hw::CommandRequestHeaders& out) {
  const std::byte* const p = in.data();
  const std::uint64_t gaps = 0x0030'0030'0030'0000 - (of.widths >> 5);
  const narrow_field partition(p + 8 + detail::byte_value(p + 7), gaps >> 48, 0x08);
  const narrow_field session(p + 6 + detail::byte_value(p + 5), gaps >> 32, 0x10);
  const narrow_field primitive(p + 4 + detail::byte_value(p + 3), gaps >> 16, 0x10);
  const narrow_field sequence(p + in.size(), 48 - 8 * of.last, 0x10);
  const std::uint64_t faults =
      partition.digits | session.digits | primitive.digits | sequence.digits;
  if ((faults & narrow_faults) != 0) [[unlikely]]
    return false;
  fill(out, partition.value(), session.value(), primitive.value(), sequence.value());
  return true;
}

/// Varints of up to 10 bytes.
[[nodiscard]] inline bool read_wide(bytes in, const shape& of, hw::CommandRequestHeaders& out) {
  const std::byte* const p = in.data();
  const std::size_t partition_size = (of.widths >> 56) + 1;
  const std::size_t session_size = (of.widths >> 40 & 15) + 1;
  const std::size_t primitive_size = (of.widths >> 24 & 15) + 1;
  const std::size_t sequence_size = of.last + 1;
  const std::byte* const partition_end = p + 9 + partition_size;
  const std::byte* const session_end = partition_end + 1 + session_size;
  const std::byte* const primitive_end = session_end + 1 + primitive_size;
  const std::byte* const sequence_end = p + in.size();
  if (((of.widths + beyond_10) & too_wide) != 0 || sequence_size > 10) [[unlikely]]
    return false;
  const std::uint64_t tags =
      (detail::byte_value(p + 8) ^ 0x08) | (detail::byte_value(partition_end) ^ 0x10) |
      (detail::byte_value(session_end) ^ 0x10) | (detail::byte_value(primitive_end) ^ 0x10);
  std::uint64_t faults = 0;
  const std::uint64_t partition = read_wide_varint(partition_end, partition_size, faults);
  const std::uint64_t session = read_wide_varint(session_end, session_size, faults);
  const std::uint64_t primitive = read_wide_varint(primitive_end, primitive_size, faults);
  const std::uint64_t sequence = read_wide_varint(sequence_end, sequence_size, faults);
  if ((tags | (faults & high_bits)) != 0) [[unlikely]]
    return false;
  fill(out, partition, session, primitive, sequence);
  return true;
}

}  // namespace request

/// Reads the common shape with varints of up to 4 bytes, and says false of anything else. It is
/// apart from decode_rest so that what is done next stands behind it without a call in between.
[[nodiscard, gnu::always_inline]] inline bool decode_narrow(bytes in,
                                                            hw::CommandRequestHeaders& out) {
  if (in.size() < request::least_size) [[unlikely]]
    return false;
  const request::shape of(in);
  return of.fits(request::up_to_4, 4) && request::read_narrow(in, of, out);
}

/// Reads what decode_narrow does not: decides and fills as headwire::decode does, but does not say
/// what is wrong.
[[nodiscard]] inline bool decode_rest(bytes in, hw::CommandRequestHeaders& out) {
  if (in.size() >= request::least_size) {
    const request::shape of(in);
    if (of.fits(request::up_to_16, 16) && request::read_wide(in, of, out)) return true;
  }
  return static_cast<bool>(headwire::decode(in, out));
}

[[nodiscard]] inline bool decode(bytes in, hw::CommandRequestHeaders& out) {
  return decode_narrow(in, out) || decode_rest(in, out);
}

}  // namespace headwire::bench::lower_bound
