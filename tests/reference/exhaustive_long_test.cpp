// SPDX-License-Identifier: Apache-2.0
//
// What takes minutes, so in the suite `long`, one test a tag: all inputs of up to 3 bytes for all
// twelve headers, at the top (201 million comparisons) and as the content of every sub-message (473
// million); up to 4 bytes over the 40 that matter (104 million).
#include <array>
#include <cstddef>
#include <cstdint>

#include "reference/exhaustive.hpp"
#include "support/catch.hpp"

namespace headwire::reference {
namespace {

TEST_CASE("all inputs of up to 3 bytes", "[top]") {
  for_each_type(header_types{}, []<message T>() {
    INFO(type_name<T>);
    comparison<T> both;
    tally result;
    for (std::size_t size = 0; size <= 3; ++size)
      compare_all(both, size, "", "", result);
    CHECK(result.first_difference == no_difference);
    CHECK(result.compared == words_up_to(3, 256));
  });
}

TEST_CASE("all inputs of up to 3 bytes as every sub-message", "[nested]") {
  std::size_t places = 0;
  for_each_type(header_types{}, [&]<message T>() {
    INFO(type_name<T>);
    comparison<T> both;
    for (const field_path& place : nested_positions(reference_t<T>::descriptor())) {
      tally result;
      for (std::size_t size = 0; size <= 3; ++size)
        compare_all(both, size, opening(place, size), "", result);
      CHECK(result.first_difference == no_difference);
      CHECK(result.compared == words_up_to(3, 256));
      ++places;
    }
  });
  CHECK(places == 28);
}

/// All wire types of the declared numbers 1 to 3, of an unknown one (4) and of none (0); small
/// lengths; what continues a varint and what ends it; the limits of UTF-8.
constexpr std::array<std::uint8_t, 40> frequent = {
    0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d,
    0x0e, 0x0f, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x18, 0x1a, 0x1b, 0x1c, 0x20, 0x22,
    0x23, 0x24, 0x7f, 0x80, 0x81, 0x8a, 0x92, 0xc3, 0xed, 0xf0, 0xf8, 0xff};

TEST_CASE("up to 4 bytes over a reduced alphabet, at the top and in every sub-message",
          "[alphabet]") {
  std::vector<std::byte> alphabet;
  for (const std::uint8_t letter : frequent)
    alphabet.push_back(static_cast<std::byte>(letter));
  std::size_t places = 0;
  for_each_type(header_types{}, [&]<message T>() {
    INFO(type_name<T>);
    tally result;
    const std::size_t more = compare_everywhere<T>(4, alphabet, result);
    CHECK(result.first_difference == no_difference);
    CHECK(result.compared == more * words_up_to(4, alphabet.size()));
    places += more;
  });
  CHECK(places == 12 + 28);
}

}  // namespace
}  // namespace headwire::reference
