// SPDX-License-Identifier: Apache-2.0
//
// The first byte of an input selects a type, the rest goes through Headwire (decode, encode, decode
// again, canonical decode) and through libprotobuf. Any difference that docs/guarantees.md does not
// list is printed and aborts.
#include <array>
#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <span>
#include <string_view>

#include "harness.hpp"
#include "reference/comparison.hpp"
#include "reference/types.hpp"

namespace headwire::reference {
namespace {

/// The message objects stay from one input to the next: that a decode resets its output is tested
/// along the way.
template <message T>
void compare(bytes input) {
  static comparison<T> both;
  const std::string_view difference = both.check(input);
  if (!difference.empty()) fuzz::require_none(difference, report<T>(input, difference));
}

using compare_function = void (*)(bytes);

template <class... T>
constexpr auto compare_functions(type_list<T...>) {
  return std::array<compare_function, sizeof...(T)>{&compare<T>...};
}

constexpr auto functions = compare_functions(all_types{});

}  // namespace
}  // namespace headwire::reference

std::size_t headwire::fuzz::leading_choices(std::string_view /*input*/) {
  return 1;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using headwire::reference::functions;
  if (size == 0) return 0;
  functions[data[0] % functions.size()](
      headwire::as_bytes(std::span<const std::uint8_t>(data + 1, size - 1)));
  return 0;
}
