// SPDX-License-Identifier: Apache-2.0
//
// Messages and frames in pieces against the same in one, and probes of every beginning of a request
// against what decode says of the whole. The first bytes of an input select a type and where it is
// cut; the rest is the message.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <span>
#include <string_view>
#include <vector>

#include "harness.hpp"
#include "reference/types.hpp"
#include "support/fragments_oracle.hpp"
#include "support/probe_oracle.hpp"

namespace headwire::reference {
namespace {

/// Offsets in a message of that size: as many as the first byte says, at most 15.
std::vector<std::size_t> choose_cuts(fuzz::choices& input, std::size_t& size) {
  const std::size_t count = input.byte() % 16;
  const bytes chosen = input.take(count);
  size = input.rest().size();
  std::vector<std::size_t> cuts;
  for (const std::byte cut : chosen)
    cuts.push_back(std::to_integer<std::size_t>(cut) % (size + 1));
  std::sort(cuts.begin(), cuts.end());
  return cuts;
}

template <message T>
void check_pieces(fuzz::choices input) {
  std::size_t size = 0;
  const std::vector<std::size_t> cuts = choose_cuts(input, size);
  const test::heap_block whole(input.rest());
  const test::cut_message cut(whole.view(), cuts);
  fuzz::require_none(test::check_in_pieces<T>(whole.view(), cut.view()), type_name<T>,
                     whole.view());
}

/// Each beginning is compared with several ends, so long inputs take long.
constexpr std::size_t longest_request = 100;

template <message H>
void check_probes(fuzz::choices input) {
  const test::heap_block whole(input.take(longest_request));
  fuzz::require_none(test::probe_oracle<H>::check(whole.view()), type_name<H>, whole.view());
}

template <class A>
std::string_view compare(const progress<A>& whole, const progress<A>& cut) {
  const bool same = whole.state() == cut.state() && whole.needed() == cut.needed() &&
                    whole.status() == cut.status();
  return same ? "" : "a frame in pieces";
}

/// Streams: the prefix of the first frame, and the headers in it.
void check_frames(fuzz::choices input) {
  using H = hw::CommandRequestHeaders;
  constexpr auto id = hw::paths::command_request::partition_id;
  const std::size_t limit = input.byte() * 16;
  std::size_t size = 0;
  const std::vector<std::size_t> cuts = choose_cuts(input, size);
  const test::heap_block whole(input.rest());
  const bytes one = whole.view();
  const test::cut_message cut(one, cuts);
  const fragments pieces = cut.view();
  std::string_view difference =
      compare(read_grpc_prefix(one, limit), read_grpc_prefix(pieces, limit));
  const auto add = [&](std::string_view next) {
    if (difference.empty()) difference = next;
  };
  add(compare(read_delimited_prefix(one, limit), read_delimited_prefix(pieces, limit)));
  add(compare(probe_frame<H>(one, limit), probe_frame<H>(pieces, limit)));
  add(compare(probe_frame<H>(one, canonical), probe_frame<H>(pieces, canonical)));
  const auto value = peek_frame<id>(one, limit);
  add(compare(value, peek_frame<id>(pieces, {}, limit)));
  if (value && *peek_frame<id>(pieces, {}, limit) != *value) add("value of peek_frame");
  const auto frame = read_delimited(one, limit);
  if (frame && frame->size() > one.size()) add("size of a delimited frame");
  test::heap_block out(one.size() + 60);
  test::heap_block again(one.size() + 60);
  const auto spliced = splice_frame<in_envelope<id>>(one, out.writable(), 300U);
  const auto joined = splice_frame<in_envelope<id>>(pieces, again.writable(), 300U);
  if (spliced.status() != joined.status()) add("status of splice_frame");
  if (spliced && !std::ranges::equal(*spliced, *joined)) add("bytes of splice_frame");
  fuzz::require_none(difference, "frame", one);
}

/// The headers that requests are probed for.
using probed_types =
    type_list<hw::PartitionRequestHeaders, hw::CommandRequestHeaders, hw::OperationResponseHeaders>;

using check_function = void (*)(fuzz::choices);

template <class... T, class... H>
constexpr auto check_functions(type_list<T...>, type_list<H...>) {
  return std::array<check_function, sizeof...(T) + sizeof...(H) + 1>{
      &check_pieces<T>..., &check_probes<H>..., &check_frames};
}

constexpr auto functions = check_functions(fuzz::edited_types{}, probed_types{});

}  // namespace
}  // namespace headwire::reference

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using headwire::reference::functions;
  headwire::fuzz::choices input(headwire::as_bytes(std::span(data, size)));
  const std::size_t chosen = input.byte() % functions.size();
  functions[chosen](input);
  return 0;
}
