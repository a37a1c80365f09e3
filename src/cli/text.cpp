// SPDX-License-Identifier: Apache-2.0
#include "cli/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "headwire/wire/utf8.hpp"

namespace headwire::tool {
namespace {

constexpr std::string_view base64_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

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

/// The digits of `text` up to its padding; nullopt if what follows is no padding of that length.
std::optional<std::string> digits_of_base64(std::string_view text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits),
               [](char c) { return !is_space(c); });
  const std::size_t count = std::min(digits.find('='), digits.size());
  const std::size_t padding = digits.size() - count;
  if (digits.find_first_not_of('=', count) != std::string::npos) return std::nullopt;
  if (count % 4 == 1 || (padding != 0 && padding != 4 - count % 4)) return std::nullopt;
  digits.resize(count);
  return digits;
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

std::optional<std::vector<std::byte>> from_base64(std::string_view text) {
  const std::optional<std::string> digits = digits_of_base64(text);
  if (!digits) return std::nullopt;
  std::vector<std::byte> out;
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (const char c : *digits) {
    const std::size_t value = base64_digits.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out.push_back(static_cast<std::byte>(bits >> count));
  }
  return out;
}

bool is_text(bytes data) noexcept {
  return headwire::detail::is_utf8(data.data(), data.data() + data.size());
}

std::string count_bytes(std::size_t count) {
  return fmt::format("{} {}", count, count == 1 ? "byte" : "bytes");
}

}  // namespace headwire::tool
