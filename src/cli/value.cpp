// SPDX-License-Identifier: Apache-2.0
#include "cli/value.hpp"

#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/escape.hpp"
#include "cli/text.hpp"

namespace headwire::tool {
namespace {

using headwire::detail::load_32;
using headwire::detail::load_64;
using nlohmann::ordered_json;

constexpr std::size_t shown_bytes = 32;
constexpr std::size_t shown_characters = 80;

std::uint64_t varint_of(const element& seen) noexcept {
  return headwire::detail::parse_varint_bytewise(seen.value.data(), seen.value.size()).value;
}

scalar_value undeclared_value(const element& seen) {
  switch (seen.wire) {
    case wire_type::varint:
      return varint_of(seen);
    case wire_type::i64:
      return load_64(seen.value.data());
    case wire_type::i32:
      return std::uint64_t{load_32(seen.value.data())};
    default:
      return seen.value;
  }
}

std::int64_t signed_32(std::uint64_t value) noexcept {
  return static_cast<std::int32_t>(static_cast<std::uint32_t>(value));
}

scalar_value declared_varint(scalar type, std::uint64_t value) {
  switch (type) {
    case scalar::bool_:
      return value != 0;
    case scalar::uint32:
      return std::uint64_t{static_cast<std::uint32_t>(value)};
    case scalar::int64:
      return static_cast<std::int64_t>(value);
    case scalar::sint32:
      return std::int64_t{headwire::detail::zigzag_decode(static_cast<std::uint32_t>(value))};
    case scalar::sint64:
      return headwire::detail::zigzag_decode(value);
    case scalar::int32:
    case scalar::enum_:
      return signed_32(value);
    default:
      return value;
  }
}

scalar_value declared_value(const element& seen) {
  const std::byte* const p = seen.value.data();
  switch (seen.field->type) {
    case scalar::double_:
      return std::bit_cast<double>(load_64(p));
    case scalar::float_:
      return std::bit_cast<float>(load_32(p));
    case scalar::fixed32:
      return std::uint64_t{load_32(p)};
    case scalar::sfixed32:
      return signed_32(load_32(p));
    case scalar::fixed64:
      return load_64(p);
    case scalar::sfixed64:
      return static_cast<std::int64_t>(load_64(p));
    case scalar::string:
      return as_text(seen.value);
    case scalar::bytes_:
      return seen.value;
    default:
      return declared_varint(seen.field->type, varint_of(seen));
  }
}

/// The longest beginning of valid UTF-8 that is not too long to show.
std::string_view beginning_of(std::string_view text) {
  const std::string_view cut = text.substr(0, shown_characters);
  return cut.substr(0, headwire::detail::valid_utf8_size(cut.data(), cut.data() + cut.size()));
}

struct text_writer {
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::string_view value) const {
    if (value.size() <= shown_characters) return quote(value);
    return quote(beginning_of(value)) + "...";
  }
  /// Bytes that read as text are shown as such; their hex is in a column of its own.
  std::string operator()(bytes value) const {
    if (value.empty()) return "0 bytes";
    if (is_printable_lines(value))
      return (*this)(as_text(value)) + ", " + count_bytes(value.size());
    const bool whole = value.size() <= shown_bytes;
    return fmt::format("{}{}, {}", to_hex(whole ? value : value.first(shown_bytes)),
                       whole ? "" : "...", count_bytes(value.size()));
  }
  template <class Number>
  std::string operator()(Number value) const {
    return fmt::format("{}", value);
  }
};

struct json_writer {
  ordered_json operator()(std::string_view value) const {
    const bytes data = as_bytes(value);
    return is_text(data) ? std::string(value) : to_hex(data);
  }
  ordered_json operator()(bytes value) const { return to_hex(value); }
  ordered_json operator()(float value) const { return real(value, fmt::format("{}", value)); }
  ordered_json operator()(double value) const { return real(value, fmt::format("{}", value)); }
  template <class Other>
  ordered_json operator()(Other value) const {
    return value;
  }

 private:
  static ordered_json real(double value, const std::string& name) {
    return std::isfinite(value) ? ordered_json(value) : ordered_json(name);
  }
};

std::string declared_text(const element& seen, const scalar_value& value) {
  std::string text = std::visit(text_writer{}, value);
  if (seen.field->enumerator == nullptr) return text;
  const auto number = static_cast<std::int32_t>(std::get<std::int64_t>(value));
  const std::string_view name = seen.field->enumerator(number);
  return name.empty() ? text : fmt::format("{} ({})", name, text);
}

/// A number, and what else it may be.
std::string undeclared_text(const element& seen, const scalar_value& value) {
  std::string text = std::visit(text_writer{}, value);
  switch (seen.wire) {
    case wire_type::i64:
      return fmt::format("{} or double {}", text,
                         std::bit_cast<double>(load_64(seen.value.data())));
    case wire_type::i32:
      return fmt::format("{} or float {}", text, std::bit_cast<float>(load_32(seen.value.data())));
    case wire_type::varint: {
      const auto negative = static_cast<std::int64_t>(std::get<std::uint64_t>(value));
      return negative < 0 ? fmt::format("{} or {}", text, negative) : text;
    }
    default:
      return text;
  }
}

}  // namespace

scalar_value value_of(const element& seen) {
  return seen.field != nullptr ? declared_value(seen) : undeclared_value(seen);
}

std::string value_text(const element& seen) {
  const scalar_value value = value_of(seen);
  return seen.field != nullptr ? declared_text(seen, value) : undeclared_text(seen, value);
}

ordered_json value_json(const element& seen) {
  return std::visit(json_writer{}, value_of(seen));
}

}  // namespace headwire::tool
