// SPDX-License-Identifier: Apache-2.0
//
// peek beside decode on all inputs of up to 2 bytes, at the top and inside of every sub-message,
// for all paths of all twelve headers.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "reference/exhaustive.hpp"
#include "support/catch.hpp"
#include "support/peek_oracle.hpp"
#include "unit/support/heap_block.hpp"

namespace headwire::reference {
namespace {

/// Empty if all strings of up to 2 bytes between `before` and `behind`, which are `before` as a
/// function of their size, are peeked as they are decoded.
template <message T, class Wrap>
std::string peek_all(Wrap wrapped) {
  for (std::size_t size = 0; size <= 2; ++size) {
    for (std::uint32_t text = 0; text >> (8 * size) == 0; ++text) {
      std::string content;
      for (std::size_t i = 0; i < size; ++i)
        content += static_cast<char>(text >> (8 * i));
      const std::string whole = wrapped(content);
      const test::heap_block block(as_bytes(whole));
      const std::string_view difference = test::check_peek<T>(block.view());
      if (!difference.empty()) {
        return std::string(difference) + ": " + test::to_hex(block.view());
      }
    }
  }
  return "";
}

TEST_CASE("peek equals decode on all inputs of up to 2 bytes") {
  for_each_type(header_types{}, []<message T>() {
    INFO(type_name<T>);
    CHECK(peek_all<T>([](const std::string& content) { return content; }) == "");
  });
}

TEST_CASE("peek equals decode on all inputs of up to 2 bytes as every sub-message") {
  std::size_t positions = 0;
  for_each_type(header_types{}, [&]<message T>() {
    INFO(type_name<T>);
    const std::string valid = valid_message(reference_t<T>::descriptor());
    for (const field_path& path : nested_positions(reference_t<T>::descriptor())) {
      ++positions;
      CHECK(peek_all<T>([&](const std::string& content) { return wrap(path, content); }) == "");
      CHECK(peek_all<T>([&](const std::string& content) { return wrap(path, content) + valid; }) ==
            "");
      CHECK(peek_all<T>([&](const std::string& content) { return valid + wrap(path, content); }) ==
            "");
    }
  });
  CHECK(positions == 28);
}

}  // namespace
}  // namespace headwire::reference
