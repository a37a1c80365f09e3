// SPDX-License-Identifier: Apache-2.0
//
// The first byte of an input selects a type, the rest goes through Headwire (decode, encode, decode
// again, canonical decode) and through libprotobuf. Any difference that docs/guarantees.md does not
// list is printed and aborts.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <headwire/headwire.hpp>
#include <iostream>
#include <span>
#include <string_view>

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
  if (difference.empty()) return;
  // Not assert(): it would vanish from a build that is optimised for speed.
  std::cerr << report<T>(input, difference) << std::flush;
  std::abort();
}

using compare_function = void (*)(bytes);

template <class... T>
constexpr auto compare_functions(type_list<T...>) {
  return std::array<compare_function, sizeof...(T)>{&compare<T>...};
}

constexpr auto functions = compare_functions(all_types{});

}  // namespace
}  // namespace headwire::reference

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using headwire::reference::functions;
  if (size == 0) return 0;
  functions[data[0] % functions.size()](
      headwire::as_bytes(std::span<const std::uint8_t>(data + 1, size - 1)));
  return 0;
}
