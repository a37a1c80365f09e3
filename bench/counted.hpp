// SPDX-License-Identifier: Apache-2.0
//
// Passes that are measured: by callgrind, whose instructions do not depend on what else the machine
// does, and by the clock. header_overhead.py runs the programs made of them.
#pragma once

#include <valgrind/callgrind.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <functional>
#include <headwire/headwire.hpp>
#include <iostream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "use.hpp"

namespace headwire::bench {

using pass_parts = std::vector<std::function<void()>>;

inline void run_pass(const pass_parts& parts) {
  for (const std::function<void()>& part : parts)
    part();
}

/// Nanoseconds of processor time that so many passes take.
inline double time_of(const pass_parts& parts, int passes) {
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
  };
  const double start = now();
  for (int i = 0; i < passes; ++i)
    run_pass(parts);
  return now() - start;
}

/// Nanoseconds of one pass: the least of several runs, as other programs only ever add to it.
inline double best_time_of(const pass_parts& parts) {
  constexpr double run_time = 200'000;  // long enough for the clock, short for an interruption
  constexpr int runs = 15;
  run_pass(parts);
  const int passes = 1 + static_cast<int>(run_time / std::max(time_of(parts, 1), 1.0));
  double best = time_of(parts, passes);
  for (int i = 1; i < runs; ++i)
    best = std::min(best, time_of(parts, passes));
  return best / passes;
}

/// Measures a pass. Under callgrind that writes down how many instructions it took, under that
/// name. Prints a line with the name, how many messages the parts go through, the bytes of these,
/// and the nanoseconds of the pass, which are 0 under callgrind.
inline void count(const std::string& name, std::size_t messages, std::size_t bytes_of_all,
                  const pass_parts& parts) {
  double time = 0;
  if (RUNNING_ON_VALGRIND != 0) {
    CALLGRIND_ZERO_STATS;
    run_pass(parts);
    CALLGRIND_DUMP_STATS_AT(name.c_str());
  } else {
    time = best_time_of(parts);
  }
  std::cout << name << '\t' << messages << '\t' << bytes_of_all << '\t' << time << '\n';
}

/// How messages are read and written.
enum class manner {
  usual,     ///< as decode and encode do
  by_field,  ///< one field after the other, even those that have a fast path as a whole
};

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

  void decode_by_field() const {
    for (const bytes each : encoded_) {
      T out;
      use(detail::decode_slow(each, each.data(), out, detail::rules::standard));
      use(out);
    }
  }

  void encode_by_field() const {
    std::byte room[4096];
    for (const T& each : values_) {
      if (detail::encode_fallback(each, room, sizeof room) == nullptr) {
        use(detail::encode_presized(each, mutable_bytes(room)));
      }
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
