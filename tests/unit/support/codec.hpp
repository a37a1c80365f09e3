// SPDX-License-Identifier: Apache-2.0
//
// Short forms of decode and encode for tests.
#pragma once

#include <cstddef>
#include <headwire/headwire.hpp>
#include <ostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/data.hpp"
#include "unit/support/heap_block.hpp"

namespace headwire {

/// What Catch2 shows of a status.
inline std::ostream& operator<<(std::ostream& out, const status& s) {
  return out << "{code " << static_cast<int>(s.code()) << ", offset " << s.offset() << ", field "
             << s.field() << (s.skipped_unknown() ? ", skipped unknown}" : "}");
}

inline std::ostream& operator<<(std::ostream& out, errc code) {
  return out << "errc " << static_cast<int>(code);
}

}  // namespace headwire

namespace headwire::test {

/// The message as hex digits. Checks that a buffer of exactly the size works, which
/// AddressSanitizer would not let overrun.
template <message T>
std::string encode_hex(const T& in) {
  heap_block out(encoded_size(in));
  const result<mutable_bytes> written = encode(in, out.writable());
  if (!written) throw std::runtime_error("encode fails");
  if (written->size() != out.view().size()) throw std::runtime_error("encoded_size is wrong");
  return to_hex(*written);
}

/// An input written in hex, in a heap block of its size; views into it live as long as this does.
class hex_input {
 public:
  explicit hex_input(std::string_view hex) : block_(bytes(from_hex(hex))) {}

  [[nodiscard]] bytes view() const noexcept { return block_.view(); }

  template <message T>
  [[nodiscard]] status decode_to(T& out) const {
    return decode(view(), out);
  }

 private:
  heap_block block_;
};

/// What the standard rules say of the input. After an error also checks that nothing half-read
/// remains.
template <message T>
status verdict(std::string_view hex) {
  const hex_input in(hex);
  T out{};
  const status done = decode(in.view(), out);
  if (!done && !equal(out, T{})) throw std::runtime_error("half-read message after an error");
  return done;
}

/// What the canonical rules say of the input.
template <message T>
status canonical_verdict(std::string_view hex) {
  const hex_input in(hex);
  T out{};
  const status done = decode(in.view(), out, canonical);
  if (!done && !equal(out, T{})) throw std::runtime_error("half-read message after an error");
  return done;
}

/// Decodes, encodes and returns the result as hex digits; throws if the input is refused.
template <message T>
std::string recode_hex(std::string_view hex) {
  const hex_input in(hex);
  const result<T> read = decode<T>(in.view());
  if (!read) throw std::runtime_error("decode fails");
  return encode_hex(*read);
}

/// `text` as hex digits.
inline std::string hex_of(std::string_view text) {
  return to_hex(as_bytes(text));
}

/// `hex` n times in a row.
inline std::string repeat(std::string_view hex, std::size_t n) {
  std::string out;
  for (std::size_t i = 0; i < n; ++i)
    out += hex;
  return out;
}

/// `value` as a varint, in hex.
inline std::string varint_hex(std::uint64_t value) {
  std::string out;
  for (; value >= 0x80; value >>= 7) {
    const std::byte digit{static_cast<std::uint8_t>(value | 0x80)};
    out += to_hex({&digit, 1});
  }
  const std::byte last{static_cast<std::uint8_t>(value)};
  return out + to_hex({&last, 1});
}

/// The contents with their length in front, in hex.
inline std::string with_length(std::string_view hex) {
  return varint_hex(hex.size() / 2).append(hex);
}

/// `n` sub-messages of field `1`, each in the one before, around `hex`.
inline std::string nested(std::size_t n, std::string hex) {
  for (std::size_t i = 0; i < n; ++i)
    hex = "0a" + with_length(hex);
  return hex;
}

}  // namespace headwire::test
