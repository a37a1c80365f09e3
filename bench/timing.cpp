// SPDX-License-Identifier: Apache-2.0
#include "timing.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <iostream>
#include <memory>
#include <string_view>

namespace headwire::bench {
namespace {

/// Seconds of processor time that this thread has had. What other programs take is not in it.
double thread_time() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// An iteration is a pass over the workload, in an order of its own. The shuffling is not timed: it
/// takes about 10 ns a message, as much as what is measured.
void measure(benchmark::State& state, const contender& measured) {
  const std::unique_ptr<runner> runs = measured.make();
  pass_order order(measured.distinct);
  for ([[maybe_unused]] auto pass : state) {
    if (measured.shuffled) order.reshuffle();
    const double start = thread_time();
    std::uint64_t sum = runs->pass(order);
    const double end = thread_time();
    benchmark::DoNotOptimize(sum);
    state.SetIterationTime(end - start);
  }
  const auto messages = static_cast<double>(state.iterations()) * messages_in_workload;
  state.counters["s_per_message"] =
      benchmark::Counter(messages, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

/// The first message that the contender gets wrong, or how many there are.
std::size_t first_wrong(const contender& checked) {
  const std::unique_ptr<runner> runs = checked.make();
  std::size_t index = 0;
  while (index < checked.distinct && runs->is_right(index))
    ++index;
  return index;
}

/// What is fast but wrong is not measured.
bool all_right(const contenders& all) {
  bool right = true;
  for (const contender& each : all) {
    const std::size_t wrong = first_wrong(each);
    if (wrong == each.distinct) continue;
    std::cerr << each.name << " differs from libprotobuf at message " << wrong << '\n';
    right = false;
  }
  return right;
}

/// Takes a flag of this program from the command line; true if it was there.
bool takes_flag(int& argc, char** argv, std::string_view flag) {
  char** const end = argv + argc;
  char** const kept = std::remove_if(argv, end, [&](const char* each) { return each == flag; });
  argc = static_cast<int>(kept - argv);
  return kept != end;
}

}  // namespace

int time_contenders(int argc, char** argv, const contenders& all) {
  const bool only_check = takes_flag(argc, argv, "--check");
  if (!all_right(all)) return 1;
  if (only_check) return 0;
  for (const contender& each : all) {
    benchmark::RegisterBenchmark(each.name.c_str(), [&each](benchmark::State& state) {
      measure(state, each);
    })->UseManualTime();
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}

}  // namespace headwire::bench
