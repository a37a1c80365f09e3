// SPDX-License-Identifier: Apache-2.0
//
// Time to decode and encode a header, beside libprotobuf. See README.md for how to run it and what
// the numbers are.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <ctime>
#include <exception>
#include <iostream>
#include <string>

#include "contenders.hpp"

namespace headwire::bench {
namespace {

/// Seconds of processor time that this thread has had. What other programs take is not in it.
double thread_time() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// An iteration is a pass over the workload, in an order of its own. The shuffling is not timed: it
/// takes about 10 ns a message, half of what is measured.
template <class Contender>
void measure(benchmark::State& state) {
  Contender contender;
  pass_order order;
  for ([[maybe_unused]] auto pass : state) {
    order.reshuffle();
    const double start = thread_time();
    std::uint64_t sum = measured_pass(contender, order);
    const double end = thread_time();
    benchmark::DoNotOptimize(sum);
    state.SetIterationTime(end - start);
  }
  const auto messages = static_cast<double>(state.iterations()) * messages_in_workload;
  state.counters["s_per_message"] =
      benchmark::Counter(messages, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

/// What is fast but wrong is not measured.
bool all_right() {
  bool right = true;
  each_contender_of_all([&]<class Contender>(const std::string& name) {
    if (is_right<Contender>()) return;
    std::cerr << name << " differs from libprotobuf\n";
    right = false;
  });
  return right;
}

void register_all() {
  each_contender_of_all([]<class Contender>(const std::string& name) {
    benchmark::RegisterBenchmark(name.c_str(), measure<Contender>)->UseManualTime();
  });
}

}  // namespace
}  // namespace headwire::bench

int main(int argc, char** argv) try {
  headwire::bench::register_all();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  if (!headwire::bench::all_right()) return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
