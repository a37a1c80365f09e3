// SPDX-License-Identifier: Apache-2.0
//
// How many bytes a message takes: at most (a constant), and exactly.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "headwire/schema/message.hpp"
#include "headwire/wire/always_inline.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/tag.hpp"
#include "headwire/wire/varint.hpp"

namespace headwire {

namespace detail {
inline namespace HEADWIRE_ISA {

template <message T, std::size_t... Index>
constexpr std::uint64_t max_message_size(std::index_sequence<Index...>) noexcept {
  if (schema_type<T>::keeps_unknown) return unbounded;
  std::uint64_t sum = 0;
  for (const std::uint64_t size :
       {std::uint64_t{0},
        kind_of<field_at<T, Index>>::template max_field_size<field_at<T, Index>>()...}) {
    if (size == unbounded) return unbounded;
    sum += size;
  }
  return sum;
}

template <message T>
constexpr std::uint64_t max_message_size() noexcept {
  return detail::max_message_size<T>(std::make_index_sequence<field_count<T>>{});
}

template <message T>
inline constexpr std::uint64_t max_size = detail::max_message_size<T>();

template <message T>
inline constexpr bool is_bounded = max_size<T> != unbounded;

/// True if the member's value goes to the wire.
template <class Field, message T>
[[nodiscard]] constexpr bool is_written(const T& in) noexcept {
  const auto& member = in.*Field::member;
  if constexpr (Field::explicit_presence) {
    // mutant: encode: a zero with explicit presence is dropped
    return member.has_value();
  } else {
    return !kind_of<Field>::is_zero(member);
  }
}

/// The value of a member that is written.
template <class Field, message T>
[[nodiscard]] constexpr const typename Field::value_type& value_of(const T& in) noexcept {
  if constexpr (Field::explicit_presence) {
    return detail::held(in.*Field::member);
  } else {
    return in.*Field::member;
  }
}

template <message T, std::size_t... Index>
constexpr std::uint64_t sum_short_sizes(std::index_sequence<Index...>) noexcept {
  return (std::uint64_t{0} + ... +
          kind_of<field_at<T, Index>>::template max_short_field_size<field_at<T, Index>>());
}

/// Most bytes of the message's content except for what its views show, if no length in it takes more
/// than a byte.
template <message T>
constexpr std::uint64_t max_short_size() noexcept {
  return detail::sum_short_sizes<T>(std::make_index_sequence<field_count<T>>{});
}

template <message T, std::size_t... Index>
constexpr std::uint64_t longest_submessage(std::index_sequence<Index...>) noexcept {
  std::uint64_t longest = 0;
  for (const std::uint64_t size :
       {std::uint64_t{0},
        (field_at<T, Index>::is_message
             ? kind_of<field_at<T, Index>>::template max_short_field_size<field_at<T, Index>>()
             : 0)...})
    // mutant: encode: of a sub-message only its strings count when its length is chosen
    longest = size > longest ? size : longest;
  return longest;
}

/// If the views in a T show fewer bytes, every length in its encoding takes one byte. 0 if they may
/// take more in any case.
template <message T>
constexpr std::uint64_t short_content_limit() noexcept {
  const std::uint64_t longest =
      detail::longest_submessage<T>(std::make_index_sequence<field_count<T>>{});
  return longest <= 127 ? 128 - longest : 0;
}

/// False if the type alone rules it out that every length takes one byte.
template <message T>
inline constexpr bool may_be_short = detail::short_content_limit<T>() != 0;

template <class Field, message T>
[[nodiscard]] constexpr std::uint64_t content_size_of([[maybe_unused]] const T& in) noexcept {
  if constexpr (kind_of<Field>::max_size() == unbounded) {
    return detail::is_written<Field>(in) ? kind_of<Field>::view_size(detail::value_of<Field>(in))
                                         : 0;
  } else {
    return 0;
  }
}

template <message T, std::size_t... Index>
[[nodiscard]] constexpr std::uint64_t sum_content_sizes(const T& in,
                                                        std::index_sequence<Index...>) noexcept {
  return (std::uint64_t{0} + ... + detail::content_size_of<field_at<T, Index>>(in));
}

/// Bytes that the views in the message show.
template <message T>
[[nodiscard]] constexpr std::uint64_t content_size(const T& in) noexcept {
  std::uint64_t size = detail::sum_content_sizes(in, std::make_index_sequence<field_count<T>>{});
  if constexpr (schema_type<T>::keeps_unknown) {
    size += (in.*schema_type<T>::unknown_member::member).size_bytes();
  }
  return size;
}

/// True if every length in the encoding takes one byte, and all of it fits into `size` bytes.
template <message T>
[[nodiscard]] constexpr bool is_short(const T& in, std::size_t size) noexcept {
  const std::uint64_t content = detail::content_size(in);
  return content < detail::short_content_limit<T>() &&
         // mutant: encode: strings do not count as size
         detail::max_short_size<T>() + content <= size;
}

template <message T, std::size_t... Index>
constexpr std::size_t sum_long_lengths(std::index_sequence<Index...>) noexcept {
  return (std::size_t{0} + ... + kind_of<field_at<T, Index>>::long_length_count());
}

/// Sub-messages that can be longer than 127 bytes have lengths of several bytes. Those are worked
/// out once, before writing, and kept in the order in which they will be needed: parents before
/// children.
template <message T>
constexpr std::size_t long_length_count() noexcept {
  return detail::sum_long_lengths<T>(std::make_index_sequence<field_count<T>>{});
}

/// Index of the first length that belongs to the I-th field of T.
template <message T, std::size_t Index>
inline constexpr std::size_t first_long_length =
    detail::sum_long_lengths<T>(std::make_index_sequence<Index>{});

/// The lengths that belong to the I-th field of T; nullptr if it has none.
template <message T, std::size_t Index, class Length>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr Length* lengths_of(
    [[maybe_unused]] Length* lengths) noexcept {
  if constexpr (kind_of<field_at<T, Index>>::long_length_count() != 0) {
    return lengths + first_long_length<T, Index>;
  } else {
    return nullptr;
  }
}

template <message T, std::size_t Index>
[[nodiscard]] constexpr std::uint64_t measure_field(const T& in, std::uint64_t* lengths) noexcept {
  using field = field_at<T, Index>;
  if (!detail::is_written<field>(in)) return 0;
  return kind_of<field>::template measure_field<field>(detail::value_of<field>(in),
                                                       detail::lengths_of<T, Index>(lengths));
}

template <message T, std::size_t... Index>
[[nodiscard]] constexpr std::uint64_t measure_fields(const T& in,
                                                     [[maybe_unused]] std::uint64_t* lengths,
                                                     std::index_sequence<Index...>) noexcept {
  return (std::uint64_t{0} + ... + detail::measure_field<T, Index>(in, lengths));
}

/// Exact size of the message's content; `lengths` takes the sizes of the long sub-messages.
template <message T>
[[nodiscard]] constexpr std::uint64_t measure(const T& in, std::uint64_t* lengths) noexcept {
  std::uint64_t size =
      detail::measure_fields(in, lengths, std::make_index_sequence<field_count<T>>{});
  if constexpr (schema_type<T>::keeps_unknown) {
    size += (in.*schema_type<T>::unknown_member::member).size_bytes();
  }
  return size;
}

/// max_encoded_size, or a word about why there is none.
template <class T>
[[nodiscard]] constexpr std::size_t bounded_size() noexcept {
  if constexpr (declared<T>::value) {
    static_assert(is_bounded<T>,
                  "headwire: a message with strings, bytes or unknown fields has no greatest size: "
                  "say encoded_size(message)");
    if constexpr (is_bounded<T>) return detail::to_size(detail::max_size<T>);
  }
  // not run: clang counts nothing behind a constant `if` that returns
  return 0;
}

/// Room for the lengths of a message's long sub-messages, and never for none: C++ has no empty
/// array.
template <message T>
struct length_list {
  std::uint64_t sizes[long_length_count<T>() + 1] = {};
};

}  // namespace HEADWIRE_ISA
}  // namespace detail

inline namespace HEADWIRE_ISA {

/// The most bytes that `encode` writes for any T: a constant, for a buffer on the stack. Only for
/// messages without strings, bytes and unknown fields, whose size has no bound.
template <class T>
inline constexpr std::size_t max_encoded_size = detail::bounded_size<T>();

/// The bytes that `encode` writes for this message. Views must be valid; they are not read.
template <class T>
[[nodiscard]] constexpr std::size_t encoded_size(const T& in) noexcept {
  if constexpr (detail::declared<T>::value) {
    detail::length_list<T> lengths;
    return detail::to_size(detail::measure(in, lengths.sizes));
  } else {
    return 0;
  }
}

}  // namespace HEADWIRE_ISA

}  // namespace headwire
