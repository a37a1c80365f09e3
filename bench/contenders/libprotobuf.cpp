// SPDX-License-Identifier: Apache-2.0
//
// Google's C++ on Headwire's own headers.
#include "contenders/libprotobuf.hpp"

#include "contender.hpp"
#include "expected.hpp"

namespace headwire::bench {
namespace {

struct every_leaf {
  template <class Message>
  std::uint64_t operator()(const Message& decoded) const {
    return sum_of(decoded);
  }
};

template <class Workload>
class google_size {
 public:
  std::uint64_t once(std::size_t index) { return messages_[index].ByteSizeLong(); }
  bool is_right(std::size_t index) {
    return once(index) == expected_encoding<Workload>(index).size();
  }

 private:
  ready_messages<Workload, false> messages_;
};

}  // namespace

void add_libprotobuf(contenders& all) {
  each_workload([&]<class Workload>() {
    add<Workload, google_decode<Workload, every_leaf>>(all, "decode/libprotobuf");
    add<Workload, google_decode_arena<Workload, every_leaf>>(all, "decode/libprotobuf_arena");
    add<Workload, google_encode<Workload, false>>(all, "encode/libprotobuf");
    add<Workload, google_encode<Workload, true>>(all, "encode/libprotobuf_arena");
    add<Workload, google_size<Workload>>(all, "size/libprotobuf");
  });
}

}  // namespace headwire::bench
