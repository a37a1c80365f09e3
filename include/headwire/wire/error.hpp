// SPDX-License-Identifier: Apache-2.0
//
// What a call reports: `status` (code, offset, field) and `result<T>` (a value or a status).
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace headwire {

/// Why a call failed. Values are stable: new ones are only appended.
enum class errc : std::uint8_t {
  ok,         ///< success
  truncated,  ///< the input, or the sub-message being read, ends inside a tag, value or length
  malformed_varint,   ///< a value of more than 10 bytes
  invalid_tag,        ///< field number 0 or above 2^29-1, or a tag of more than 5 bytes or 32 bits
  invalid_wire_type,  ///< wire type 6 or 7
  invalid_length,     ///< a length of more than 5 bytes
  unbalanced_group,   ///< a group without its end, an end without its group, or one of another
                      ///< number
  too_deep,           ///< more than 100 levels of sub-messages and groups below the top
  invalid_utf8,       ///< a string that is not UTF-8
  too_large,          ///< an input, a length or an output of 2 GiB or more
  not_canonical,      ///< read alike by this decoder, but perhaps not by every other
  too_many_unknown,   ///< more runs of unknown fields than `unknown_fields<N>` can keep
  buffer_too_small,   ///< the output does not fit; offset() is the size needed
  scratch_too_small,  ///< the scratch buffer does not suffice; offset() is the size needed
  size_mismatch,      ///< the new value has another width than the old one
  not_present,        ///< there is no such field to change
  invalid_path,       ///< text that is no path of field numbers; offset() is the place in it
  compressed,         ///< a compressed frame, whose message cannot be read here
  invalid_frame,      ///< a gRPC frame whose compressed flag is neither 0 nor 1
};

namespace detail {

/// What describe() says of each code, in their order.
inline constexpr std::string_view descriptions[] = {
    "no error",                                                             // ok
    "the message ends inside this field: cut short, or a length is wrong",  // truncated
    "varint runs past 10 bytes",                                            // malformed_varint
    "tag with a field number outside 1..536870911, or wider than 32 bits",  // invalid_tag
    "wire type 6 or 7 does not exist",                                      // invalid_wire_type
    "length runs past 5 bytes",                                             // invalid_length
    "group start and end do not match",                                     // unbalanced_group
    "more than 100 levels of nesting",                                      // too_deep
    "string is not valid UTF-8",                                            // invalid_utf8
    "2 GiB or more",                                                        // too_large
    "not in canonical form",                                                // not_canonical
    "more runs of unknown fields than there is room for",                   // too_many_unknown
    "output buffer too small",                                              // buffer_too_small
    "scratch buffer too small",                                             // scratch_too_small
    "new value has another width than the old one",                         // size_mismatch
    "field is not present",                                                 // not_present
    "not a path of field numbers",                                          // invalid_path
    "the frame is compressed",                                              // compressed
    "compressed flag is neither 0 nor 1",                                   // invalid_frame
};
static_assert(std::size(descriptions) == static_cast<std::size_t>(errc::invalid_frame) + 1);

}  // namespace detail

/// What `code` means, in words that follow "at byte 9: ".
[[nodiscard]] constexpr std::string_view describe(errc code) noexcept {
  const auto index = static_cast<std::size_t>(code);
  return index < std::size(detail::descriptions) ? detail::descriptions[index]
                                                 : "unknown error code";
}

/// The outcome of a call: 16 bytes, returned in registers.
class [[nodiscard]] status {
 public:
  constexpr status() noexcept = default;

  /// A failure (or success, if `code` is `errc::ok`).
  constexpr status(errc code, std::size_t offset, std::uint32_t field) noexcept
      : offset_(offset), field_(field), code_(code) {}

  /// Success, with the remark whether a reader left out unknown fields.
  [[nodiscard]] static constexpr status success(bool skipped_unknown) noexcept {
    status done;
    done.skipped_unknown_ = skipped_unknown;
    return done;
  }

  /// Why the call failed; `errc::ok` on success.
  [[nodiscard]] constexpr errc code() const noexcept { return code_; }

  /// First byte of the tag, length or value at fault, counted in bytes from the start of the
  /// caller's input, also when it lies deep inside. For `buffer_too_small` and `scratch_too_small`:
  /// the number of bytes needed. 0 on success.
  [[nodiscard]] constexpr std::size_t offset() const noexcept { return offset_; }

  /// Number of the field at fault, in the message that contains it; 0 if the tag itself is at
  /// fault.
  [[nodiscard]] constexpr std::uint32_t field() const noexcept { return field_; }

  /// True if the input held unknown fields that were left out of the result. Only set on success.
  [[nodiscard]] constexpr bool skipped_unknown() const noexcept { return skipped_unknown_; }

  /// True on success.
  [[nodiscard]] constexpr explicit operator bool() const noexcept { return code_ == errc::ok; }

  friend constexpr bool operator==(const status&, const status&) noexcept = default;

 private:
  std::size_t offset_ = 0;
  std::uint32_t field_ = 0;
  errc code_ = errc::ok;
  bool skipped_unknown_ = false;
};

/// A value, or the status that says why there is none.
template <class T>
class [[nodiscard]] result {
 public:
  constexpr result(const T& value, status success) noexcept : value_(value), status_(success) {}

  /// The value that `make()` returns, made in place. A copy of a small std::optional is written in
  /// two parts and read as one, which processors wait for.
  template <std::invocable F>
  constexpr result(std::in_place_t, F make, headwire::status success) noexcept
      : value_(make()), status_(success) {}

  /// Precondition: `failure` is one (its operator bool is false).
  constexpr result(headwire::status failure) noexcept
      : status_(failure) {}  // NOLINT(*-explicit-*): `return failure;`

  [[nodiscard]] constexpr bool has_value() const noexcept { return static_cast<bool>(status_); }
  [[nodiscard]] constexpr explicit operator bool() const noexcept { return has_value(); }

  /// The value; after a failure a value-initialised T, never a half-read one.
  [[nodiscard]] constexpr T& operator*() & noexcept { return value_; }
  [[nodiscard]] constexpr const T& operator*() const& noexcept { return value_; }
  [[nodiscard]] constexpr T operator*() && noexcept { return value_; }
  [[nodiscard]] constexpr T& value() & noexcept { return value_; }
  [[nodiscard]] constexpr const T& value() const& noexcept { return value_; }
  [[nodiscard]] constexpr T value() && noexcept { return value_; }
  [[nodiscard]] constexpr T* operator->() noexcept { return __builtin_addressof(value_); }
  [[nodiscard]] constexpr const T* operator->() const noexcept {
    return __builtin_addressof(value_);
  }

  /// The value, or `other` after a failure.
  [[nodiscard]] constexpr T value_or(const T& other) const noexcept {
    return has_value() ? value_ : other;
  }

  /// What became of the call: why it failed, or what its success says besides the value.
  [[nodiscard, gnu::always_inline]] inline constexpr headwire::status status() const noexcept {
    return status_;
  }
  [[nodiscard]] constexpr headwire::status error() const noexcept { return status_; }

 private:
  T value_{};
  headwire::status status_;
};

}  // namespace headwire
