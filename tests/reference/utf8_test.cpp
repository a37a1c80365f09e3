// SPDX-License-Identifier: Apache-2.0
//
// Which strings are UTF-8: Headwire against libprotobuf, as the content of the field `message`.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "reference/exhaustive.hpp"
#include "support/catch.hpp"

namespace headwire::reference {
namespace {

using with_string = hw::OperationResponseHeaders;

/// Compares all strings of `size` bytes as the end of a text that begins with `padding`.
tally compare_texts(std::size_t size, const std::string& padding) {
  tally result;
  comparison<with_string> both;
  const std::string field = delimited(3, padding + std::string(size, '\0'));
  compare_all(both, size, std::string_view(field).substr(0, field.size() - size), "", result);
  return result;
}

TEST_CASE("all strings of 1 and 2 bytes") {
  for (const std::size_t size : {1u, 2u}) {
    const tally result = compare_texts(size, "");
    CHECK(result.first_difference == no_difference);
    CHECK(result.compared == (size == 1 ? 256 : 65536));
  }
}

TEST_CASE("all strings of 3 bytes") {
  const tally result = compare_texts(3, "");
  CHECK(result.first_difference == no_difference);
  CHECK(result.compared == std::uint64_t{1} << 24);
}

TEST_CASE("all pairs of bytes behind ASCII of every length up to two words") {
  // Eight bytes at a time are looked at: the pair stands at every place in such a word, and across.
  for (std::size_t before = 1; before <= 17; ++before) {
    INFO(before);
    const tally result = compare_texts(2, std::string(before, 'a'));
    CHECK(result.first_difference == no_difference);
    CHECK(result.compared == 65536);
  }
}

TEST_CASE("a bad byte anywhere in a text of up to 40 bytes") {
  comparison<with_string> both;
  for (std::size_t size = 1; size <= 40; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      std::string text(size, 'a');
      text[at] = '\xff';
      const std::string input = delimited(3, text);
      CHECK(both.check(as_bytes(input)) == no_difference);
      with_string out;
      CHECK(decode(as_bytes(input), out) == status(errc::invalid_utf8, 2, 3));
    }
  }
}

TEST_CASE("strings of 4 bytes from every boundary") {
  // One byte on each side of every border that table 3-7 of Unicode draws.
  constexpr std::array<unsigned, 14> borders = {0x00, 0x41, 0x7f, 0x80, 0x81, 0x8f, 0x90,
                                                0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xf0, 0xff};
  comparison<with_string> both;
  int accepted = 0;
  for (unsigned lead = 0xe0; lead <= 0xff; ++lead) {
    for (unsigned second = 0; second <= 0xff; ++second) {
      for (const unsigned third : borders) {
        for (const unsigned fourth : borders) {
          const std::string text{static_cast<char>(lead), static_cast<char>(second),
                                 static_cast<char>(third), static_cast<char>(fourth)};
          const std::string input = delimited(3, text);
          const std::string_view difference = both.check(as_bytes(input));
          if (!difference.empty()) FAIL(report<with_string>(as_bytes(input), difference));
          with_string out;
          if (decode(as_bytes(input), out)) ++accepted;
        }
      }
    }
  }
  CHECK(accepted > 0);
}

}  // namespace
}  // namespace headwire::reference
