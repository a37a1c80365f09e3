// SPDX-License-Identifier: Apache-2.0
//
// What moving the bytes costs without understanding them: a copy and a checksum.
#include <array>
#include <cstring>

#include "contender.hpp"
#include "expected.hpp"

namespace headwire::bench {
namespace {

template <class Workload>
class copy {
 public:
  std::uint64_t once(std::size_t index) {
    const bytes in = corpus_.encoded(index);
    std::memcpy(buffer_.data(), in.data(), in.size());
    // Whole words, the last of which reaches behind the message: what is there is from before.
    std::uint64_t sum = in.size();
    for (std::size_t i = 0; i < in.size(); i += sizeof sum) {
      std::uint64_t word = 0;
      std::memcpy(&word, buffer_.data() + i, sizeof word);
      sum = (sum ^ word) * 0x9e3779b97f4a7c15;
    }
    return sum;
  }

  bool is_right(std::size_t index) {
    once(index);
    const bytes in = corpus_.encoded(index);
    return as_text(bytes(buffer_).first(in.size())) == as_text(in);
  }

 private:
  const corpus<Workload>& corpus_ = corpus<Workload>::get();
  std::array<std::byte, buffer_size> buffer_{};
};

}  // namespace

void add_copy(contenders& all) {
  each_workload([&]<class Workload>() { add<Workload, copy<Workload>>(all, "decode/copy"); });
}

}  // namespace headwire::bench
