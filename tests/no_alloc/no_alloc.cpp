// SPDX-License-Identifier: Apache-2.0
//
// The core allocates nothing, whatever it is given.
#include <array>
#include <cstdlib>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include "no_alloc/allocations.hpp"
#include "no_alloc/everything.hpp"
#include "support/catch.hpp"
#include "support/data.hpp"

using namespace headwire;
using namespace headwire::test;

namespace {

/// Allocations while the core works on the input; fails if it works wrongly.
std::size_t allocations_for(bytes in) {
  std::array<std::byte, 4096> scratch{};
  const std::size_t before = allocation_count();
  const bool fine = exercise_everything(in, scratch) && exercise_edits(in, scratch);
  const std::size_t made = allocation_count() - before;
  if (!fine) FAIL("wrong for " << to_hex(in));
  return made;
}

void check(std::string_view hex) {
  const std::vector<std::byte> in = from_hex(hex);
  CAPTURE(hex);
  CHECK(allocations_for(in) == 0);
}

std::string repeated(std::string_view hex, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i)
    out += hex;
  return out;
}

/// Keeps the optimiser from removing an unused allocation.
void* keep(void* memory) {
  asm volatile("" : "+r"(memory));  // NOLINT(hicpp-no-assembler)
  return memory;
}

}  // namespace

TEST_CASE("the counter counts") {
  std::size_t before = allocation_count();
  const auto count_one = [&before] {
    const std::size_t now = allocation_count();
    const std::size_t made = now - before;
    before = now;
    return made;
  };

  void* memory = keep(std::malloc(10));  // NOLINT: that is what is counted
  const std::size_t by_malloc = count_one();
  memory = keep(std::realloc(memory, 100000));  // NOLINT
  const std::size_t by_realloc = count_one();
  std::free(memory);                      // NOLINT
  void* zeros = keep(std::calloc(2, 5));  // NOLINT
  const std::size_t by_calloc = count_one();
  std::free(zeros);  // NOLINT
  const auto number = std::make_unique<int>(3);
  keep(number.get());
  const std::size_t by_new = count_one();
  struct alignas(64) wide {
    int value;
  };
  const auto aligned = std::make_unique<wide>();
  keep(aligned.get());
  const std::size_t by_aligned_new = count_one();

  CHECK(by_malloc == 1);
  CHECK(by_realloc == 1);
  CHECK(by_calloc == 1);
  CHECK(by_new == 1);
  CHECK(by_aligned_new == 1);
}

TEST_CASE("good input allocates nothing") {
  for (const char* const file : {"vectors/atomix-go.tsv", "vectors/atomix-cpp.tsv"}) {
    for (const row& columns : read_table(data_path(file)))
      check(columns.at(1));
  }
}

TEST_CASE("bad input allocates nothing") {
  for (const row& columns : read_table(data_path("vectors/malformed.tsv")))
    check(columns.at(2));
  for (const row& columns : edge_cases())
    check(columns.at(2));
}

TEST_CASE("hostile input allocates nothing") {
  check(repeated("0b", 5000));                         // groups that never end
  check(repeated("0b", 100) + repeated("0c", 100));    // as deep as can be
  check(repeated("0a00", 5000));                       // thousands of segments to merge
  check(repeated("f801", 1) + repeated("00", 10000));  // unknown fields
  check(repeated("f80100", 5000));
  check("0affffffff07");  // lengths of almost 2 GiB
  check("1affffffff07" + repeated("ff", 100));
  check("1a8080808008");
  check(repeated("80", 10000));            // varints without an end
  check("1ad00f" + repeated("61", 2000));  // a long string
  check("1ad00f" + repeated("ff", 2000));  // and one that is not UTF-8
}
