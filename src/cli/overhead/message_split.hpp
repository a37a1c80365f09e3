// SPDX-License-Identifier: Apache-2.0
//
// An application message taken apart: its header (the content of field 1), its payload (the content
// of field 2), the tags and lengths of these two, and the rest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "headwire/wire/bytes.hpp"

namespace headwire::tool {

/// The parts of one message. The sizes add up to the size of the message.
struct message_parts {
  bytes header;  ///< all of it; of several fields 1 the contents in a row, which is their merger
  std::uint32_t header_count = 0;  ///< fields 1
  std::uint64_t payload_bytes = 0;
  std::uint64_t framing_bytes = 0;
  std::uint64_t other_bytes = 0;  ///< other fields, and what cannot be told
  bool header_cut = false;        ///< no field 1 is whole in what was logged, but one may be there
  bool malformed = false;         ///< not a message from some place on

  [[nodiscard]] bool has_header() const noexcept { return header_count != 0; }
};

/// Takes messages apart, one after the other.
class message_splitter {
 public:
  /// `data` is the front of a message of `size` bytes, or all of it. The result is valid until the
  /// next call and as long as `data` is.
  [[nodiscard]] message_parts split(bytes data, std::uint64_t size);

 private:
  void add_header(message_parts& parts, bytes content);

  std::vector<std::byte> merged_;
};

}  // namespace headwire::tool
