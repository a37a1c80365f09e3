// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/message_split.hpp"

#include "headwire/wire/reader.hpp"
#include "headwire/wire/tag.hpp"

namespace headwire::tool {

namespace {

namespace wire = headwire::detail;

constexpr std::uint32_t header_tag = make_tag(1, wire_type::len);
constexpr std::uint32_t payload_tag = make_tag(2, wire_type::len);

/// A length at p that is checked against the whole message, of which only the front may be there.
/// nullptr if the length itself is malformed or cut.
const std::byte* read_declared_length(wire::reader& r, const std::byte* p, std::uint32_t& length) {
  if (p != r.limit && *p < std::byte{0x80}) {
    length = std::to_integer<std::uint32_t>(*p);
    return p + 1;
  }
  return wire::read_short_varint(r, p, r.limit, 0, {errc::invalid_length, errc::too_large}, length);
}

}  // namespace

message_parts message_splitter::split(bytes data, std::uint64_t size) {
  message_parts parts;
  wire::reader r{data};
  const bool cut = data.size() < size;
  bool seen_to_end = !cut;
  const std::byte* p = r.begin;
  while (p != r.limit) {
    const std::byte* const at = p;
    std::uint32_t tag = 0;
    p = wire::read_tag(r, p, r.limit, tag);
    if (p == nullptr) break;
    if (tag != header_tag && tag != payload_tag) {
      p = wire::skip_value(r, tag, at, p, r.limit, 0);
      if (p == nullptr) break;
      continue;
    }
    std::uint32_t length = 0;
    p = read_declared_length(r, p, length);
    if (p == nullptr) break;
    const std::size_t left = wire::distance(p, r.limit);
    if (length > left + (size - data.size())) {
      parts.malformed = true;
      break;
    }
    if (tag == header_tag && length > left) break;
    parts.framing_bytes += wire::distance(at, p);
    if (tag == header_tag) {
      add_header(parts, {p, length});
    } else {
      parts.payload_bytes += length;
    }
    if (length > left) {
      seen_to_end = length - left == size - data.size();
      break;
    }
    p += length;
  }
  // Where the log cut the message, its last field does not read either, and is none the worse.
  parts.malformed = parts.malformed || (r.error != errc::ok && !cut);
  parts.header_cut = parts.header_count == 0 && !seen_to_end;
  parts.other_bytes = size - parts.header.size() - parts.payload_bytes - parts.framing_bytes;
  return parts;
}

void message_splitter::add_header(message_parts& parts, bytes content) {
  if (++parts.header_count == 1) {
    parts.header = content;
    return;
  }
  if (parts.header_count == 2) merged_.assign(parts.header.begin(), parts.header.end());
  merged_.insert(merged_.end(), content.begin(), content.end());
  parts.header = merged_;
}

}  // namespace headwire::tool
