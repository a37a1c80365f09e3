// SPDX-License-Identifier: Apache-2.0
//
// protozero, which does not check UTF-8. What it takes to use it is in peers/.
#include <protozero/exception.hpp>

#include "contender.hpp"
#include "expected.hpp"
#include "peers/protozero_headers.hpp"

namespace headwire::bench {
namespace {

using protozero::pbf_reader;
using protozero::pbf_wire_type;
using with_protozero::pbf_writer;

struct reader {
  template <message T>
  bool operator()(bytes in, T& out) const try {
    out = T{};
    with_protozero::read(pbf_reader(reinterpret_cast<const char*>(in.data()), in.size()), out);
    return true;
  } catch (const protozero::exception&) {
    return false;
  }
};

struct writer {
  template <message T>
  std::size_t operator()(const T& in, mutable_bytes out) const {
    protozero::fixed_size_buffer_adaptor buffer(reinterpret_cast<char*>(out.data()), out.size());
    pbf_writer to(buffer);
    with_protozero::write_fields(to, in);
    return buffer.size();
  }
};

/// The first number 1 that is no message, down the first sub-messages with number 1: what a reader
/// of one field does when it does not care for duplicates.
template <class Workload>
class first_match {
 public:
  std::uint64_t once(std::size_t index) try {
    const bytes in = corpus_.encoded(index);
    pbf_reader level(reinterpret_cast<const char*>(in.data()), in.size());
    while (level.next(1)) {
      if (level.wire_type() == pbf_wire_type::varint) return level.get_uint64();
      level = level.get_message();
    }
    return 0;
  } catch (const protozero::exception&) {
    return 0;
  }

  bool is_right(std::size_t index) {
    return once(index) == get<Workload::peeked>(corpus_.value(index)).value_or(0);
  }

 private:
  const corpus<Workload>& corpus_ = corpus<Workload>::get();
};

}  // namespace

void add_protozero(contenders& all) {
  each_workload([&]<class Workload>() {
    add<Workload, decode_with<Workload, reader>>(all, "decode/protozero");
    add<Workload, encode_with<Workload, writer>>(all, "encode/protozero");
    add<Workload, first_match<Workload>>(all, "peek_trusted/protozero");
  });
}

}  // namespace headwire::bench
