// SPDX-License-Identifier: Apache-2.0
//
// Has libFuzzer use the mutator. Linked into each target.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "mutator.hpp"
#include "target.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace {

std::string_view view(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

std::size_t hand_out(const std::string& made, std::uint8_t* out) {
  std::copy(made.begin(), made.end(), out);
  return made.size();
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  headwire::fuzz::random_numbers random(seed);
  // libFuzzer knows the dictionary, and what values the code has compared with.
  if (random.one_in(4)) return LLVMFuzzerMutate(data, size, max_size);
  const std::string_view input = view(data, size);
  headwire::fuzz::mutator mutator(random.next());
  return hand_out(mutator.change(input, headwire::fuzz::leading_choices(input), max_size), data);
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* data, std::size_t size,
                                                 const std::uint8_t* other, std::size_t other_size,
                                                 std::uint8_t* out, std::size_t max_size,
                                                 unsigned seed) {
  using headwire::fuzz::leading_choices;
  const std::string_view input = view(data, size);
  const std::string_view giver = view(other, other_size);
  headwire::fuzz::mutator mutator(seed);
  return hand_out(
      mutator.cross(input, leading_choices(input), giver, leading_choices(giver), max_size), out);
}
