// SPDX-License-Identifier: Apache-2.0
#include "cli/file_kind.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace headwire::tool {
namespace {

using namespace std::string_view_literals;

/// Bytes that a kind of file has at its front, and behind it at one more place.
struct magic {
  file_kind kind;
  std::string_view front;
  std::size_t offset = 0;
  std::string_view content = {};

  [[nodiscard]] bool is_in(std::string_view file) const noexcept {
    return file.starts_with(front) && file.size() >= offset &&
           file.substr(offset).starts_with(content);
  }
};

constexpr file_kind capture(std::string_view name) noexcept {
  return {.name = name,
          .unpack = {},
          .advice =
              "take the gRPC messages out of it, with tshark or Wireshark; the frames of one "
              "method can be read with overhead --frames"};
}

constexpr file_kind http2 = {
    .name = "HTTP/2 as on the wire",
    .unpack = {},
    .advice =
        "take the gRPC frames out of its DATA frames; those of one method can be read with "
        "overhead --frames"};

constexpr file_kind json = {
    .name = "JSON",
    .unpack = {},
    .advice = "only protobuf messages and gRPC binary logs can be read, which are binary"};

constexpr magic magics[] = {
    {{"gzip", "gzip -dc FILE", {}}, "\x1f\x8b\x08"sv},
    {{"zstd", "zstd -dc FILE", {}}, "\x28\xb5\x2f\xfd"sv},
    {{"xz", "xz -dc FILE", {}}, "\xfd\x37zXZ\0"sv},
    {{"bzip2", "bzip2 -dc FILE", {}}, "BZh"sv, 4, "1AY&SY"sv},
    {{"lz4", "lz4 -dc FILE", {}}, "\x04\x22\x4d\x18"sv},
    {{"zip", "unzip -p FILE", {}}, "PK\x03\x04"sv},
    // Magic numbers of either byte order, for micro- and nanoseconds, and version 2.4.
    {capture("a packet capture (pcap)"), "\xd4\xc3\xb2\xa1\x02\0\x04\0"sv},
    {capture("a packet capture (pcap)"), "\xa1\xb2\xc3\xd4\0\x02\0\x04"sv},
    {capture("a packet capture (pcap)"), "\x4d\x3c\xb2\xa1\x02\0\x04\0"sv},
    {capture("a packet capture (pcap)"), "\xa1\xb2\x3c\x4d\0\x02\0\x04"sv},
    // The front alone could be that of a message.
    {capture("a packet capture (pcapng)"), "\n\r\r\n"sv, 8, "\x4d\x3c\x2b\x1a"sv},
    {capture("a packet capture (pcapng)"), "\n\r\r\n"sv, 8, "\x1a\x2b\x3c\x4d"sv},
    {http2, "PRI * HTTP/2.0\r\n"sv},
};

/// What a server sends first: settings of 6 bytes each, below 256 bytes, on stream 0.
bool is_settings_frame(std::string_view front) noexcept {
  constexpr std::size_t last_of_length = 2;
  return front.size() > last_of_length && front.starts_with("\0\0"sv) &&
         static_cast<unsigned char>(front[last_of_length]) % 6 == 0 &&
         front.substr(last_of_length + 1).starts_with("\x04\0\0\0\0\0"sv);
}

/// `front` without a byte-order mark. UTF-16 becomes one byte a character, beyond ASCII a DEL.
std::string without_byte_order_mark(std::string_view front) {
  if (front.starts_with("\xef\xbb\xbf")) return std::string(front.substr(3));
  const bool is_little = front.starts_with("\xff\xfe");
  if (!is_little && !front.starts_with("\xfe\xff")) return std::string(front);
  std::string text;
  for (std::size_t at = 2; at + 1 < front.size(); at += 2) {
    const char low = front[is_little ? at : at + 1];
    const char high = front[is_little ? at + 1 : at];
    text += high == 0 ? low : '\x7f';
  }
  return text;
}

void skip_space(std::string_view& text) noexcept {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
}

/// True of what can be behind a `[`: an element, or the end.
bool begins_element(std::string_view text) noexcept {
  constexpr std::string_view words[] = {"true", "false", "null"};
  if (!text.empty() && "{[]\"-0123456789"sv.find(text[0]) != std::string_view::npos) return true;
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view word) { return text.starts_with(word); });
}

/// A string and nothing behind it, or one that `goes_on` beyond `text`. A log's first record is
/// none, though a length of 34 is a quote: that short, it has a length or number below 32 in it.
bool is_json_string(std::string_view text, bool goes_on) noexcept {
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (static_cast<unsigned char>(text[at]) < ' ') return false;
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      text.remove_prefix(at + 1);
      skip_space(text);
      return text.empty();
    }
  }
  return goes_on;
}

/// A quote, or a brace or bracket and behind it what begins a member, an element or the end. White
/// space may be in front of both; a brace alone would also be the length of a record.
bool is_json(std::string_view front) {
  const std::string unmarked = without_byte_order_mark(front);
  std::string_view text = unmarked;
  skip_space(text);
  if (text.starts_with('"')) return is_json_string(text, front.size() >= file_kind_size);
  const bool is_array = text.starts_with('[');
  if (!is_array && !text.starts_with('{')) return false;
  text.remove_prefix(1);
  skip_space(text);
  return is_array ? begins_element(text) : text.starts_with('"') || text.starts_with('}');
}

}  // namespace

const file_kind* file_kind_of(bytes front) {
  const std::string_view text = as_text(front);
  const auto* const found =
      std::find_if(std::begin(magics), std::end(magics),
                   [&](const magic& candidate) { return candidate.is_in(text); });
  if (found != std::end(magics)) return &found->kind;
  if (is_settings_frame(text)) return &http2;
  return is_json(text) ? &json : nullptr;
}

std::string name_and_remedy(const file_kind& kind, std::string_view reader) {
  if (kind.unpack.empty()) return fmt::format("{}: {}", kind.name, kind.advice);
  return fmt::format("{}: {} | {}", kind.name, kind.unpack, reader);
}

}  // namespace headwire::tool
