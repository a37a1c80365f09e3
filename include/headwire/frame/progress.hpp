// SPDX-License-Identifier: Apache-2.0
//
// What can be said about the bytes that have arrived so far.
#pragma once

#include <cstddef>
#include <cstdint>

#include "headwire/wire/error.hpp"

namespace headwire {

enum class readiness : std::uint8_t {
  ready,      ///< the answer is there, and no further byte can change it
  need_more,  ///< the answer depends on bytes that are still to come
  malformed,  ///< no further byte can make it good
};

/// An answer of type T, or how many bytes are missing for it, or why there is none.
template <class T>
class [[nodiscard]] progress {
 public:
  constexpr progress(const T& answer) noexcept  // NOLINT(*-explicit-*): `return answer;`
      : answer_(answer), state_(readiness::ready) {}

  /// Precondition: `failure` is one (its operator bool is false).
  constexpr progress(headwire::status failure) noexcept  // NOLINT(*-explicit-*): `return failure;`
      : status_(failure), state_(readiness::malformed) {}

  /// At least `count` further bytes are needed, at least one.
  [[nodiscard, gnu::always_inline]] static inline constexpr progress missing(
      std::size_t count) noexcept {
    progress more;
    more.needed_ = count;
    return more;
  }

  [[nodiscard]] constexpr readiness state() const noexcept { return state_; }
  [[nodiscard]] constexpr explicit operator bool() const noexcept {
    return state_ == readiness::ready;
  }

  /// The answer; only if ready.
  [[nodiscard]] constexpr const T& operator*() const noexcept { return answer_; }
  [[nodiscard]] constexpr const T* operator->() const noexcept {
    return __builtin_addressof(answer_);
  }

  /// If more is needed: how many bytes at least, behind those that were given. Otherwise 0.
  [[nodiscard]] constexpr std::size_t needed() const noexcept { return needed_; }

  /// If malformed: why, and at which byte. Otherwise success.
  [[nodiscard, gnu::always_inline]] inline constexpr headwire::status status() const noexcept {
    return status_;
  }

 private:
  constexpr progress() noexcept = default;

  T answer_{};
  std::size_t needed_ = 0;
  headwire::status status_{};
  readiness state_ = readiness::need_more;
};

}  // namespace headwire
