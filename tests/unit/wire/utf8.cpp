// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <headwire/wire/utf8.hpp>
#include <string>
#include <string_view>

#include "support/catch.hpp"
#include "unit/support/heap_block.hpp"

using headwire::as_bytes;
using headwire::test::heap_block;
using namespace std::string_view_literals;
namespace detail = headwire::detail;

namespace {

bool valid(std::string_view text) {
  const heap_block block(as_bytes(text));
  const headwire::bytes in = block.view();
  return detail::is_utf8(in.data(), in.data() + in.size());
}

std::size_t valid_size(std::string_view text) {
  return detail::valid_utf8_size(text.data(), text.data() + text.size());
}

/// The code point as table 3-6 of the Unicode standard writes it, surrogates and all.
std::string encode_code_point(std::uint32_t c) {
  std::string out;
  const auto add = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) {
    add(c);
  } else if (c < 0x800) {
    add(0xc0 | c >> 6);
    add(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    add(0xe0 | c >> 12);
    add(0x80 | (c >> 6 & 0x3f));
    add(0x80 | (c & 0x3f));
  } else {
    add(0xf0 | c >> 18);
    add(0x80 | (c >> 12 & 0x3f));
    add(0x80 | (c >> 6 & 0x3f));
    add(0x80 | (c & 0x3f));
  }
  return out;
}

/// A decoder of another kind than the one under test: it computes the code point, and compares its
/// shortest encoding with the input.
bool valid_by_decoding(std::string_view text) {
  while (!text.empty()) {
    const auto lead = static_cast<std::uint8_t>(text[0]);
    const std::size_t size = lead < 0x80   ? 1
                             : lead < 0xc0 ? 0
                             : lead < 0xe0 ? 2
                             : lead < 0xf0 ? 3
                                           : 4;
    if (size == 0 || size > text.size()) return false;
    std::uint32_t c = size == 1 ? lead : lead & (0x7fu >> size);
    for (std::size_t i = 1; i < size; ++i)
      c = c << 6 | (static_cast<std::uint8_t>(text[i]) & 0x3f);
    if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) return false;
    if (encode_code_point(c) != text.substr(0, size)) return false;
    text.remove_prefix(size);
  }
  return true;
}

}  // namespace

TEST_CASE("every code point but the surrogates is valid") {
  for (std::uint32_t c = 0; c <= 0x10ffff; ++c) {
    const std::string text = encode_code_point(c);
    const bool surrogate = c >= 0xd800 && c <= 0xdfff;
    if (detail::is_utf8(text.data(), text.data() + text.size()) == surrogate)
      FAIL("code point " << c);
  }
}

TEST_CASE("every sequence of up to three bytes gets the verdict of a second decoder") {
  std::string text;
  for (std::size_t size = 1; size <= 3; ++size) {
    text.assign(size, '\0');
    const std::uint32_t count = 1u << (8 * size);
    for (std::uint32_t i = 0; i < count; ++i) {
      for (std::size_t at = 0; at < size; ++at)
        text[at] = static_cast<char>(i >> (8 * at));
      if (detail::is_utf8(text.data(), text.data() + size) != valid_by_decoding(text)) {
        FAIL("bytes " << i << ", size " << size);
      }
    }
  }
}

TEST_CASE("four bytes: every lead and second byte, with third and fourth at their borders") {
  for (unsigned lead = 0xe0; lead < 0x100; ++lead) {
    for (unsigned second = 0; second < 0x100; ++second) {
      for (const char third : {'\x7f', '\x80', '\xbf', '\xc0'}) {
        for (const char fourth : {'\x7f', '\x80', '\xbf', '\xc0'}) {
          const char text[] = {static_cast<char>(lead), static_cast<char>(second), third, fourth};
          if (detail::is_utf8(text, text + 4) != valid_by_decoding({text, 4})) {
            FAIL("lead " << lead << ", second " << second);
          }
        }
      }
    }
  }
}

TEST_CASE("a bad byte is found at every place of every length up to 140") {
  // Twice what is checked without a loop, and some more.
  for (std::size_t size = 1; size <= 140; ++size) {
    CAPTURE(size);
    CHECK(valid(std::string(size, 'x')));
    for (std::size_t at = 0; at < size; ++at) {
      std::string text(size, 'x');
      text[at] = '\xff';
      CAPTURE(at);
      CHECK_FALSE(valid(text));
      CHECK(valid_size(text) == at);
      text[at] = '\xc3';  // a lead without its second byte
      CHECK_FALSE(valid(text));
      CHECK(valid_size(text) == at);
      if (at + 2 <= size) {
        text[at + 1] = '\xa9';
        CHECK(valid(text));
        CHECK(valid_size(text) == size);
      }
    }
  }
}

TEST_CASE("a sequence cut short by the end is not valid, and nothing behind it is read") {
  for (const std::string_view whole : {"\xc3\xa9"sv, "\xe2\x82\xac"sv, "\xf0\x9f\x98\x80"sv}) {
    for (std::size_t before = 0; before <= 16; ++before) {
      const std::string text = std::string(before, 'a').append(whole);
      CHECK(valid(text));
      for (std::size_t cut = 1; cut < whole.size(); ++cut)
        CHECK_FALSE(valid(std::string_view(text).substr(0, text.size() - cut)));
    }
  }
}

TEST_CASE("nothing at all is valid") {
  CHECK(valid(""));
  const char* const nowhere = nullptr;
  CHECK(detail::is_utf8(nowhere, nowhere));
}

static_assert([] {
  constexpr std::string_view good =
      "gr\xc3\xbc\xc3\x9f"
      "e, long enough for words";
  constexpr std::string_view bad = "long enough for words\xed\xa0\x80";
  return detail::is_utf8(good.data(), good.data() + good.size()) &&
         !detail::is_utf8(bad.data(), bad.data() + bad.size());
}());
