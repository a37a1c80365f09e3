// SPDX-License-Identifier: Apache-2.0
//
// Decoding by the slow path alone: any message, and the errors of those that are not valid. The
// loop and its stores are compiled once; what is left of a type is its table and its reset.
#pragma once

#include <type_traits>

#include "headwire/codec/message_table.hpp"
#include "headwire/codec/offset_store.hpp"
#include "headwire/codec/read_fields.hpp"
#include "headwire/codec/typed_store.hpp"
#include "headwire/codec/value.hpp"
#include "headwire/schema/message.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/error.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/reader.hpp"
#include "headwire/wire/tag.hpp"

namespace headwire::detail {
inline namespace HEADWIRE_ISA {

/// Reads the message of the type of `table` that begins at `start`, `depth` levels below the top,
/// and reaches to the end of the input.
template <class Reader, class Handler>
[[nodiscard]] constexpr status read_whole(Reader& r, position_of<Reader> start,
                                          const message_table& table, Handler out, rules accepted,
                                          int depth) noexcept {
  // mutant: decode: an input of 2 GiB is read
  if (detail::distance(start, r.limit) >= size_limit) return {errc::too_large, 0, 0};
  field_reader<Reader, Handler> fields(r, accepted == rules::canonical);
  static_cast<void>(fields.read(table, out, start, r.limit, depth));
  return r.status();
}

/// The same into the struct at `out`, at run time.
template <bool Linked, class Reader>
[[nodiscard]] [[gnu::noinline]] status read_struct(Reader& r, position_of<Reader> start,
                                                   const message_table& table, void* out,
                                                   rules accepted, int depth) noexcept {
  return detail::read_whole(r, start, table, offset_store<Reader, Linked>(out), accepted, depth);
}
template <bool Linked>
[[nodiscard]] [[gnu::noinline]] status read_struct(bytes in, const std::byte* p,
                                                   const message_table& table, void* out,
                                                   rules accepted) noexcept {
  reader r{in};
  return detail::read_whole(r, p, table, offset_store<reader, Linked>(out), accepted, 0);
}

/// The same into `out` in constant evaluation.
template <class Reader, message T>
[[nodiscard]] constexpr status read_typed(Reader& r, position_of<Reader> start, T& out,
                                          rules accepted, int depth) noexcept {
  const message_of<Reader, T> typed(out);
  return detail::read_whole(r, start, table_of<T>::value, typed_store<Reader>(typed), accepted,
                            depth);
}

/// Decodes a message, `depth` levels below the top, from `p` on to the end of the input. `out` has
/// been reset, or holds what precedes `p`; after a failure it is T{}.
template <class Reader, message T>
[[nodiscard]] constexpr status decode_slow(Reader& r, position_of<Reader> p, T& out, rules accepted,
                                           int depth) noexcept {
  const status done = std::is_constant_evaluated() ? detail::read_typed(r, p, out, accepted, depth)
                                                   : detail::read_struct<detail::any_linked<T>()>(
                                                         r, p, table_of<T>::value,
                                                         __builtin_addressof(out), accepted, depth);
  if (!done) out = T{};
  return done;
}

/// The same for the whole of an input.
template <message T>
[[nodiscard]] constexpr status decode_slow(bytes in, const std::byte* p, T& out,
                                           rules accepted) noexcept {
  if (std::is_constant_evaluated()) {
    reader r{in};
    return detail::decode_slow(r, p, out, accepted, 0);
  }
  const status done = detail::read_struct<detail::any_linked<T>()>(
      in, p, table_of<T>::value, __builtin_addressof(out), accepted);
  // mutant: decode: half-read message after an error
  if (!done) out = T{};
  return done;
}

}  // namespace HEADWIRE_ISA
}  // namespace headwire::detail
