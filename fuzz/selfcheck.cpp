// SPDX-License-Identifier: Apache-2.0
//
// The oracles of headwire/fuzz.hpp on all headers: no library beside Headwire, so that it builds
// wherever a fuzzer does. The first byte of an input selects a type.
#include <array>
#include <cstddef>
#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/fuzz.hpp>
#include <span>
#include <string_view>

#include "target.hpp"

namespace headwire::fuzz {
namespace {

namespace hw = headwire::atomix::multiraft::v1;

template <message T>
void check(bytes input) {
  check_round_trip<T>(input);
  check_canonical<T>(input);
  check_fragments<T>(input);
}

template <message T, auto... Paths>
void check_with_paths(bytes input) {
  check<T>(input);
  check_peek<Paths...>(input);
}

constexpr std::array<void (*)(bytes), 12> functions = {
    &check<hw::PartitionRequestHeaders>,
    &check<hw::PartitionResponseHeaders>,
    &check<hw::SessionRequestHeaders>,
    &check<hw::SessionResponseHeaders>,
    &check<hw::PrimitiveRequestHeaders>,
    &check<hw::PrimitiveResponseHeaders>,
    &check<hw::OperationRequestHeaders>,
    &check<hw::OperationResponseHeaders>,
    &check_with_paths<hw::CommandRequestHeaders, hw::paths::command_request::partition_id>,
    &check_with_paths<hw::CommandResponseHeaders, hw::paths::command_response::status>,
    &check<hw::QueryRequestHeaders>,
    &check<hw::QueryResponseHeaders>};

}  // namespace

std::size_t leading_choices(std::string_view /*input*/) {
  return 1;
}

}  // namespace headwire::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using headwire::fuzz::functions;
  if (size == 0) return 0;
  functions[data[0] % functions.size()](headwire::as_bytes(std::span(data, size)).subspan(1));
  return 0;
}
