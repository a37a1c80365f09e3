// SPDX-License-Identifier: Apache-2.0
//
// The lower bound: a decoder and an encoder by hand for two messages. What they leave to the rest is out
// of line and last, so that the common path calls nothing.
#include <type_traits>

#include "contender.hpp"
#include "expected.hpp"
#include "lower_bound/decode_request.hpp"
#include "lower_bound/decode_response.hpp"
#include "lower_bound/encode_request.hpp"
#include "lower_bound/encode_response.hpp"

namespace headwire::bench {
namespace {

template <class Workload>
class lower_bound_decode {
 public:
  std::uint64_t once(std::size_t index) {
    const bytes in = corpus_.encoded(index);
    if (lower_bound::decode_narrow(in, out_)) [[likely]]
      return sum_of(out_);
    return rest(in);
  }

  bool is_right(std::size_t index) {
    return once(index) == sum_of(expected<Workload>(index)) && is_expected<Workload>(out_, index);
  }

 private:
  [[gnu::noinline]] std::uint64_t rest(bytes in) {
    return lower_bound::decode_rest(in, out_) ? sum_of(out_) : 0;
  }

  const corpus<Workload>& corpus_ = corpus<Workload>::get();
  typename Workload::type out_;
};

template <class Workload>
class lower_bound_encode {
 public:
  std::uint64_t once(std::size_t index) {
    size_ = lower_bound::encode_narrow(corpus_.value(index), buffer_);
    if (size_ == 0) [[unlikely]]
      return rest(index);
    return sum();
  }

  bool is_right(std::size_t index) {
    once(index);
    return as_text(bytes(buffer_).first(size_)) == expected_encoding<Workload>(index);
  }

 private:
  [[gnu::noinline]] std::uint64_t rest(std::size_t index) {
    size_ = lower_bound::encode_rest(corpus_.value(index), buffer_);
    return size_ == 0 ? 0 : sum();
  }

  [[nodiscard]] std::uint64_t sum() const {
    return size_ + std::to_integer<std::uint64_t>(buffer_[size_ - 1]);
  }

  const corpus<Workload>& corpus_ = corpus<Workload>::get();
  std::array<std::byte, buffer_size> buffer_{};
  std::size_t size_ = 0;
};

/// Of W6, which has no common shape, this lower bound knows nothing.
template <class Workload>
inline constexpr bool has_lower_bound =
    !std::is_same_v<typename Workload::type, hw::PartitionRequestHeaders> &&
    !std::is_same_v<Workload, w6>;

}  // namespace

void add_lower_bound(contenders& all) {
  each_workload([&]<class Workload>() {
    if constexpr (has_lower_bound<Workload>) {
      add<Workload, lower_bound_decode<Workload>>(all, "decode/lower_bound");
      add<Workload, lower_bound_encode<Workload>>(all, "encode/lower_bound");
    }
  });
}

}  // namespace headwire::bench
