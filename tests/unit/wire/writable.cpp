// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstddef>
#include <cstdint>
#include <headwire/wire/writable.hpp>
#include <span>
#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace headwire;

namespace {

mutable_bytes to(writable out) {
  return out;
}

template <class Range>
bool shows(Range range) {
  const mutable_bytes out = to(range);
  return out.data() == static_cast<void*>(range.data()) && out.size() == range.size();
}

static_assert(mutable_bytes(writable{}).empty());

}  // namespace

TEST_CASE("memory of any owner can be written to, where it is") {
  CHECK(shows(std::string("ab")));
  CHECK(shows(std::vector<std::uint8_t>(2)));
  CHECK(shows(std::vector<std::byte>(2)));
  CHECK(shows(std::array<char, 3>{}));
  std::string text("ab");
  CHECK(shows(std::span<char>(text)));
  CHECK(to(std::span<char>(text)).size() == 2);
  CHECK(to({text.data(), 1}).size() == 1);
  char array[4];
  CHECK(to(array).size() == 4);
  CHECK(to(array).data() == static_cast<void*>(array));
  std::byte block[2];
  CHECK(to(block).data() == block);
}
