// SPDX-License-Identifier: Apache-2.0
//
// The records of one file, in order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "cli/overhead/byte_input.hpp"
#include "cli/overhead/framing.hpp"
#include "headwire/wire/bytes.hpp"

namespace headwire::tool {

/// One record; `content` is valid until the next one is read.
struct record {
  bytes content;
  std::uint64_t offset;  ///< of its prefix in the file
  bool compressed;
};

/// Why a file was not read to its end.
struct read_failure {
  enum class reason : std::uint8_t {
    cut,         ///< the file ends inside a record, as a killed writer leaves it
    malformed,   ///< this cannot be the front of a record
    too_long,    ///< a record above the limit: rather garbage than a record
    zeros,       ///< nothing but zeros up to the end, as a crash leaves space that was allocated
    wrong_kind,  ///< no log, but a file of another kind
    unreadable,  ///< the operating system says no
  };

  reason why;
  std::uint64_t offset;  ///< of the record at fault, or of the first zero
  std::string text;
};

class log_reader {
 public:
  /// `kind` nullopt: found out from the first byte.
  log_reader(byte_input& input, std::optional<framing> kind, std::uint64_t max_record) noexcept
      : input_(input), kind_(kind), max_record_(max_record) {}

  /// Reads the next record. False at the end of the file, also if `failure()` says that it came
  /// early.
  [[nodiscard]] bool next(record& out);

  /// As `next`, but false also where more of the file would have to be read: all records since then
  /// stay valid.
  [[nodiscard]] bool next_buffered(record& out) noexcept;

  [[nodiscard]] const std::optional<read_failure>& failure() const noexcept { return failure_; }

  /// The framing, given or found; nullopt for an empty file of unknown framing.
  [[nodiscard]] std::optional<framing> kind() const noexcept { return kind_; }

 private:
  [[nodiscard]] bool begins_zeros(const prefix& front, bytes window) const noexcept;
  [[nodiscard]] bool pass_zeros(std::size_t size);
  [[nodiscard]] bool pass_buffered_zeros(std::size_t size) noexcept;
  [[nodiscard]] bool hand_out_empty(record& out) noexcept;
  void hand_out(record& out, const prefix& front, bytes window) noexcept;
  [[nodiscard]] bool stop(read_failure::reason why, std::string text);
  [[nodiscard]] bool stop_at_cut(std::string text);

  byte_input& input_;
  std::optional<framing> kind_;
  std::uint64_t max_record_;
  std::size_t last_ = 0;  // bytes of the record that was handed out last
  // Empty records that were passed over, and are to be handed out.
  std::uint64_t empty_left_ = 0;
  std::size_t empty_size_ = 0;
  std::optional<read_failure> failure_;
};

}  // namespace headwire::tool
