// SPDX-License-Identifier: Apache-2.0
//
// Google's C++ reads what patch and splice write as the same message with the same edit.
#include "reference/edit.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "reference/random.hpp"
#include "reference/types.hpp"
#include "support/catch.hpp"
#include "support/data.hpp"
#include "support/vectors.hpp"
#include "unit/support/wire_soup.hpp"

namespace headwire::reference {
namespace {

/// Sets and clears the field at each path of T. Returns how many edits were compared.
template <message T>
std::size_t edit_everywhere(bytes input, random_source& source) {
  T ours;
  if (!decode(input, ours)) return 0;
  std::size_t compared = 0;
  test::for_each_path<T>([&]<auto Path>() {
    using V = typename detail::path_type<Path>::value_type;
    std::string_view difference = compare_edits<Path>(input, random_scalar<V>(source));
    if (difference.empty()) difference = compare_edits<Path>(input, V{});
    if (difference.empty()) difference = compare_edits<Path>(input, std::nullopt);
    if (!difference.empty())
      FAIL(difference << " at " << Path.name() << ": " << test::to_hex(input));
    compared += 3;
  });
  source.clear();
  return compared;
}

TEST_CASE("edits of every vector") {
  random_source source(31);
  std::size_t compared = 0;
  for (const auto& rows : {test::go_vectors(), test::cpp_vectors()}) {
    for (const test::header_vector& row : rows) {
      test::with_header_type(
          row.type, [&]<message T>() { compared += edit_everywhere<T>(row.encoding, source); });
    }
  }
  CHECK(compared > 15'000);
}

template <message T>
std::size_t edit_random(std::size_t enough) {
  random_source source(32);
  test::wire_soup soup(33);
  std::size_t compared = 0;
  while (compared < enough) {
    std::vector<std::byte> input = soup.make<T>();
    if (!input.empty() && source.below(4) == 0) {
      input[source.below(input.size())] ^= static_cast<std::byte>(1U << source.below(8));
    }
    compared += edit_everywhere<T>(input, source);
  }
  return compared;
}

TEST_CASE("edits of random messages, many of them odd") {
  CHECK(edit_random<hw::CommandRequestHeaders>(40'000) >= 40'000);
  CHECK(edit_random<hw::CommandResponseHeaders>(40'000) >= 40'000);
  CHECK(edit_random<KeepingOperation>(10'000) >= 10'000);
  CHECK(edit_random<OptionalScalars>(10'000) >= 10'000);
}

}  // namespace
}  // namespace headwire::reference
