// SPDX-License-Identifier: Apache-2.0
#include "cli/escape.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>

#include "headwire/wire/code_point.hpp"
#include "headwire/wire/utf8.hpp"

namespace headwire::tool {
namespace {

using headwire::detail::is_control;

struct character {
  std::string_view encoded;
  std::optional<char32_t> code;  ///< nullopt for a byte that is not UTF-8
};

character take_character(std::string_view& text) noexcept {
  const std::size_t size =
      headwire::detail::utf8_sequence_size(text.data(), text.data() + text.size());
  character first{.encoded = text.substr(0, size == 0 ? 1 : size), .code = {}};
  text.remove_prefix(first.encoded.size());
  if (size == 0) return first;
  first.code = headwire::detail::code_point_of(first.encoded);
  return first;
}

bool is_line_control(char32_t code) noexcept {
  return code == '\t' || code == '\n' || code == '\r';
}

bool is_escaped(char32_t code, escaping what) noexcept {
  if (headwire::detail::is_unsafe_to_print(code)) return true;
  if (what == escaping::quoted) return code == '"' || code == '\\';
  return what == escaping::non_ascii && code > 0x7f;
}

/// \uNNNN; two of them, surrogates, for what JSON has no escape for.
std::string numbered(std::uint32_t code, escaping what) {
  if (code <= 0xffff) return fmt::format("\\u{:04x}", code);
  if (what != escaping::json && what != escaping::quoted) return fmt::format("\\U{:08x}", code);
  const std::uint32_t bits = code - 0x10000;
  return fmt::format("\\u{:04x}\\u{:04x}", 0xd800 + (bits >> 10), 0xdc00 + (bits & 0x3ff));
}

std::string escaped(const character& one, escaping what) {
  if (!one.code) return fmt::format("\\x{:02x}", static_cast<unsigned char>(one.encoded[0]));
  switch (const char32_t code = *one.code) {
    case '"':
    case '\\':
      return {'\\', one.encoded[0]};
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      return numbered(static_cast<std::uint32_t>(code), what);
  }
}

/// True if `data` is valid UTF-8 of characters that are `allowed`.
template <class Predicate>
bool consists_of(bytes data, Predicate allowed) noexcept {
  for (std::string_view rest = as_text(data); !rest.empty();) {
    const character next = take_character(rest);
    if (!next.code || !allowed(*next.code)) return false;
  }
  return true;
}

}  // namespace

std::string escape(std::string_view text, escaping what) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const character next = take_character(text);
    if (!next.code || is_escaped(*next.code, what)) {
      out += escaped(next, what);
    } else {
      out += next.encoded;
    }
  }
  return out;
}

std::string quote(std::string_view text) {
  return '"' + escape(text, escaping::quoted) + '"';
}

bool is_printable(bytes data) noexcept {
  return consists_of(data, [](char32_t code) { return !is_control(code); });
}

bool is_printable_lines(bytes data) noexcept {
  return consists_of(data,
                     [](char32_t code) { return !is_control(code) || is_line_control(code); });
}

}  // namespace headwire::tool
