// SPDX-License-Identifier: Apache-2.0
//
// Passes for a tool that counts instructions, which do not depend on what else the machine does.
// header_overhead.py runs the programs made of them under callgrind.
#pragma once

#include <valgrind/callgrind.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <headwire/headwire.hpp>
#include <iostream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace headwire::bench {

/// Makes the compiler believe that someone looks at `value`.
template <class T>
void use(const T& value) noexcept {
  asm volatile("" : : "g"(&value) : "memory");
}

/// Runs the parts as one pass. Under callgrind it writes down how many instructions that took,
/// under that name. Prints a line with the name, how many messages the parts go through, and the
/// bytes of these.
inline void count(const std::string& name, std::size_t messages, std::size_t bytes_of_all,
                  const std::vector<std::function<void()>>& parts) {
  CALLGRIND_ZERO_STATS;
  for (const std::function<void()>& part : parts)
    part();
  CALLGRIND_DUMP_STATS_AT(name.c_str());
  std::cout << name << '\t' << messages << '\t' << bytes_of_all << '\n';
}

/// Messages of one type, as values and as bytes one behind the other.
template <message T>
class message_set {
 public:
  /// Throws if one of the messages cannot be encoded and decoded again.
  explicit message_set(std::vector<T> values) : values_(std::move(values)) {
    std::size_t total = 0;
    for (const T& value : values_)
      total += encoded_size(value);
    block_.resize(total);
    mutable_bytes room = block_;
    for (const T& value : values_) {
      const auto written = encode(value, room);
      if (!written || !decode<T>(bytes(*written))) {
        throw std::logic_error("a message does not survive encoding and decoding");
      }
      encoded_.push_back(*written);
      room = room.subspan(written->size());
    }
  }

  [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }
  [[nodiscard]] std::size_t byte_count() const noexcept { return block_.size(); }

  void decode_all() const {
    for (const bytes each : encoded_) {
      T out;
      use(decode(each, out));
      use(out);
    }
  }

  void encode_all() const {
    // Room for any header, which lets `encode` do without measuring first.
    std::byte room[4096];
    for (const T& each : values_) {
      use(encode(each, mutable_bytes(room)));
      use(room);
    }
  }

 private:
  std::vector<T> values_;
  std::vector<std::byte> block_;
  std::vector<bytes> encoded_;
};

/// Counts decoding and encoding of the messages: NAME/decode and NAME/encode.
template <message T>
void count_codec(const std::string& name, const message_set<T>& messages) {
  count(name + "/decode", messages.size(), messages.byte_count(), {[&] { messages.decode_all(); }});
  count(name + "/encode", messages.size(), messages.byte_count(), {[&] { messages.encode_all(); }});
}

}  // namespace headwire::bench
