// SPDX-License-Identifier: Apache-2.0
//
// The lower bound reads and writes what Headwire does, whatever the bytes: a fast decoder that is wrong,
// or reads outside of its input, is no lower bound. Built like everything else, so the sanitizers see it.
#include <algorithm>
#include <cstddef>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "corpus.hpp"
#include "hostile.hpp"
#include "lower_bound/decode_request.hpp"
#include "lower_bound/decode_response.hpp"
#include "lower_bound/encode_request.hpp"
#include "lower_bound/encode_response.hpp"
#include "workloads.hpp"

namespace headwire::bench {
namespace {

void require(bool holds, const char* what) {
  if (!holds) throw std::runtime_error(what);
}

/// Decodes with both, and encodes what comes out with both.
template <message T>
void compare(const std::string& wire) {
  // A vector of its own, exactly as long: a byte too far is out of bounds.
  const std::vector<char> exact(wire.begin(), wire.end());
  const bytes in = as_bytes(exact.data(), exact.size());
  T ours;
  T bound;
  const bool accepted = static_cast<bool>(decode(in, ours));
  require(accepted == lower_bound::decode(in, bound), "one accepts what the other refuses");
  if (!accepted) return;
  require(equal(ours, bound), "the values differ");

  std::array<std::byte, 512> room{};
  for (const std::size_t size : {encoded_size(ours), room.size()}) {
    std::vector<std::byte> out(size);
    std::size_t written = lower_bound::encode_narrow(ours, out);
    if (written == 0) written = lower_bound::encode_rest(ours, out);
    const auto wanted = encode(ours, room);
    require(wanted && as_text(bytes(out).first(written)) == as_text(*wanted), "the bytes differ");
  }
}

/// Each byte in turn with every value, and cut, doubled or dropped.
template <message T>
void compare_neighbours(const std::string& wire) {
  for (std::size_t i = 0; i < wire.size(); ++i) {
    compare<T>(wire.substr(0, i));
    compare<T>(wire.substr(i));
    compare<T>(wire.substr(0, i) + wire.substr(i + 1));
    compare<T>(wire.substr(0, i + 1) + wire.substr(i));
    std::string changed = wire;
    for (int byte = 0; byte < 256; ++byte) {
      changed[i] = static_cast<char>(byte);
      compare<T>(changed);
    }
  }
}

/// Several bytes changed at once: lengths must sometimes fit each other again.
template <message T>
void compare_mutations(const std::string& wire, number_source& numbers) {
  for (int round = 0; round < 64; ++round) {
    std::string changed = wire;
    for (std::uint64_t changes = numbers.between(1, 4); changes != 0; --changes) {
      char& at = changed[numbers.between(0, changed.size() - 1)];
      const std::uint64_t delta =
          numbers.happens(50) ? numbers.between(0, 4) : numbers.between(0, 255);
      at =
          static_cast<char>(static_cast<std::uint64_t>(static_cast<unsigned char>(at)) + delta - 2);
    }
    compare<T>(changed);
  }
}

template <class Workload>
void compare_workload() {
  using T = typename Workload::type;
  number_source numbers(3);
  for (int i = 0; i < 400; ++i) {
    const std::string wire = Workload::wire(numbers);
    compare<T>(wire);
    if (wire.empty()) continue;
    if (i % 40 == 0) compare_neighbours<T>(wire);
    compare_mutations<T>(wire, numbers);
  }
}

template <message T>
void compare_noise() {
  number_source numbers(4);
  for (int i = 0; i < 20000; ++i) {
    std::string wire;
    for (std::uint64_t size = numbers.between(0, 40); size != 0; --size)
      wire += static_cast<char>(numbers.between(0, 255));
    compare<T>(wire);
  }
}

/// The fast path must take the usual messages, or the lower bound would measure Headwire.
template <class Workload>
void expect_fast() {
  number_source numbers(5);
  std::size_t fast = 0;
  for (int i = 0; i < 1000; ++i) {
    const std::string wire = Workload::wire(numbers);
    typename Workload::type out;
    fast += lower_bound::decode_narrow(as_bytes(wire.data(), wire.size()), out) ? 1 : 0;
  }
  require(fast >= 990, "the fast path does not take the usual messages");
}

}  // namespace
}  // namespace headwire::bench

int main() try {
  using namespace headwire::bench;
  compare_workload<w1>();
  compare_workload<w2>();
  compare_workload<w3>();
  compare_workload<w4>();
  compare_workload<w6>();
  compare_noise<hw::CommandRequestHeaders>();
  compare_noise<hw::CommandResponseHeaders>();
  expect_fast<w1>();
  expect_fast<w3>();
  expect_fast<w4>();
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
