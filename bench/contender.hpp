// SPDX-License-Identifier: Apache-2.0
//
// Who is measured. A contender does one operation on one message of a workload at a time and says
// whether what it does is right:
//
//     std::uint64_t once(std::size_t index);   // a sum that depends on the whole result
//     bool is_right(std::size_t index);        // compared with libprotobuf
//
// Each library has a file in contenders/, which lists its contenders.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "corpus.hpp"
#include "hostile.hpp"
#include "traffic.hpp"
#include "workloads.hpp"

namespace headwire::bench {

/// One pass: what is measured, and where instructions are counted.
template <class Contender>
[[gnu::noinline]] std::uint64_t measured_pass(Contender& contender, const pass_order& order) {
  std::uint64_t sum = 0;
  for (const std::uint32_t index : order)
    sum += contender.once(index);
  return sum;
}

/// A contender behind one interface. What is virtual costs a call for a pass, not for a message.
class runner {
 public:
  virtual ~runner() = default;
  virtual std::uint64_t pass(const pass_order& order) = 0;
  virtual bool is_right(std::size_t index) = 0;
};

template <class Contender>
class runner_of : public runner {
 public:
  std::uint64_t pass(const pass_order& order) override { return measured_pass(contender_, order); }
  bool is_right(std::size_t index) override { return contender_.is_right(index); }

 private:
  Contender contender_;
};

struct contender {
  std::string name;      ///< workload/operation/library, such as "W1/decode/headwire"
  bool shuffled;         ///< false for streams that keep their order
  std::size_t distinct;  ///< messages that differ
  std::unique_ptr<runner> (*make)();
};

using contenders = std::vector<contender>;

template <class Workload, class Contender>
void add(contenders& all, const char* name) {
  all.push_back(
      {std::string(Workload::name) + "/" + name, Workload::shuffled, distinct_messages<Workload>,
       []() -> std::unique_ptr<runner> { return std::make_unique<runner_of<Contender>>(); }});
}

/// `f.operator()<Workload>()` for all workloads.
template <class F>
void each_workload(F f) {
  f.template operator()<w1>();
  f.template operator()<w2>();
  f.template operator()<w3>();
  f.template operator()<w4>();
  f.template operator()<w5>();
  f.template operator()<w6>();
  f.template operator()<w7>();
  f.template operator()<w7r>();
}

/// Contenders that are compiled in; which peers those are depends on what is installed.
[[nodiscard]] contenders all_contenders();

void add_headwire(contenders& all);
void add_headwire_edit(contenders& all);
void add_lower_bound(contenders& all);
void add_copy(contenders& all);
void add_plain(contenders& all);
void add_libprotobuf(contenders& all);
void add_protozero(contenders& all);
void add_nanopb(contenders& all);

}  // namespace headwire::bench
