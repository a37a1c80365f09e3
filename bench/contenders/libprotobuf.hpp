// SPDX-License-Identifier: Apache-2.0
//
// Google's C++: with one message object used again and again, and with an arena. `Reading` is a
// function object that takes a decoded message and returns a number.
#pragma once

#include <google/protobuf/arena.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "expected.hpp"

namespace headwire::bench {

/// One message object, whose sub-messages and strings stay allocated.
template <class Workload, class Reading>
class google_decode {
 public:
  std::uint64_t once(std::size_t index) {
    const bytes in = corpus_.encoded(index);
    if (!message_.ParseFromArray(in.data(), static_cast<int>(in.size()))) return 0;
    return Reading{}(message_);
  }

  bool is_right(std::size_t index) {
    return once(index) == Reading{}(expected<Workload>(index)) &&
           reference::same(corpus_.value(index), message_);
  }

 private:
  const corpus<Workload>& corpus_ = corpus<Workload>::get();
  reference_t<typename Workload::type> message_;
};

/// A new message for each input, on an arena with a block of its own: no malloc.
template <class Workload, class Reading>
class google_decode_arena {
 public:
  std::uint64_t once(std::size_t index) {
    arena_.Reset();
    return Reading{}(read(index));
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

/// The messages of a workload, there before the clock starts: on the heap, or all on one arena.
template <class Workload, bool OnArena>
class ready_messages {
 public:
  using message_type = reference_t<typename Workload::type>;

  ready_messages() {
    for (std::size_t i = 0; i < distinct_messages<Workload>; ++i) {
      messages_.push_back(google::protobuf::Arena::CreateMessage<message_type>(arena()));
      if (!OnArena) owned_.emplace_back(messages_.back());
      reference::copy(corpus<Workload>::get().value(i), *messages_.back());
    }
  }

  const message_type& operator[](std::size_t index) const { return *messages_[index]; }

 private:
  google::protobuf::Arena* arena() { return OnArena ? &arena_ : nullptr; }

  google::protobuf::Arena arena_;
  std::vector<std::unique_ptr<message_type>> owned_;
  std::vector<message_type*> messages_;
};

template <class Workload, bool OnArena>
class google_encode {
 public:
  std::uint64_t once(std::size_t index) {
    const auto& message = messages_[index];
    size_ = message.ByteSizeLong();
    message.SerializeWithCachedSizesToArray(reinterpret_cast<std::uint8_t*>(buffer_.data()));
    return size_ == 0 ? 0 : size_ + std::to_integer<std::uint64_t>(buffer_[size_ - 1]);
  }

  bool is_right(std::size_t index) {
    once(index);
    return as_text(bytes(buffer_).first(size_)) == expected_encoding<Workload>(index);
  }

 private:
  ready_messages<Workload, OnArena> messages_;
  std::array<std::byte, buffer_size> buffer_{};
  std::size_t size_ = 0;
};

}  // namespace headwire::bench
