// SPDX-License-Identifier: Apache-2.0
//
// The canonical gate: it lets an input through if and only if decoding meets no unknown field and
// encoding gives the input again, and what it lets through the Go code of Atomix and nanopb read
// alike. The first bytes of an input select a type and what becomes of the message: random bytes
// are hardly ever canonical, so most messages are first written anew, and then one byte of them is
// changed.
#include <array>
#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "harness.hpp"
#include "reference/comparison.hpp"
#include "reference/other_readers.hpp"
#include "reference/types.hpp"
#include "unit/support/heap_block.hpp"

namespace headwire::reference {
namespace {

constexpr std::size_t choice_bytes = 4;

/// How the message is made of the bytes behind the choices.
enum class making : std::size_t { as_is, anew, one_byte_changed, one_byte_more, count };

/// What decode makes of the message, written again; the message itself if it cannot be read.
template <message T>
std::vector<std::byte> written_anew(bytes input) {
  T value;
  std::vector<std::byte> out(input.begin(), input.end());
  if (!decode(input, value)) return out;
  out.resize(encoded_size(value));
  // That encoding works is for the comparison to find out, which does it with the same input.
  return encode(value, out) ? out : std::vector<std::byte>(input.begin(), input.end());
}

template <message T>
std::vector<std::byte> make(bytes choice, bytes input) {
  const auto how = static_cast<making>(std::to_integer<std::size_t>(choice[0]) %
                                       static_cast<std::size_t>(making::count));
  if (how == making::as_is) return {input.begin(), input.end()};
  std::vector<std::byte> made = written_anew<T>(input);
  const std::size_t at = std::to_integer<std::size_t>(choice[1]) % (made.size() + 1);
  const auto place = made.begin() + static_cast<std::ptrdiff_t>(at);
  if (how == making::one_byte_more) {
    made.insert(place, choice[2]);
  } else if (how == making::one_byte_changed && place != made.end()) {
    *place ^= choice[2];
  }
  return made;
}

template <message T, class... Header>
constexpr bool is_one_of(type_list<Header...>) {
  return (std::is_same_v<T, Header> || ...);
}

template <message T>
void check(bytes choice, bytes input) {
  static comparison<T> both;
  const test::heap_block block(make<T>(choice, input));
  const std::string type(type_name<T>);
  fuzz::require_none<T>(both.check(block.view()), block.view(),
                        [&] { return "disagreement<" + type + ">(input)"; });
  if constexpr (is_one_of<T>(header_types{})) {
    fuzz::require_none<T>(check_other_readers<T>(block.view()), block.view(),
                          [&] { return "check_other_readers<" + type + ">(input)"; });
  }
}

template <class... T>
constexpr auto check_functions(type_list<T...>) {
  return std::array<void (*)(bytes, bytes), sizeof...(T)>{&check<T>...};
}

constexpr auto functions = check_functions(all_types{});

}  // namespace
}  // namespace headwire::reference

std::size_t headwire::fuzz::leading_choices(std::string_view /*input*/) {
  return headwire::reference::choice_bytes;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace headwire::reference;
  if (size < choice_bytes) return 0;
  const headwire::bytes input = headwire::as_bytes(std::span(data, size));
  functions[data[0] % functions.size()](input.subspan(1, choice_bytes - 1),
                                        input.subspan(choice_bytes));
  return 0;
}
