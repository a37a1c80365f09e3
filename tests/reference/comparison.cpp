// SPDX-License-Identifier: Apache-2.0
#include "reference/comparison.hpp"

#include <google/protobuf/stubs/common.h>

#include <array>
#include <cstddef>
#include <memory>

#include "reference/side_by_side.hpp"

namespace headwire::reference {
namespace {

using make_function = std::unique_ptr<comparer> (*)();

template <message T>
std::unique_ptr<comparer> make() {
  return std::make_unique<side_by_side<T>>();
}

template <class... T>
constexpr auto make_functions(type_list<T...>) {
  return std::array<make_function, sizeof...(T)>{&make<T>...};
}

}  // namespace

void silence_libprotobuf() {
#if GOOGLE_PROTOBUF_VERSION < 4022000
  google_pb::SetLogHandler(nullptr);
#endif
}

std::unique_ptr<comparer> make_comparer(std::size_t type) {
  static constexpr auto functions = make_functions(all_types{});
  return functions.at(type)();
}

}  // namespace headwire::reference
