// SPDX-License-Identifier: Apache-2.0
#include "cli/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "headwire/wire/utf8.hpp"

namespace headwire::tool {
namespace {

bool is_space(char c) noexcept {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

int hex_digit(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool starts_with_0x(std::string_view text) noexcept {
  return text.size() >= 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
}

/// The value of a base64 digit; -1 if it is none. Both alphabets of RFC 4648 are read alike here.
int base64_digit(char c) noexcept {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  if (c == '/' || c == '_') return 63;
  return -1;
}

bool has_any_of(std::string_view text, std::string_view characters) noexcept {
  return text.find_first_of(characters) != std::string_view::npos;
}

/// What is wrong with base64 that is `digits` and then `padding` characters; empty if nothing is.
std::string_view fault_of_base64(std::string_view digits, std::string_view padding) noexcept {
  const auto is_other = [](char c) { return base64_digit(c) < 0; };
  if (padding.find_first_not_of('=') != std::string_view::npos ||
      std::any_of(digits.begin(), digits.end(), is_other)) {
    return "it has other characters, or padding before its end";
  }
  if (has_any_of(digits, "+/") && has_any_of(digits, "-_")) {
    return "it mixes two alphabets, + / and - _";
  }
  const std::size_t rest = digits.size() % 4;
  if (rest == 1) return "a digit is missing";
  if (!padding.empty() && padding.size() != 4 - rest) return "its padding is of the wrong length";
  // Two digits hold 4 bits more than a byte, three hold 2 bits more than two bytes.
  const int unused = rest == 0 ? 0 : rest == 2 ? 0xf : 0x3;
  if (rest != 0 && (base64_digit(digits.back()) & unused) != 0) {
    return "its last digit has bits that belong to no byte";
  }
  return {};
}

}  // namespace

std::string to_hex(bytes data) {
  std::string text;
  text.reserve(2 * data.size());
  for (const std::byte b : data) {
    fmt::format_to(std::back_inserter(text), "{:02x}", std::to_integer<unsigned>(b));
  }
  return text;
}

std::optional<std::vector<std::byte>> from_hex(std::string_view text) {
  std::vector<std::byte> out;
  while (!text.empty()) {
    if (is_space(text[0]) || text[0] == ':') {
      text.remove_prefix(1);
    } else if (starts_with_0x(text)) {
      text.remove_prefix(2);
    } else {
      const int high = hex_digit(text[0]);
      const int low = text.size() > 1 ? hex_digit(text[1]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      out.push_back(static_cast<std::byte>(high * 16 + low));
      text.remove_prefix(2);
    }
  }
  return out;
}

bool is_hex_text(std::string_view text) noexcept {
  if (text.empty()) return false;
  while (!text.empty()) {
    const bool prefix = starts_with_0x(text);
    if (!prefix && !is_space(text[0]) && text[0] != ':' && hex_digit(text[0]) < 0) return false;
    text.remove_prefix(prefix ? 2 : 1);
  }
  return true;
}

std::optional<std::vector<std::byte>> from_base64(std::string_view text, std::string_view& why) {
  std::string packed;
  std::copy_if(text.begin(), text.end(), std::back_inserter(packed),
               [](char c) { return !is_space(c); });
  const std::string_view digits = std::string_view(packed).substr(0, packed.find('='));
  why = fault_of_base64(digits, std::string_view(packed).substr(digits.size()));
  if (!why.empty()) return std::nullopt;
  std::vector<std::byte> out;
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (const char c : digits) {
    bits = bits << 6 | static_cast<std::uint32_t>(base64_digit(c));
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out.push_back(static_cast<std::byte>(bits >> count));
  }
  return out;
}

bool is_base64_text(std::string_view text) noexcept {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_space(c) || c == '=' || base64_digit(c) >= 0;
  });
}

bool is_text(bytes data) noexcept {
  return headwire::detail::is_utf8(data.data(), data.data() + data.size());
}

std::string count_bytes(std::size_t count) {
  return fmt::format("{} {}", count, one_or_many(count, "byte", "bytes"));
}

}  // namespace headwire::tool
