// SPDX-License-Identifier: Apache-2.0
//
// All inputs of up to 2 bytes, at the top and inside of every sub-message, for all twelve headers.
#include <cstddef>
#include <string>

#include "reference/exhaustive.hpp"
#include "support/catch.hpp"

namespace headwire::reference {
namespace {

constexpr std::uint64_t strings_of_up_to_2_bytes = 1 + 256 + 65536;

template <message T>
tally compare_up_to_2_bytes(std::string_view before, std::string_view behind) {
  tally result;
  comparison<T> both;
  for (std::size_t size = 0; size <= 2; ++size)
    compare_all(both, size, before, behind, result);
  return result;
}

/// The bytes in front of the content at `path`, whose size is `size`.
std::string opening(const field_path& path, std::size_t size) {
  const std::string whole = wrap(path, std::string(size, '\0'));
  return whole.substr(0, whole.size() - size);
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

}  // namespace
}  // namespace headwire::reference
