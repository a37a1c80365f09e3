// SPDX-License-Identifier: Apache-2.0
//
// `encode`: a message to bytes, in the order of its field numbers, with minimal varints: the bytes
// that Google's C++ writes for the same values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "headwire/codec/size.hpp"
#include "headwire/codec/write_nested_prefix.hpp"
#include "headwire/wire/always_inline.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/error.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/reader.hpp"
#include "headwire/wire/writable.hpp"
#include "headwire/wire/writer.hpp"

namespace headwire {

namespace detail {
inline namespace HEADWIRE_ISA {

/// How a message is written.
enum class style : std::uint8_t {
  backpatched,  ///< inline: lengths take one byte, filled in when they are known
  presized,     ///< a call a message: lengths are known beforehand
};

template <style Style, message T>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::byte* write_message(
    const T& in, std::byte* p, const std::uint64_t* sizes) noexcept;

/// Writes what a field holds, for its kind.
template <style Style>
struct message_writer {
  static constexpr bool knows_lengths = Style == style::presized;

  template <message T>
  [[nodiscard, HEADWIRE_ALWAYS_INLINE]] static constexpr std::byte* write(
      const T& in, std::byte* p, const std::uint64_t* sizes) noexcept {
    return detail::write_message<Style>(in, p, sizes);
  }
};

template <style Style, message T, std::size_t Index>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::byte* write_field(
    const T& in, std::byte* p, const std::uint64_t* sizes) noexcept {
  using field = field_at<T, Index>;
  if (!detail::is_written<field>(in)) return p;
  return kind_of<field>::template write<field, message_writer<Style>>(
      detail::value_of<field>(in), p, detail::lengths_of<T, Index>(sizes));
}

template <style Style, message T, std::size_t... Index>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::byte* write_fields(
    const T& in, std::byte* p, [[maybe_unused]] const std::uint64_t* sizes,
    std::index_sequence<Index...>) noexcept {
  ((p = detail::write_field<Style, T, Index>(in, p, sizes)), ...);
  if constexpr (schema_type<T>::keeps_unknown) {
    for (const bytes run : (in.*schema_type<T>::unknown_member::member).runs()) {
      p = write_bytes(p, run.data(), run.size());
    }
  }
  return p;
}

/// Inline, the code for presized messages would be twice as large.
template <message T>
[[nodiscard]] [[gnu::noinline]] constexpr std::byte* write_presized(
    const T& in, std::byte* p, const std::uint64_t* sizes) noexcept {
  return detail::write_fields<style::presized>(in, p, sizes,
                                               std::make_index_sequence<field_count<T>>{});
}

template <style Style, message T>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr std::byte* write_message(
    const T& in, std::byte* p, const std::uint64_t* sizes) noexcept {
  if constexpr (Style == style::presized) {
    return detail::write_presized(in, p, sizes);
  } else {
    return detail::write_fields<Style>(in, p, sizes, std::make_index_sequence<field_count<T>>{});
  }
}

template <message T, std::size_t... Index>
constexpr bool any_checked_field(std::index_sequence<Index...>) noexcept {
  return (false || ... || kind_of<field_at<T, Index>>::is_checked());
}

/// True if T or a sub-message of it has a string field, whose contents are to be checked.
template <message T>
constexpr bool any_checked() noexcept {
  return detail::any_checked_field<T>(std::make_index_sequence<field_count<T>>{});
}

template <class Field, message T>
[[nodiscard]] constexpr status check_field([[maybe_unused]] const T& in) noexcept {
  if constexpr (kind_of<Field>::is_checked()) {
    if (detail::is_written<Field>(in))
      return kind_of<Field>::template check_content<Field>(detail::value_of<Field>(in));
  }
  // not run: counted with the code around it
  return {};
}

template <message T, std::size_t... Index>
[[nodiscard]] constexpr status check_all_fields(const T& in,
                                                std::index_sequence<Index...>) noexcept {
  status found;
  static_cast<void>(
      ((found = detail::check_field<field_at<T, Index>>(in), static_cast<bool>(found)) && ...));
  return found;
}

/// Success if all strings of the message are UTF-8.
template <message T>
[[nodiscard]] constexpr status check_fields([[maybe_unused]] const T& in) noexcept {
  if constexpr (detail::any_checked<T>()) {
    return detail::check_all_fields(in, std::make_index_sequence<field_count<T>>{});
  } else {
    return {};
  }
}

/// Writes the frequent case, a short message; returns its end, or nullptr if it is none or has a
/// string that is not UTF-8.
template <message T>
[[nodiscard]] constexpr std::byte* encode_short(const T& in, std::byte* p,
                                                std::size_t room) noexcept {
  // Not a matter of speed alone: of deep types, this would be by far the most code to compile.
  if constexpr (may_be_short<T>) {
    if (detail::is_short(in, room) && detail::check_fields(in)) [[likely]]
      return detail::write_message<style::backpatched>(in, p, nullptr);
  }
  return nullptr;
}

/// The same in a call of its own, so that a nested prefix is written without one.
template <message T>
[[nodiscard]] [[gnu::noinline]] constexpr std::byte* encode_fallback(const T& in, std::byte* p,
                                                                     std::size_t room) noexcept {
  return detail::encode_short(in, p, room);
}

/// Writes a message on the fast path of its type; nullptr if it must be written on another.
template <message T>
[[nodiscard]] constexpr std::byte* encode_in_one_pass(const T& in, std::byte* p,
                                                      std::size_t room) noexcept {
  if constexpr (writes_nested_prefix<T, varint_bytes::up_to_four>) {
    std::byte* const end = detail::write_nested_prefix(in, p, room);
    return end != nullptr ? end : detail::encode_fallback(in, p, room);
  } else {
    return detail::encode_short(in, p, room);
  }
}

/// Writes a message that may have lengths of several bytes, or to an output that may be too small.
template <message T>
[[nodiscard]] [[gnu::noinline]] constexpr result<mutable_bytes> encode_presized(
    const T& in, mutable_bytes out) noexcept {
  const status strings = detail::check_fields(in);
  if (!strings) return strings;
  length_list<T> measured;
  const std::uint64_t size = detail::measure(in, measured.sizes);
  if (size >= size_limit) return status{errc::too_large, 0, 0};
  // mutant: encode: a buffer that is one byte short is used
  if (size > out.size()) return status{errc::buffer_too_small, detail::to_size(size), 0};
  static_cast<void>(detail::write_presized(in, out.data(), measured.sizes));
  return {out.first(detail::to_size(size)), status{}};
}

}  // namespace HEADWIRE_ISA
}  // namespace detail

inline namespace HEADWIRE_ISA {

/// Writes `in` to the front of `to` and returns the part of it that was written.
///
/// A bare scalar whose bits are all zero is left out (proto3), a std::optional that holds a value
/// is always written, kept unknown fields follow the known ones.
/// Fails, with no byte of `to` changed, with
/// - `buffer_too_small`: offset() is the number of bytes needed;
/// - `invalid_utf8`: field() is the number of the string, offset() the first bad byte in it
///   (Google's C++ would write such a message, and then refuse to read it);
/// - `too_large`: the message would take 2 GiB or more, which no decoder could read.
///
/// Views in `in` must be valid, and must not overlap `to`.
template <class T>
[[nodiscard]] constexpr result<mutable_bytes> encode(const T& in, writable to) noexcept {
  const mutable_bytes out = to;
  if constexpr (detail::declared<T>::value) {
    const std::byte* const end = detail::encode_in_one_pass(in, out.data(), out.size());
    if (end == nullptr) [[unlikely]]
      return detail::encode_presized(in, out);
    return {out.first(detail::distance(out.data(), end)), status{}};
  } else {
    return {out, {}};
  }
}

}  // namespace HEADWIRE_ISA

}  // namespace headwire
