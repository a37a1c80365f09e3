// SPDX-License-Identifier: Apache-2.0
//
// The fuzz target of examples/ on the recorded inputs, the oracles of headwire/fuzz.hpp on all
// headers, and what an oracle does that is not content.
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <headwire/fuzz.hpp>
#include <headwire/headwire.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "support/data.hpp"
#include "support/paths.hpp"
#include "support/vectors.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

using namespace headwire;

namespace {

template <message T>
void check_all(bytes input) {
  fuzz::check_round_trip<T>(input);
  fuzz::check_canonical<T>(input);
  fuzz::check_fragments<T>(input);
  test::for_each_path<T>([&]<auto Path>() { fuzz::check_peek<Path>(input); });
}

struct outcome {
  int signal = 0;
  std::string text;
};

/// Runs `f` in a process of its own; what it writes to stderr, and the signal that ended it.
template <class F>
outcome run_apart(F f) {
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    static_cast<void>(std::signal(SIGABRT, SIG_DFL));  // Catch2 would report it
    ::dup2(ends[1], STDERR_FILENO);
    f();
    ::_exit(0);
  }
  ::close(ends[1]);
  outcome done;
  std::array<char, 256> block{};
  for (ssize_t size = 0; (size = ::read(ends[0], block.data(), block.size())) > 0;)
    done.text.append(block.data(), static_cast<std::size_t>(size));
  ::close(ends[0]);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  done.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  return done;
}

}  // namespace

TEST_CASE("the example's target runs on all recorded inputs") {
  std::size_t run = 0;
  for (const test::row& columns : test::read_table(test::data_path("vectors/malformed.tsv"))) {
    const std::vector<std::byte> input = test::from_hex(columns.at(2));
    const std::vector<std::uint8_t> copy = [&] {
      std::vector<std::uint8_t> made;
      made.reserve(input.size());
      for (const std::byte byte : input)
        made.push_back(std::to_integer<std::uint8_t>(byte));
      return made;
    }();
    CHECK(LLVMFuzzerTestOneInput(copy.data(), copy.size()) == 0);
    ++run;
  }
  CHECK(run == 1119);
}

TEST_CASE("the oracles are content with every header and recorded input") {
  std::size_t run = 0;
  for (const test::row& columns : test::read_table(test::data_path("vectors/malformed.tsv"))) {
    test::with_header_type(columns.at(1), [&]<message T>() {
      check_all<T>(test::from_hex(columns.at(2)));
      ++run;
    });
  }
  CHECK(run == 1119);
}

TEST_CASE("an oracle that is not content prints the input and aborts") {
  const std::vector<std::byte> input = test::from_hex("0a00ff");
  const outcome done = run_apart([&] { fuzz::fail("Order", "another value", input); });
  CHECK(done.signal == SIGABRT);
  CHECK(done.text == "headwire: Order: another value\n  input: 0a00ff\n");
}
