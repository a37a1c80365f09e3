// SPDX-License-Identifier: Apache-2.0
//
// Headwire: whole messages.
#include "contenders/headwire.hpp"

#include "contender.hpp"
#include "expected.hpp"

namespace headwire::bench {
namespace {

template <class Workload>
using headwire_decode = decode_with<Workload, headwire_reader>;

/// The canonical gate. In W6 it refuses what holds unknown fields or could be written otherwise.
template <class Workload>
class headwire_canonical {
 public:
  std::uint64_t once(std::size_t index) {
    if (!decode(corpus_.encoded(index), out_, canonical)) return 0;
    return sum_of(out_);
  }

  bool is_right(std::size_t index) {
    const bool accepted = static_cast<bool>(decode(corpus_.encoded(index), out_, canonical));
    if (accepted != (as_text(corpus_.encoded(index)) == expected_encoding<Workload>(index))) {
      return false;
    }
    return !accepted ||
           (once(index) == sum_of(expected<Workload>(index)) && is_expected<Workload>(out_, index));
  }

 private:
  const corpus<Workload>& corpus_ = corpus<Workload>::get();
  typename Workload::type out_;
};

template <class Workload>
using headwire_encode = encode_with<Workload, headwire_writer>;

template <class Workload>
class headwire_size {
 public:
  std::uint64_t once(std::size_t index) { return encoded_size(corpus_.value(index)); }
  bool is_right(std::size_t index) {
    return once(index) == expected<Workload>(index).ByteSizeLong();
  }

 private:
  const corpus<Workload>& corpus_ = corpus<Workload>::get();
};

}  // namespace

void add_headwire(contenders& all) {
  each_workload([&]<class Workload>() {
    add<Workload, headwire_decode<Workload>>(all, "decode/headwire");
    add<Workload, headwire_canonical<Workload>>(all, "canonical/headwire");
    add<Workload, headwire_encode<Workload>>(all, "encode/headwire");
    add<Workload, headwire_size<Workload>>(all, "size/headwire");
  });
}

}  // namespace headwire::bench
