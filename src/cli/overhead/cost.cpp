// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/cost.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <type_traits>

#include "cli/types.hpp"
#include "headwire/codec/decode.hpp"
#include "headwire/codec/encode.hpp"
#include "headwire/codec/size.hpp"

namespace headwire::tool {

namespace {

// A run is this long, so that reading the clock (some 20 ns) does not count, and short enough to
// fit between two interruptions most of the time.
constexpr std::chrono::duration<double, std::nano> run_time = std::chrono::microseconds(100);
constexpr std::size_t runs = 15;

// Callers encode into a buffer for any header, which lets `encode` do without measuring first.
constexpr std::size_t usual_buffer = 4096;

/// Makes the compiler believe that someone looks at `value`.
template <class T>
void use(const T& value) noexcept {
  asm volatile("" : : "g"(&value) : "memory");
}

/// Nanoseconds that `passes` calls take.
template <class Pass>
double time_of(const Pass& pass, std::uint64_t passes) {
  const auto start = std::chrono::steady_clock::now();
  for (std::uint64_t i = 0; i < passes; ++i)
    pass();
  return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count();
}

/// How many calls fill a run. The first call warms the caches and does not count.
template <class Pass>
std::uint64_t passes_per_run(const Pass& pass) {
  pass();
  const double once = std::max(time_of(pass, 1), 1.0);
  return static_cast<std::uint64_t>(std::max(run_time.count() / once, 1.0));
}

/// The median over the runs of the nanoseconds that one call takes.
template <class Pass>
double median_time(const Pass& pass, std::uint64_t passes) {
  std::array<double, runs> times{};
  for (double& time : times)
    time = time_of(pass, passes) / static_cast<double>(passes);
  std::nth_element(times.begin(), times.begin() + runs / 2, times.end());
  return times[runs / 2];
}

/// The headers in one block of memory, as they would follow each other in a stream.
class packed_headers {
 public:
  explicit packed_headers(const std::vector<std::vector<std::byte>>& headers) {
    for (const auto& header : headers)
      block_.insert(block_.end(), header.begin(), header.end());
    std::size_t at = 0;
    for (const auto& header : headers) {
      views_.push_back(bytes(block_).subspan(at, header.size()));
      at += header.size();
    }
  }
  [[nodiscard]] const std::vector<bytes>& views() const noexcept { return views_; }

 private:
  std::vector<std::byte> block_;
  std::vector<bytes> views_;
};

template <message T>
header_cost measure(const std::vector<std::vector<std::byte>>& sample) {
  const packed_headers headers(sample);
  std::vector<T> decoded(sample.size());
  std::size_t longest = usual_buffer;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    if (!decode(headers.views()[i], decoded[i])) return {};
    longest = std::max(longest, encoded_size(decoded[i]));
  }
  std::vector<std::byte> room(longest);

  const auto decode_all = [&] {
    for (const bytes header : headers.views()) {
      T out;
      use(decode(header, out));
      use(out);
    }
  };
  const auto decode_all_canonical = [&] {
    for (const bytes header : headers.views()) {
      T out;
      use(decode(header, out, canonical));
      use(out);
    }
  };
  const auto encode_all = [&] {
    for (const T& header : decoded) {
      use(encode(header, room));
      use(room.front());
    }
  };
  const std::uint64_t passes = passes_per_run(decode_all);
  const auto headers_in_pass = static_cast<double>(sample.size());
  return {.decode_ns = median_time(decode_all, passes) / headers_in_pass,
          .encode_ns = median_time(encode_all, passes) / headers_in_pass,
          .canonical_ns = median_time(decode_all_canonical, passes) / headers_in_pass,
          .sample = sample.size(),
          .repetitions = passes * runs};
}

}  // namespace

header_cost measure_cost(const message_descriptor& type,
                         const std::vector<std::vector<std::byte>>& sample) {
  header_cost cost;
  if (sample.empty()) return cost;
  visit_type(type, [&]<class T>(std::type_identity<T>) { cost = measure<T>(sample); });
  return cost;
}

}  // namespace headwire::tool
