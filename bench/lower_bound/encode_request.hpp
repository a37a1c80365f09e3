// SPDX-License-Identifier: Apache-2.0
//
// The lower bound for encoding CommandRequestHeaders; see decode_request.hpp. All lengths take one byte,
// so everything is written forward, and the lengths, when the ends are known.
#pragma once

#include <cstddef>
#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/codec/encode.hpp>

#include "lower_bound/write_digits.hpp"

namespace headwire::bench::lower_bound {

namespace hw = headwire::atomix::multiraft::v1;

/// Four tags of a first field that is a message, each with room for a length of one byte.
inline constexpr std::uint64_t four_tags = 0x000a'000a'000a'000a;

/// Writes the length of what begins `offset` bytes behind `start` and ends at `end` in front of it.
[[gnu::always_inline]] inline void close(std::byte* start, std::size_t offset,
                                         const std::byte* end) {
  start[offset - 1] = static_cast<std::byte>(end - start - static_cast<std::ptrdiff_t>(offset));
}

/// True if all sub-messages are there, and `out` has room for whole-word stores.
[[nodiscard, gnu::always_inline]] inline bool is_common(const hw::CommandRequestHeaders& in,
                                                        mutable_bytes out) {
  return out.size() >= max_encoded_size<hw::CommandRequestHeaders> + 10 && in.operation &&
         in.operation->session && in.operation->session->session &&
         in.operation->session->session->partition;
}

/// Writes `in` to the front of `out` as headwire::encode does and returns the number of bytes; 0
/// for what is not the common shape with varints of up to 4 bytes. May change up to 10 bytes behind
/// what is written. The rest is apart, as for decode_narrow.
[[nodiscard, gnu::always_inline]] inline std::size_t encode_narrow(
    const hw::CommandRequestHeaders& in, mutable_bytes out) {
  if (!is_common(in, out)) [[unlikely]]
    return 0;
  const hw::PrimitiveRequestHeaders& primitive = *in.operation->session;
  const hw::SessionRequestHeaders& session = *primitive.session;
  const std::uint64_t partition = session.partition->partition_id;
  if ((partition | session.session_id | primitive.primitive_id | in.sequence_num) >> 28 != 0)
    return 0;
  std::byte* const start = out.data();
  store(start, four_tags);
  std::byte* end = start + 8;
  if (!write_tiny<0x08>(end, partition)) [[unlikely]]
    return 0;
  close(start, 8, end);
  if (!write_short_varint<0x10>(end, session.session_id)) [[unlikely]]
    return 0;
  close(start, 6, end);
  if (!write_short_varint<0x10>(end, primitive.primitive_id)) [[unlikely]]
    return 0;
  close(start, 4, end);
  close(start, 2, end);
  if (!write_short_varint<0x10>(end, in.sequence_num)) [[unlikely]]
    return 0;
  return static_cast<std::size_t>(end - start);
}

/// headwire::encode, less the reason of a failure: the number of bytes, or 0.
template <class Message>
[[nodiscard]] std::size_t encode_any(const Message& in, mutable_bytes out) {
  const auto written = headwire::encode(in, out);
  return written ? written->size() : 0;
}

/// Writes what encode_narrow does not; 0 for a failure, and for a message of no bytes.
[[nodiscard]] inline std::size_t encode_rest(const hw::CommandRequestHeaders& in,
                                             mutable_bytes out) {
  if (!is_common(in, out)) [[unlikely]]
    return encode_any(in, out);
  const hw::PrimitiveRequestHeaders& primitive = *in.operation->session;
  const hw::SessionRequestHeaders& session = *primitive.session;
  std::byte* const start = out.data();
  store(start, four_tags);
  std::byte* end = write_any<0x08>(start + 8, session.partition->partition_id);
  close(start, 8, end);
  end = write_any<0x10>(end, session.session_id);
  close(start, 6, end);
  end = write_any<0x10>(end, primitive.primitive_id);
  close(start, 4, end);
  close(start, 2, end);
  end = write_any<0x10>(end, in.sequence_num);
  return static_cast<std::size_t>(end - start);
}

}  // namespace headwire::bench::lower_bound
