// SPDX-License-Identifier: Apache-2.0
//
// Who is measured: each contender does one message of a workload at a time and can say whether what
// it does is right. Decoders read every leaf; encoders write into a buffer that is large enough.
#pragma once

#include <google/protobuf/arena.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <memory>
#include <string_view>
#include <vector>

#include "leaves.hpp"
#include "reference/bridge.hpp"
#include "workloads.hpp"

namespace headwire::bench {

using reference::reference_t;

inline constexpr std::size_t buffer_size = 256;

/// A fresh libprotobuf message, read from the bytes of the corpus.
template <class Workload>
[[nodiscard]] reference_t<typename Workload::type> expected(std::size_t index) {
  const bytes in = corpus<Workload>::get().encoded(index);
  reference_t<typename Workload::type> message;
  if (!message.ParseFromArray(in.data(), static_cast<int>(in.size()))) message.Clear();
  return message;
}

/// True if these are the bytes that libprotobuf writes for the message.
template <class Workload>
[[nodiscard]] bool is_expected_encoding(bytes written, std::size_t index) {
  return as_text(written) == expected<Workload>(index).SerializeAsString();
}

template <class Workload, class... Rules>
class headwire_decode {
 public:
  std::uint64_t once(std::size_t index) {
    if (!decode(corpus_.encoded(index), out_, Rules{}...)) return 0;
    return sum_of(out_);
  }

  bool is_right(std::size_t index) {
    return once(index) == sum_of(expected<Workload>(index)) &&
           reference::same(out_, expected<Workload>(index));
  }

 private:
  const corpus<Workload>& corpus_ = corpus<Workload>::get();
  typename Workload::type out_;
};

template <class Workload>
using headwire_decode_canonical = headwire_decode<Workload, canonical_t>;

template <class Workload>
class headwire_encode {
 public:
  std::uint64_t once(std::size_t index) {
    written_ = *encode(corpus_.value(index), buffer_);
    return written_.size() + std::to_integer<std::uint64_t>(written_.back());
  }

  bool is_right(std::size_t index) {
    once(index);
    return is_expected_encoding<Workload>(written_, index);
  }

 private:
  const corpus<Workload>& corpus_ = corpus<Workload>::get();
  std::array<std::byte, buffer_size> buffer_{};
  mutable_bytes written_;
};

/// libprotobuf at its best: one message object, whose sub-messages and strings stay allocated.
template <class Workload>
class google_decode {
 public:
  std::uint64_t once(std::size_t index) {
    const bytes in = corpus_.encoded(index);
    if (!message_.ParseFromArray(in.data(), static_cast<int>(in.size()))) return 0;
    return sum_of(message_);
  }

  bool is_right(std::size_t index) {
    return once(index) == sum_of(expected<Workload>(index)) &&
           reference::same(corpus_.value(index), message_);
  }

 private:
  const corpus<Workload>& corpus_ = corpus<Workload>::get();
  reference_t<typename Workload::type> message_;
};

/// A new message for each input, on an arena with a block of its own: no malloc.
template <class Workload>
class google_decode_arena {
 public:
  std::uint64_t once(std::size_t index) {
    arena_.Reset();
    return sum_of(read(index));
  }

  bool is_right(std::size_t index) {
    arena_.Reset();
    return reference::same(corpus_.value(index), read(index));
  }

 private:
  using message_type = reference_t<typename Workload::type>;

  const message_type& read(std::size_t index) {
    const bytes in = corpus_.encoded(index);
    auto* const message = google::protobuf::Arena::CreateMessage<message_type>(&arena_);
    if (!message->ParseFromArray(in.data(), static_cast<int>(in.size()))) message->Clear();
    return *message;
  }

  google::protobuf::ArenaOptions with_block() {
    google::protobuf::ArenaOptions options;
    options.initial_block = block_.data();
    options.initial_block_size = block_.size();
    return options;
  }

  const corpus<Workload>& corpus_ = corpus<Workload>::get();
  std::array<char, 8192> block_{};
  google::protobuf::Arena arena_{with_block()};
};

/// The messages are there before the clock starts: on the heap, or all of them on one arena.
template <class Workload, bool OnArena>
class google_encode_from {
 public:
  google_encode_from() {
    for (std::size_t i = 0; i < messages_in_workload; ++i) {
      messages_.push_back(google::protobuf::Arena::CreateMessage<message_type>(arena()));
      if (!OnArena) owned_.emplace_back(messages_.back());
      reference::copy(corpus<Workload>::get().value(i), *messages_.back());
    }
  }

  std::uint64_t once(std::size_t index) {
    const message_type& message = *messages_[index];
    const std::size_t size = message.ByteSizeLong();
    message.SerializeWithCachedSizesToArray(reinterpret_cast<std::uint8_t*>(buffer_.data()));
    written_ = mutable_bytes(buffer_).first(size);
    return size + std::to_integer<std::uint64_t>(written_.back());
  }

  bool is_right(std::size_t index) {
    once(index);
    return is_expected_encoding<Workload>(written_, index);
  }

 private:
  using message_type = reference_t<typename Workload::type>;

  google::protobuf::Arena* arena() { return OnArena ? &arena_ : nullptr; }

  google::protobuf::Arena arena_;
  std::vector<std::unique_ptr<message_type>> owned_;
  std::vector<message_type*> messages_;
  std::array<std::byte, buffer_size> buffer_{};
  mutable_bytes written_;
};

template <class Workload>
using google_encode = google_encode_from<Workload, false>;
template <class Workload>
using google_encode_arena = google_encode_from<Workload, true>;

/// True if the contender is right about every message of the workload.
template <class Contender>
[[nodiscard]] bool is_right() {
  Contender contender;
  for (std::size_t i = 0; i < messages_in_workload; ++i) {
    if (!contender.is_right(i)) return false;
  }
  return true;
}

/// One pass: what is measured.
template <class Contender>
[[gnu::noinline]] std::uint64_t measured_pass(Contender& contender, const pass_order& order) {
  std::uint64_t sum = 0;
  for (const std::uint32_t index : order)
    sum += contender.once(index);
  return sum;
}

/// `f.operator()<Contender>(name)` for all contenders in a workload.
template <class Workload, class F>
void each_contender(F f) {
  f.template operator()<headwire_decode<Workload>>("decode/headwire");
  f.template operator()<headwire_decode_canonical<Workload>>("decode/headwire_canonical");
  f.template operator()<google_decode<Workload>>("decode/libprotobuf");
  f.template operator()<google_decode_arena<Workload>>("decode/libprotobuf_arena");
  f.template operator()<headwire_encode<Workload>>("encode/headwire");
  f.template operator()<google_encode<Workload>>("encode/libprotobuf");
  f.template operator()<google_encode_arena<Workload>>("encode/libprotobuf_arena");
}

/// The same for all workloads; names are like "W1/decode/headwire".
template <class F>
void each_contender_of_all(F f) {
  const auto of_workload = [&]<class Workload>() {
    each_contender<Workload>([&]<class Contender>(const char* name) {
      f.template operator()<Contender>(std::string(Workload::name) + "/" + name);
    });
  };
  of_workload.template operator()<w1>();
  of_workload.template operator()<w2>();
  of_workload.template operator()<w3>();
  of_workload.template operator()<w4>();
  of_workload.template operator()<w5>();
}

}  // namespace headwire::bench
