// SPDX-License-Identifier: Apache-2.0
//
// What libprotobuf makes of a message of a workload: what all contenders are checked against.
#pragma once

#include <cstddef>
#include <headwire/headwire.hpp>
#include <string>

#include "corpus.hpp"
#include "reference/bridge.hpp"
#include "reference_leaves.hpp"

namespace headwire::bench {

using reference::reference_t;

/// Large enough for every message of every workload, and for encoders that write whole words.
inline constexpr std::size_t buffer_size = 512;

/// A fresh libprotobuf message, read from the bytes of the corpus, without unknown fields.
template <class Workload>
[[nodiscard]] reference_t<typename Workload::type> expected(std::size_t index) {
  const bytes in = corpus<Workload>::get().encoded(index);
  reference_t<typename Workload::type> message;
  if (!message.ParseFromArray(in.data(), static_cast<int>(in.size()))) message.Clear();
  message.DiscardUnknownFields();
  return message;
}

/// The bytes that libprotobuf writes for the message.
template <class Workload>
[[nodiscard]] std::string expected_encoding(std::size_t index) {
  return expected<Workload>(index).SerializeAsString();
}

/// True if the struct holds what libprotobuf reads.
template <class Workload>
[[nodiscard]] bool is_expected(const typename Workload::type& value, std::size_t index) {
  return reference::same(value, expected<Workload>(index));
}

/// Decodes into Headwire's structs, as some peers do too. `Reader` is a function object that reads
/// bytes into a struct and returns false for what is malformed.
template <class Workload, class Reader>
class decode_with {
 public:
  std::uint64_t once(std::size_t index) {
    if (!Reader{}(corpus_.encoded(index), out_)) return 0;
    return sum_of(out_);
  }

  bool is_right(std::size_t index) {
    return once(index) == sum_of(expected<Workload>(index)) && is_expected<Workload>(out_, index);
  }

 private:
  const corpus<Workload>& corpus_ = corpus<Workload>::get();
  typename Workload::type out_;
};

/// Encodes Headwire's structs. `Writer` is a function object that writes a struct to a buffer and
/// returns the number of bytes.
template <class Workload, class Writer>
class encode_with {
 public:
  std::uint64_t once(std::size_t index) {
    size_ = writer_(corpus_.value(index), mutable_bytes(buffer_));
    return size_ == 0 ? 0 : size_ + std::to_integer<std::uint64_t>(buffer_[size_ - 1]);
  }

  bool is_right(std::size_t index) {
    once(index);
    return as_text(bytes(buffer_).first(size_)) == expected_encoding<Workload>(index);
  }

 private:
  const corpus<Workload>& corpus_ = corpus<Workload>::get();
  Writer writer_;
  std::array<std::byte, buffer_size> buffer_{};
  std::size_t size_ = 0;
};

}  // namespace headwire::bench
