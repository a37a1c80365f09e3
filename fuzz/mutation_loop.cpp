// SPDX-License-Identifier: Apache-2.0
#include "mutation_loop.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "mutator.hpp"
#include "target.hpp"

namespace headwire::fuzz {
namespace {

using steady = std::chrono::steady_clock;

// What the handler of signals may use: plain memory, and names made beforehand.
const std::string* running = nullptr;
std::string finding_path;  // NOLINT(*-global-variables): a signal handler has no arguments

void keep_input(int signal) {
  std::signal(signal, SIG_DFL);
  const int file = ::open(finding_path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (file >= 0 && running != nullptr &&
      ::write(file, running->data(), running->size()) == static_cast<ssize_t>(running->size())) {
    constexpr std::string_view words = "the input is in ";
    static_cast<void>(::write(2, words.data(), words.size()) +
                      ::write(2, finding_path.data(), finding_path.size()) + ::write(2, "\n", 1));
  }
  std::raise(signal);
}

void keep_inputs_of_crashes(std::uint64_t seed) {
  finding_path = "found-" + std::to_string(seed) + "-" + std::to_string(::getpid());
  for (const int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGILL, SIGBUS})
    std::signal(signal, keep_input);
}

void execute(const std::string& input) {
  running = &input;
  // A block of the very size of the input: a sanitizer sees the first byte read beyond it.
  const std::vector<std::uint8_t> block(input.begin(), input.end());
  LLVMFuzzerTestOneInput(block.data(), block.size());
}

/// True every so often, so that the clock costs nothing.
bool is_time_to_look(std::uint64_t executions) {
  return executions % 64 == 0;
}

}  // namespace

std::uint64_t run_mutations(std::vector<std::string> seeds, const loop_options& options) {
  keep_inputs_of_crashes(options.seed);
  random_numbers random(options.seed);
  mutator change(random.next());
  // What was made from a seed takes its place for a while, so that changes add up; another place
  // goes back to a seed as often.
  std::vector<std::string> pool = seeds;
  const steady::time_point start = steady::now();
  steady::time_point shown = start;
  std::uint64_t executions = 0;
  while (options.most_executions == 0 || executions < options.most_executions) {
    std::size_t at = random.below(pool.size());
    const std::string_view parent = pool[at];
    std::string made;
    if (options.blind) {
      made = change.change_blindly(parent, options.longest);
    } else if (random.one_in(16)) {
      const std::string_view other = pool[random.below(pool.size())];
      made = change.cross(parent, leading_choices(parent), other, leading_choices(other),
                          options.longest);
    } else {
      made = change.change(parent, leading_choices(parent), options.longest);
    }
    execute(made);
    ++executions;
    if (random.one_in(4)) pool[at] = std::move(made);
    at = random.below(pool.size());
    if (random.one_in(4)) pool[at] = seeds[at];

    if (!is_time_to_look(executions)) continue;
    const steady::time_point now = steady::now();
    if (options.most_time.count() != 0 && now - start >= options.most_time) break;
    if (now - shown >= std::chrono::seconds(1)) {
      shown = now;
      std::fprintf(stderr, "#%llu\n", static_cast<unsigned long long>(executions));
    }
  }
  running = nullptr;
  return executions;
}

}  // namespace headwire::fuzz
