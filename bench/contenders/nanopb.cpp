// SPDX-License-Identifier: Apache-2.0
//
// nanopb, with the structs that its generator makes of the schema. Debian's library does not check
// UTF-8.
#include <pb_decode.h>
#include <pb_encode.h>

#include <array>
#include <cstring>
#include <vector>

#include "contender.hpp"
#include "expected.hpp"
#include "headers.nanopb.h"

namespace headwire::bench {
namespace {

using small_request = atomix_multiraft_v1_PartitionRequestHeaders;
using request = atomix_multiraft_v1_CommandRequestHeaders;
using response = atomix_multiraft_v1_CommandResponseHeaders;

/// nanopb's struct and its description for a message of Headwire.
template <message T>
struct counterpart;
template <>
struct counterpart<hw::PartitionRequestHeaders> {
  using type = small_request;
  static const pb_msgdesc_t* fields() { return atomix_multiraft_v1_PartitionRequestHeaders_fields; }
};
template <>
struct counterpart<hw::CommandRequestHeaders> {
  using type = request;
  static const pb_msgdesc_t* fields() { return atomix_multiraft_v1_CommandRequestHeaders_fields; }
};
template <>
struct counterpart<hw::CommandResponseHeaders> {
  using type = response;
  static const pb_msgdesc_t* fields() { return atomix_multiraft_v1_CommandResponseHeaders_fields; }
};

// What is absent is zero: nanopb sets the whole struct before it reads.
std::uint64_t leaves_of(const small_request& m) {
  return m.partition_id;
}
std::uint64_t leaves_of(const request& m) {
  const auto& primitive = m.operation.session;
  return m.sequence_num + primitive.primitive_id + primitive.session.session_id +
         primitive.session.partition.partition_id;
}
std::uint64_t leaves_of(const response& m) {
  return m.output_sequence_num + static_cast<std::uint32_t>(m.operation.status) +
         sum_of(std::string_view(m.operation.message)) +
         m.operation.session.session.partition.index;
}

template <class Workload>
bool read(std::size_t index, typename counterpart<typename Workload::type>::type& out) {
  using of = counterpart<typename Workload::type>;
  const bytes in = corpus<Workload>::get().encoded(index);
  pb_istream_t stream =
      pb_istream_from_buffer(reinterpret_cast<const pb_byte_t*>(in.data()), in.size());
  return pb_decode(&stream, of::fields(), &out);
}

template <class Workload>
class nanopb_decode {
 public:
  std::uint64_t once(std::size_t index) {
    return read<Workload>(index, message_) ? leaves_of(message_) : 0;
  }

  bool is_right(std::size_t index) { return once(index) == sum_of(expected<Workload>(index)); }

 private:
  typename counterpart<typename Workload::type>::type message_{};
};

/// The messages are there before the clock starts.
template <class Workload>
class nanopb_encode {
 public:
  nanopb_encode() : messages_(messages_in_workload) {
    for (std::size_t i = 0; i < messages_in_workload; ++i) {
      if (!read<Workload>(i, messages_[i])) throw std::logic_error("nanopb cannot read a message");
    }
  }

  std::uint64_t once(std::size_t index) {
    using of = counterpart<typename Workload::type>;
    pb_ostream_t stream =
        pb_ostream_from_buffer(reinterpret_cast<pb_byte_t*>(buffer_.data()), buffer_.size());
    if (!pb_encode(&stream, of::fields(), &messages_[index])) return 0;
    size_ = stream.bytes_written;
    return size_ == 0 ? 0 : size_ + std::to_integer<std::uint64_t>(buffer_[size_ - 1]);
  }

  bool is_right(std::size_t index) {
    once(index);
    return as_text(bytes(buffer_).first(size_)) == expected_encoding<Workload>(index);
  }

 private:
  std::vector<typename counterpart<typename Workload::type>::type> messages_;
  std::array<std::byte, buffer_size> buffer_{};
  std::size_t size_ = 0;
};

}  // namespace

void add_nanopb(contenders& all) {
  each_workload([&]<class Workload>() {
    add<Workload, nanopb_decode<Workload>>(all, "decode/nanopb");
    add<Workload, nanopb_encode<Workload>>(all, "encode/nanopb");
  });
}

}  // namespace headwire::bench
