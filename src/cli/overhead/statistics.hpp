// SPDX-License-Identifier: Apache-2.0
//
// What is counted: bytes by their role, and the lengths of headers.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>

namespace headwire::tool {

/// The bytes of a number of messages, by their role: header, payload, framing and other bytes add
/// up to `message_bytes`.
struct byte_totals {
  std::uint64_t messages = 0;
  std::uint64_t known_messages = 0;  ///< whose header is in the log, or known to be absent
  std::uint64_t known_bytes = 0;     ///< `message_bytes` of these
  std::uint64_t whole_headers = 0;   ///< messages whose header is there
  std::uint64_t message_bytes = 0;   ///< without the 5-byte prefix of gRPC, and uncompressed
  std::uint64_t header_bytes = 0;    ///< the content of field 1
  std::uint64_t payload_bytes = 0;   ///< the content of field 2; all of a message without headers
  std::uint64_t framing_bytes = 0;   ///< tags and lengths of fields 1 and 2
  std::uint64_t other_bytes = 0;     ///< other fields; what a log cut off; what is malformed

  byte_totals& operator+=(const byte_totals& more) noexcept {
    messages += more.messages;
    known_messages += more.known_messages;
    known_bytes += more.known_bytes;
    whole_headers += more.whole_headers;
    message_bytes += more.message_bytes;
    header_bytes += more.header_bytes;
    payload_bytes += more.payload_bytes;
    framing_bytes += more.framing_bytes;
    other_bytes += more.other_bytes;
    return *this;
  }

  /// Takes away what was added before.
  byte_totals& operator-=(const byte_totals& part) noexcept {
    messages -= part.messages;
    known_messages -= part.known_messages;
    known_bytes -= part.known_bytes;
    whole_headers -= part.whole_headers;
    message_bytes -= part.message_bytes;
    header_bytes -= part.header_bytes;
    payload_bytes -= part.payload_bytes;
    framing_bytes -= part.framing_bytes;
    other_bytes -= part.other_bytes;
    return *this;
  }

  /// False if no header was seen and some messages may have one: `header_bytes` then says nothing.
  /// Messages that are known to carry none say nothing of those of which it is not known.
  [[nodiscard]] bool is_header_known() const noexcept {
    return whole_headers != 0 || known_messages == messages;
  }

  /// Headers in `known_bytes`, 0 to 1; nullopt if they are not known, or there is no message.
  [[nodiscard]] std::optional<double> header_share() const noexcept;
};

/// How many messages had, or did not have, the header that their type carries.
struct header_counts {
  std::uint64_t read = 0;        ///< decoded; all other numbers are about odd ones
  std::uint64_t malformed = 0;   ///< there, but do not decode
  std::uint64_t absent = 0;      ///< whole messages without a field 1
  std::uint64_t cut = 0;         ///< not in the log, which holds only the front of the message
  std::uint64_t canonical = 0;   ///< of those read: with one possible reading only
  std::uint64_t duplicated = 0;  ///< messages with several fields 1, whose contents were joined
  std::uint64_t broken_messages = 0;  ///< messages that are malformed outside of field 1

  header_counts& operator+=(const header_counts& more) noexcept;
};

/// An exact histogram of lengths.
class length_histogram {
 public:
  void add(std::uint64_t length) {
    if (length < short_.size()) [[likely]] {
      ++short_[static_cast<std::size_t>(length)];
    } else {
      ++long_[length];
    }
  }

  length_histogram& operator+=(const length_histogram& more);

  [[nodiscard]] std::uint64_t count() const noexcept;

  /// The smallest length that at least `percent` of a hundred are not above (nearest rank); 0 of an
  /// empty histogram. 100 gives the maximum.
  [[nodiscard]] std::uint64_t percentile(unsigned percent) const noexcept;

  /// Every length that occurs, with its count, ascending.
  [[nodiscard]] std::map<std::uint64_t, std::uint64_t> counts() const;

 private:
  // Headers are short; what is longer costs a node in a tree.
  std::array<std::uint64_t, 128> short_{};
  std::map<std::uint64_t, std::uint64_t> long_;
};

}  // namespace headwire::tool
