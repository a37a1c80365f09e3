// SPDX-License-Identifier: Apache-2.0
//
// peek, patch and splice against decode, a plain model of what they do, and libprotobuf. The first
// bytes of an input select a type, a path and a new value; the rest is the message.
#include <array>
#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <span>
#include <string>
#include <string_view>

#include "harness.hpp"
#include "reference/comparison.hpp"
#include "reference/edits_at.hpp"
#include "reference/types.hpp"
#include "unit/support/heap_block.hpp"

namespace headwire::reference {
namespace {

template <message T>
void check(fuzz::choices input) {
  const std::size_t path = input.byte() % path_count<T>;
  const test::heap_block value(input.take(input.byte() % 160));
  const test::heap_block block(input.rest());
  fuzz::require_none<T>(check_edits_at<T>(path, block.view(), value.view()), block.view(), [&] {
    return "check_edits_at<" + std::string(type_name<T>) + ">(" + std::to_string(path) +
           ", input, test::from_hex(\"" + test::to_hex(value.view()) + "\"))";
  });
}

template <class... T>
constexpr auto check_functions(type_list<T...>) {
  return std::array<void (*)(fuzz::choices), sizeof...(T)>{&check<T>...};
}

constexpr auto functions = check_functions(fuzz::edited_types{});

}  // namespace
}  // namespace headwire::reference

std::size_t headwire::fuzz::leading_choices(std::string_view input) {
  // Behind the type and the path stand the size of the value, and the value.
  return input.size() < 3 ? 3 : 3 + static_cast<unsigned char>(input[2]) % 160U;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using headwire::reference::functions;
  headwire::reference::silence_libprotobuf();
  headwire::fuzz::choices input(headwire::as_bytes(std::span(data, size)));
  const std::size_t type = input.byte() % functions.size();
  functions[type](input);
  return 0;
}
