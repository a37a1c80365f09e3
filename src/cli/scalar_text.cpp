// SPDX-License-Identifier: Apache-2.0
#include "cli/scalar_text.hpp"

#include <fmt/format.h>

#include <bit>
#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <system_error>
#include <utility>

#include "cli/describe.hpp"
#include "cli/text.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/varint.hpp"
#include "headwire/wire/writer.hpp"

namespace headwire::tool {
namespace {

using headwire::detail::zigzag_encode;

scalar_bytes refused(std::string why) {
  return {.content = {}, .error = std::move(why)};
}

scalar_bytes as_varint(std::uint64_t value) {
  return {.content = varint_bytes(value), .error = {}};
}

template <std::size_t Size>
scalar_bytes as_fixed(std::uint64_t value) {
  std::vector<std::byte> content(Size);
  static_cast<void>(headwire::detail::write_fixed<Size>(content.data(), value));
  return {.content = std::move(content), .error = {}};
}

scalar_bytes as_content(bytes content) {
  return {.content = {content.begin(), content.end()}, .error = {}};
}

/// What from_chars makes of all of `text`, which may begin with a minus sign and 0x.
template <class Integer>
std::errc parse_integer(std::string_view text, Integer& value) {
  // from_chars takes the sign but not the 0x behind it.
  std::string digits(text);
  const std::size_t sign = text.starts_with('-') ? 1 : 0;
  int base = 10;
  if (text.substr(sign).starts_with("0x") || text.substr(sign).starts_with("0X")) {
    digits.erase(sign, 2);
    if (digits.substr(sign).starts_with('-')) return std::errc::invalid_argument;
    base = 16;
  }
  const char* const end = digits.data() + digits.size();
  const auto [behind, error] = std::from_chars(digits.data(), end, value, base);
  return error == std::errc{} && behind != end ? std::errc::invalid_argument : error;
}

/// True for a minus sign before a number, which an unsigned from_chars does not even look at.
bool is_negative_number(std::string_view text) {
  std::int64_t value = 0;
  return text.starts_with('-') && parse_integer(text, value) != std::errc::invalid_argument;
}

template <class Integer, class Encode>
scalar_bytes parse_as(std::string_view text, Encode encode) {
  using limits = std::numeric_limits<Integer>;
  Integer value{};
  const std::errc error = parse_integer(text, value);
  if (error == std::errc{}) return encode(value);
  if (error == std::errc::result_out_of_range || is_negative_number(text)) {
    return refused(
        fmt::format("out of range; it goes from {} to {}", limits::min(), limits::max()));
  }
  return refused("not an integer; write decimal digits, or 0x and hex digits");
}

scalar_bytes parse_bool(std::string_view text) {
  if (text == "true" || text == "1") return as_varint(1);
  if (text == "false" || text == "0") return as_varint(0);
  return refused("not a bool; write true or false");
}

/// A negative number takes all 64 bits on the wire, as for int32.
std::uint64_t extend_sign(std::int64_t value) noexcept {
  return static_cast<std::uint64_t>(value);
}

scalar_bytes parse_enum(std::string_view text, const field_descriptor& field) {
  const std::vector<enumerator> named = enumerators_of(field);
  std::vector<std::string_view> names;
  for (const auto& [value, name] : named) {
    if (name == text) return as_varint(extend_sign(value));
    names.push_back(name);
  }
  std::int32_t number = 0;
  const std::errc error = parse_integer(text, number);
  if (error == std::errc{}) return as_varint(extend_sign(number));
  if (error == std::errc::result_out_of_range) return refused("out of range; an enum has 32 bits");
  if (names.empty()) return refused("not a number");
  return refused(fmt::format("no such name; there are {}, and any number", fmt::join(names, ", ")));
}

template <class Real, class Encode>
scalar_bytes parse_real(std::string_view text, Encode encode) {
  Real value{};
  const char* const end = text.data() + text.size();
  const auto [behind, error] = std::from_chars(text.data(), end, value);
  if (error == std::errc::result_out_of_range) return refused("out of range of the type");
  if (error != std::errc{} || behind != end) {
    return refused("not a number; write as in 1.5, -2e10, nan, inf or -inf");
  }
  return encode(value);
}

scalar_bytes parse_string(std::string_view text) {
  const bytes content = as_bytes(text);
  return is_text(content) ? as_content(content) : refused("not valid UTF-8");
}

scalar_bytes parse_bytes(std::string_view text) {
  const auto content = from_hex(text);
  return content ? as_content(*content) : refused("not hex; write two digits a byte");
}

}  // namespace

std::vector<std::byte> varint_bytes(std::uint64_t value) {
  std::vector<std::byte> digits(headwire::detail::varint_size(value));
  static_cast<void>(headwire::detail::write_varint(digits.data(), value));
  return digits;
}

scalar_bytes parse_scalar(std::string_view text, const field_descriptor& field) {
  const auto plain = [](auto value) { return as_varint(static_cast<std::uint64_t>(value)); };
  const auto zigzagged = [](auto value) { return as_varint(zigzag_encode(value)); };
  const auto fixed_4 = [](auto value) { return as_fixed<4>(static_cast<std::uint64_t>(value)); };
  const auto fixed_8 = [](auto value) { return as_fixed<8>(static_cast<std::uint64_t>(value)); };
  switch (field.type) {
    case scalar::double_:
      return parse_real<double>(
          text, [](double value) { return as_fixed<8>(std::bit_cast<std::uint64_t>(value)); });
    case scalar::float_:
      return parse_real<float>(
          text, [](float value) { return as_fixed<4>(std::bit_cast<std::uint32_t>(value)); });
    case scalar::int32:
      return parse_as<std::int32_t>(text, plain);
    case scalar::int64:
      return parse_as<std::int64_t>(text, plain);
    case scalar::uint32:
      return parse_as<std::uint32_t>(text, plain);
    case scalar::uint64:
      return parse_as<std::uint64_t>(text, plain);
    case scalar::sint32:
      return parse_as<std::int32_t>(text, zigzagged);
    case scalar::sint64:
      return parse_as<std::int64_t>(text, zigzagged);
    case scalar::fixed32:
      return parse_as<std::uint32_t>(text, fixed_4);
    case scalar::fixed64:
      return parse_as<std::uint64_t>(text, fixed_8);
    case scalar::sfixed32:
      return parse_as<std::int32_t>(text, fixed_4);
    case scalar::sfixed64:
      return parse_as<std::int64_t>(text, fixed_8);
    case scalar::bool_:
      return parse_bool(text);
    case scalar::string:
      return parse_string(text);
    case scalar::bytes_:
      return parse_bytes(text);
    case scalar::enum_:
      return parse_enum(text, field);
  }
  return refused("a type that this program does not know");
}

}  // namespace headwire::tool
