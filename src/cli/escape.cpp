// SPDX-License-Identifier: Apache-2.0
#include "cli/escape.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <iterator>
#include <optional>

#include "headwire/wire/utf8.hpp"

namespace headwire::tool {
namespace {

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
  const auto lead = static_cast<unsigned char>(first.encoded[0]);
  char32_t code = size == 1 ? lead : lead & 0x7fU >> size;
  for (const char next : first.encoded.substr(1))
    code = code << 6 | (static_cast<unsigned char>(next) & 0x3fU);
  first.code = code;
  return first;
}

bool is_control(char32_t code) noexcept {
  return code < 0x20 || (code >= 0x7f && code <= 0x9f);
}

bool is_line_control(char32_t code) noexcept {
  return code == '\t' || code == '\n' || code == '\r';
}

/// Separators of lines, and marks, embeddings, overrides and isolates of bidirectional text.
bool changes_layout(char32_t code) noexcept {
  return code == 0x061c || code == 0x200e || code == 0x200f || (code >= 0x2028 && code <= 0x202e) ||
         (code >= 0x2066 && code <= 0x2069);
}

bool is_escaped(char32_t code, escaping what) noexcept {
  if (is_control(code) || changes_layout(code)) return true;
  if (what == escaping::quoted) return code == '"' || code == '\\';
  return what == escaping::non_ascii && code > 0x7f;
}

std::string escaped(const character& one) {
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
      return code <= 0xffff ? fmt::format("\\u{:04x}", static_cast<std::uint32_t>(code))
                            : fmt::format("\\U{:08x}", static_cast<std::uint32_t>(code));
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
      out += escaped(next);
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
