// SPDX-License-Identifier: Apache-2.0
//
// A line on the terminal that says how far a long input is read.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace headwire::tool {

/// Draws on standard error, only if that is a terminal that can erase a line (TERM is set and not
/// "dumb") and the input is long. The line is as wide as COLUMNS or the terminal allows.
class progress {
 public:
  /// `size` of the input in bytes; nullopt if it is not known.
  explicit progress(std::optional<std::uint64_t> size);
  ~progress() { clear(); }
  progress(const progress&) = delete;
  progress& operator=(const progress&) = delete;
  progress(progress&&) = delete;
  progress& operator=(progress&&) = delete;

  /// Cheap enough to be called for each record.
  void update(std::uint64_t offset) {
    if (offset >= next_) [[unlikely]]
      draw(offset);
  }

  /// Takes the line away, for other output.
  void clear();

 private:
  void draw(std::uint64_t offset);

  std::optional<std::uint64_t> size_;
  std::uint64_t next_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace headwire::tool
