// SPDX-License-Identifier: Apache-2.0
//
// How time grows: with the size of a header, with its nesting, with the unknown fields in it. Names
// are shape/x/operation, such as "depth/8/decode"; bench/plot draws them.
#include <benchmark/benchmark.h>

#include <array>
#include <cstdint>
#include <exception>
#include <headwire/headwire.hpp>
#include <iostream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "growing.hpp"
#include "numbers.hpp"
#include "workloads.hpp"

namespace headwire::bench {
namespace {

/// Messages of one shape, decoded in turn. Few enough to stay in the first cache, enough that
/// numbers differ.
template <message T>
class shaped {
 public:
  template <class Make>
  explicit shaped(Make make) {
    number_source numbers(6);
    for (std::string& wire : wires_)
      wire = make(numbers);
  }

  void decode_all(benchmark::State& state) const {
    T out;
    for ([[maybe_unused]] auto pass : state) {
      for (const std::string& wire : wires_) {
        if (!decode(as_bytes(wire), out)) state.SkipWithError("the message cannot be decoded");
        benchmark::DoNotOptimize(out);
      }
    }
    report(state);
  }

  void encode_all(benchmark::State& state) const {
    std::vector<T> values;
    for (const std::string& wire : wires_)
      values.push_back(*decode<T>(as_bytes(wire)));
    std::vector<std::byte> out(wires_.front().size() + 512);
    for ([[maybe_unused]] auto pass : state) {
      for (const T& value : values)
        benchmark::DoNotOptimize(encode(value, out));
    }
    report(state);
  }

 private:
  void report(benchmark::State& state) const {
    const auto messages = static_cast<double>(state.iterations()) * count;
    std::size_t size = 0;
    for (const std::string& wire : wires_)
      size += wire.size();
    state.counters["bytes"] = static_cast<double>(size) / count;
    state.counters["s_per_message"] =
        benchmark::Counter(messages, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  }

  static constexpr std::size_t count = 64;
  std::array<std::string, count> wires_;
};

template <message T, class Make>
void register_shape(const std::string& name, Make make) {
  const shaped<T> shape(make);
  benchmark::RegisterBenchmark((name + "/decode").c_str(),
                               [shape](benchmark::State& state) { shape.decode_all(state); });
  benchmark::RegisterBenchmark((name + "/encode").c_str(),
                               [shape](benchmark::State& state) { shape.encode_all(state); });
}

void register_sizes() {
  for (const std::size_t size : {0U, 16U, 32U, 64U, 128U, 256U, 512U, 1024U}) {
    register_shape<hw::CommandResponseHeaders>(
        "size/" + std::to_string(size), [size](number_source& numbers) {
          const std::string text = numbers.ascii(size);
          return wire_of(command_response(numbers.between(1, 1 << 28),
                                          hw::OperationResponseHeaders::Status::OK, text,
                                          numbers.between(1, 1 << 21)));
        });
  }
}

void register_unknown() {
  for (const std::size_t count : {0U, 1U, 2U, 4U, 8U, 16U, 32U, 64U}) {
    register_shape<hw::CommandRequestHeaders>(
        "unknown/" + std::to_string(count), [count](number_source& numbers) {
          return w1::wire(numbers) + unknown_fields_of(count, numbers);
        });
  }
}

/// A message of `Depth` levels, one number in each.
template <int Depth>
struct level {
  std::optional<level<Depth - 1>> inner;
  std::uint64_t id = 0;

  using self = level;
  static constexpr auto proto = schema(field<1, &self::inner>, field<2, &self::id>);
};
template <>
struct level<1> {
  std::uint64_t id = 0;

  using self = level;
  static constexpr auto proto = schema(field<2, &self::id>);
};

template <int Depth>
level<Depth> nested(number_source& numbers) {
  level<Depth> made;
  made.id = numbers.between(1, 1 << 14);
  if constexpr (Depth > 1) made.inner = nested<Depth - 1>(numbers);
  return made;
}

template <int... Depth>
void register_depths(std::integer_sequence<int, Depth...>) {
  (register_shape<level<Depth>>(
       "depth/" + std::to_string(Depth),
       [](number_source& numbers) { return wire_of(nested<Depth>(numbers)); }),
   ...);
}

}  // namespace
}  // namespace headwire::bench

int main(int argc, char** argv) try {
  headwire::bench::register_sizes();
  headwire::bench::register_unknown();
  headwire::bench::register_depths(std::integer_sequence<int, 1, 2, 4, 8, 16, 24, 32>{});
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
