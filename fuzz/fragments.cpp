// SPDX-License-Identifier: Apache-2.0
//
// Messages and frames in segments against the same in one, and probes of every beginning of a request
// against what decode says of the whole. The first bytes of an input select a type and where it is
// cut; the rest is the message.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "harness.hpp"
#include "reference/types.hpp"
#include "support/fragments_oracle.hpp"
#include "support/frames_oracle.hpp"
#include "support/probe_oracle.hpp"

namespace headwire::reference {
namespace {

constexpr std::size_t most_cuts = 16;

/// Offsets in a message of that size: as many as the first byte says.
std::vector<std::size_t> choose_cuts(fuzz::choices& input, std::size_t& size) {
  const std::size_t count = input.byte() % most_cuts;
  const bytes chosen = input.take(count);
  size = input.rest().size();
  std::vector<std::size_t> cuts;
  for (const std::byte cut : chosen)
    cuts.push_back(std::to_integer<std::size_t>(cut) % (size + 1));
  std::sort(cuts.begin(), cuts.end());
  return cuts;
}

/// As in a test case: {1, 5}.
std::string list_text(const std::vector<std::size_t>& cuts) {
  std::string text;
  for (const std::size_t cut : cuts)
    text += (text.empty() ? "{" : ", ") + std::to_string(cut);
  return text.empty() ? "{}" : text + "}";
}

template <message T>
void check_segments(fuzz::choices input) {
  std::size_t size = 0;
  const std::vector<std::size_t> cuts = choose_cuts(input, size);
  const test::heap_block whole(input.rest());
  const test::cut_message cut(whole.view(), cuts);
  fuzz::require_none<T>(test::check_in_segments<T>(whole.view(), cut.view()), whole.view(), [&] {
    return "test::check_in_segments<" + std::string(type_name<T>) +
           ">(input, test::cut_message(input, " + list_text(cuts) + ").view())";
  });
}

/// Each beginning is compared with several ends, so long inputs take long.
constexpr std::size_t longest_request = 100;

template <message H>
void check_probes(fuzz::choices input) {
  const test::heap_block whole(input.take(longest_request));
  fuzz::require_none<H>(test::probe_oracle<H>::check(whole.view()), whole.view(), [] {
    return "test::probe_oracle<" + std::string(type_name<H>) + ">::check(input)";
  });
}

using headers = hw::CommandRequestHeaders;

/// Streams: the prefix of the first frame, and the headers in it.
void check_frames(fuzz::choices input) {
  const std::size_t limit = input.byte() * 16;
  std::size_t size = 0;
  const std::vector<std::size_t> cuts = choose_cuts(input, size);
  const test::heap_block whole(input.rest());
  constexpr auto id = hw::paths::command_request::partition_id;
  fuzz::require_none<headers>(test::check_frames<headers, id>(whole.view(), cuts, limit),
                              whole.view(), [&] {
                                return "test::check_frames<headers, id>(input, " + list_text(cuts) +
                                       ", " + std::to_string(limit) + ")";
                              });
}

/// The headers that requests are probed for.
using probed_types =
    type_list<hw::PartitionRequestHeaders, hw::CommandRequestHeaders, hw::OperationResponseHeaders>;

constexpr std::size_t probed_count = []<class... H>(type_list<H...>) {
  return sizeof...(H);
}(probed_types{});

using check_function = void (*)(fuzz::choices);

template <class... T, class... H>
constexpr auto check_functions(type_list<T...>, type_list<H...>) {
  return std::array<check_function, sizeof...(T) + sizeof...(H) + 1>{
      &check_segments<T>..., &check_probes<H>..., &check_frames};
}

constexpr auto functions = check_functions(fuzz::edited_types{}, probed_types{});

}  // namespace
}  // namespace headwire::reference

std::size_t headwire::fuzz::leading_choices(std::string_view input) {
  using namespace headwire::reference;
  constexpr std::size_t cut_types = std::tuple_size_v<decltype(functions)> - probed_count - 1;
  const auto at = [&](std::size_t i) -> std::size_t {
    return i < input.size() ? static_cast<unsigned char>(input[i]) : 0;
  };
  const std::size_t chosen = at(0) % functions.size();
  if (chosen < cut_types) return 2 + at(1) % most_cuts;
  if (chosen < cut_types + probed_count) return 1;
  return 3 + at(2) % most_cuts + grpc_prefix_size;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using headwire::reference::functions;
  headwire::fuzz::choices input(headwire::as_bytes(std::span(data, size)));
  const std::size_t chosen = input.byte() % functions.size();
  functions[chosen](input);
  return 0;
}
