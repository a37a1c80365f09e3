// SPDX-License-Identifier: Apache-2.0
//
// The records of a log, and the parts of a message in one, found as plainly as can be: all in
// memory, on one thread, apart from the program's code.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/overhead/framing.hpp"
#include "cli/overhead/log_reader.hpp"
#include "fields.hpp"

namespace headwire::fuzz {

struct plain_record {
  std::string_view content;
  std::size_t offset;
  bool compressed = false;
};

struct plain_log {
  std::vector<plain_record> records;
  std::optional<tool::read_failure::reason> failure;
  std::size_t end = 0;  ///< where reading stopped
};

/// True if nothing but zeros follows at `at`, and more of them than a logger writes.
inline bool is_zeros_to_the_end(std::string_view file, std::size_t at) {
  return file.size() - at >= 8 && file.find_first_not_of('\0', at) == std::string_view::npos;
}

/// `size` bytes at `at`, big-endian, and moves on; nullopt if they are not all there.
inline std::optional<std::uint64_t> read_big_endian(std::string_view in, std::size_t& at,
                                                    std::size_t size) {
  if (in.size() - at < size) return std::nullopt;
  std::uint64_t value = 0;
  for (; size != 0; --size)
    value = value << 8 | static_cast<unsigned char>(in[at++]);
  return value;
}

/// A log is read to its first fault: the file ends inside a record or in zeros, the front cannot be
/// one, or the record is above the limit.
inline plain_log read_plainly(std::string_view file, tool::framing kind, std::uint64_t max_record) {
  using reason = tool::read_failure::reason;
  plain_log log;
  while (log.end < file.size()) {
    if (kind != tool::framing::frames && is_zeros_to_the_end(file, log.end)) {
      log.failure = reason::zeros;
      break;
    }
    std::size_t at = log.end;
    bool compressed = false;
    std::optional<std::uint64_t> length;
    if (kind == tool::framing::java) {
      length = read_varint(file, at);
      if (!length && at - log.end == 10) log.failure = reason::malformed;
    } else {
      if (kind == tool::framing::frames) {
        const auto flag = static_cast<unsigned char>(file[at++]);
        if (flag > 1) log.failure = reason::malformed;
        compressed = flag == 1;
      }
      length = read_big_endian(file, at, 4);
    }
    if (!log.failure && !length) log.failure = reason::cut;
    if (!log.failure && *length > max_record) log.failure = reason::too_long;
    if (!log.failure && *length > file.size() - at) log.failure = reason::cut;
    if (log.failure) break;
    const std::string_view content = file.substr(at, static_cast<std::size_t>(*length));
    log.records.push_back({content, log.end, compressed});
    log.end = at + content.size();
  }
  return log;
}

struct plain_parts {
  std::string header;  ///< the contents of all fields 1 in a row
  std::size_t header_count = 0;
  std::size_t payload_bytes = 0;
};

/// The parts of a message that is whole and well-formed.
inline plain_parts split_plainly(std::string_view message) {
  plain_parts parts;
  std::size_t depth = 0;
  for (const field& one : read_fields(message).fields) {
    if (one.wire() == group_wire) ++depth;
    if (one.wire() == group_end_wire) --depth;
    if (depth != 0 || one.wire() != len_wire) continue;
    if (one.number() == 1) {
      parts.header += one.value;
      ++parts.header_count;
    } else if (one.number() == 2) {
      parts.payload_bytes += one.value.size();
    }
  }
  return parts;
}

}  // namespace headwire::fuzz
