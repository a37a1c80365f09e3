// SPDX-License-Identifier: Apache-2.0
//
// A fuzz target for a message of one's own. With clang:
//
//     clang++ -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined -Iinclude
//     examples/fuzz_target.cpp
//     ./a.out -max_len=512
#include <cstdint>
#include <headwire/fuzz.hpp>
#include <headwire/schema/schema.hpp>
#include <optional>
#include <string_view>

namespace shop {

struct Customer {
  std::uint64_t id = 0;
  std::string_view name{};

  using self = Customer;
  static constexpr auto proto =
      headwire::schema(headwire::field<1, &self::id>, headwire::field<2, &self::name>);
};

struct Order {
  std::optional<Customer> customer{};
  std::int32_t balance = 0;

  using self = Order;
  static constexpr auto proto = headwire::schema(
      headwire::field<1, &self::customer>, headwire::field<2, &self::balance, headwire::zigzag>);
};

}  // namespace shop

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr auto id = headwire::path<&shop::Order::customer, &shop::Customer::id>;
  const auto input = headwire::as_bytes(std::span(data, size));
  headwire::fuzz::check_round_trip<shop::Order>(input);
  headwire::fuzz::check_canonical<shop::Order>(input);
  headwire::fuzz::check_fragments<shop::Order>(input);
  headwire::fuzz::check_peek<id>(input);
  return 0;
}
