// SPDX-License-Identifier: Apache-2.0
//
// A member that keeps the unknown fields of a message.
#pragma once

#include <array>
#include <cstddef>

#include "headwire/wire/bytes.hpp"

namespace headwire {

/// Keeps the unknown fields of the message that declares it with `unknown<&self::member>`: up to N
/// runs of adjacent fields, as views of the decoded input and in the order of arrival, also across
/// the segments of a merged sub-message. `encode` writes them behind the known fields, byte for byte.
/// A message with more runs than N does not decode (`errc::too_many_unknown`): nothing is lost
/// silently.
///
/// Lifetime: the views borrow the input of `decode`.
template <std::size_t N = 4>
class unknown_fields {
  static_assert(N >= 1, "headwire: unknown_fields<N> keeps at least one run");

 public:
  /// Inlined, since units for different processors have it under one name.
  [[gnu::always_inline]] constexpr unknown_fields() noexcept = default;

  /// The kept runs, each of one or more whole fields.
  [[nodiscard, gnu::always_inline]] inline constexpr std::span<const bytes> runs() const noexcept {
    return {runs_.data(), count_};
  }

  /// Bytes in all runs together.
  [[nodiscard, gnu::always_inline]] inline constexpr std::size_t size_bytes() const noexcept {
    std::size_t sum = 0;
    for (const bytes run : runs())
      sum += run.size();
    return sum;
  }

  [[nodiscard]] constexpr bool empty() const noexcept { return count_ == 0; }

  /// Adds a run of whole fields. False, and nothing changed, if there is no room.
  [[nodiscard, gnu::always_inline]] inline constexpr bool append(bytes run) noexcept {
    // mutant: unknown fields: a run more than there is room for
    if (count_ == N) return false;
    runs_[count_++] = run;
    return true;
  }

  /// The greatest number of runs.
  static constexpr std::size_t capacity = N;

  /// True if both hold the same bytes in the same order, however these are split into runs.
  [[gnu::always_inline]] friend inline constexpr bool operator==(const unknown_fields& a,
                                                                 const unknown_fields& b) noexcept {
    if (a.size_bytes() != b.size_bytes()) return false;
    std::size_t run = 0;
    std::size_t at = 0;
    for (const bytes left : a.runs()) {
      for (const std::byte byte : left) {
        while (at == b.runs_[run].size()) {
          ++run;
          at = 0;
        }
        if (byte != b.runs_[run][at++]) return false;
      }
    }
    return true;
  }

 private:
  std::array<bytes, N> runs_{};
  std::size_t count_ = 0;
};

}  // namespace headwire
