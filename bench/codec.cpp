// SPDX-License-Identifier: Apache-2.0
//
// Time for what is done with headers, beside other libraries. See README.md for how to run it and
// what the numbers are.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <exception>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>

#include "contender.hpp"

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
  pass_order order;
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

/// The first message that the contender gets wrong, or the number of messages.
std::size_t first_wrong(const contender& checked) {
  const std::unique_ptr<runner> runs = checked.make();
  std::size_t index = 0;
  while (index < messages_in_workload && runs->is_right(index))
    ++index;
  return index;
}

/// What is fast but wrong is not measured.
bool all_right(const contenders& all) {
  bool right = true;
  for (const contender& each : all) {
    const std::size_t wrong = first_wrong(each);
    if (wrong == messages_in_workload) continue;
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
}  // namespace headwire::bench

int main(int argc, char** argv) try {
  using namespace headwire::bench;
  const contenders all = all_contenders();
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
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
