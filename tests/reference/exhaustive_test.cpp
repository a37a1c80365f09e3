// SPDX-License-Identifier: Apache-2.0
//
// All inputs of up to 2 bytes, at the top and inside of every sub-message, for all twelve headers.
#include <array>
#include <cstddef>
#include <string>

#include "reference/exhaustive.hpp"
#include "support/catch.hpp"

namespace headwire::reference {
namespace {

constexpr std::uint64_t strings_of_up_to_2_bytes = words_up_to(2, 256);

/// Tags of fields 1 and 2, and bytes that continue, end or overflow what stands before them.
constexpr std::array<std::byte, 12> few_bytes = {std::byte{0x00}, std::byte{0x01}, std::byte{0x02},
                                                 std::byte{0x08}, std::byte{0x0a}, std::byte{0x0b},
                                                 std::byte{0x0c}, std::byte{0x10}, std::byte{0x12},
                                                 std::byte{0x7f}, std::byte{0x80}, std::byte{0xff}};

template <message T>
tally compare_up_to_2_bytes(std::string_view before, std::string_view behind) {
  tally result;
  comparison<T> both;
  for (std::size_t size = 0; size <= 2; ++size)
    compare_all(both, size, before, behind, result);
  return result;
}

TEST_CASE("all inputs of up to 2 bytes") {
  for_each_type(header_types{}, []<message T>() {
    INFO(type_name<T>);
    const tally result = compare_up_to_2_bytes<T>("", "");
    CHECK(result.first_difference == no_difference);
    CHECK(result.compared == strings_of_up_to_2_bytes);
  });
}

TEST_CASE("all inputs of up to 2 bytes before and behind a valid message") {
  for_each_type(header_types{}, []<message T>() {
    INFO(type_name<T>);
    const std::string valid = valid_message(reference_t<T>::descriptor());
    for (const bool first : {true, false}) {
      const tally result = compare_up_to_2_bytes<T>(first ? "" : valid, first ? valid : "");
      CHECK(result.first_difference == no_difference);
      CHECK(result.compared == strings_of_up_to_2_bytes);
    }
  });
}

TEST_CASE("all inputs of up to 2 bytes as every sub-message, alone and beside a valid copy") {
  std::size_t positions = 0;
  for_each_type(header_types{}, [&]<message T>() {
    INFO(type_name<T>);
    const std::string valid = valid_message(reference_t<T>::descriptor());
    REQUIRE(disagreement<T>(as_bytes(valid)) == no_difference);
    for (const field_path& path : nested_positions(reference_t<T>::descriptor())) {
      ++positions;
      comparison<T> both;
      tally result;
      for (std::size_t size = 0; size <= 2; ++size) {
        const std::string before = opening(path, size);
        compare_all(both, size, before, "", result);
        compare_all(both, size, before, valid, result);
        compare_all(both, size, valid + before, "", result);
      }
      CHECK(result.first_difference == no_difference);
      CHECK(result.compared == 3 * strings_of_up_to_2_bytes);
    }
  });
  CHECK(positions == 28);
}

TEST_CASE("up to 4 bytes of the few that matter most, at the top and in every sub-message") {
  std::size_t places = 0;
  for_each_type(header_types{}, [&]<message T>() {
    INFO(type_name<T>);
    tally result;
    const std::size_t more = compare_everywhere<T>(4, few_bytes, result);
    CHECK(result.first_difference == no_difference);
    CHECK(result.compared == more * words_up_to(4, few_bytes.size()));
    places += more;
  });
  CHECK(places == 12 + 28);
}

}  // namespace
}  // namespace headwire::reference
