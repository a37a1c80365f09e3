// SPDX-License-Identifier: Apache-2.0
//
// All of the core in one translation unit, built with -fno-exceptions and -fno-rtti. What its
// object file needs from elsewhere, and what data it has, is checked by check_symbols.py.
#include "no_alloc/everything.hpp"

#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <headwire/schema/descriptor.hpp>

#include "unit/support/messages.hpp"

namespace headwire::test {

namespace {

namespace v1 = headwire::atomix::multiraft::v1;

/// Encodes a message and reads it back.
template <message T>
bool comes_back(const T& in, mutable_bytes scratch) noexcept {
  const result<mutable_bytes> written = encode(in, scratch);
  if (!written) return written.status().code() == errc::buffer_too_small;
  const result<T> again = decode<T>(bytes(*written));
  return again.has_value() && equal(in, *again) && written->size() == encoded_size(in);
}

template <message T>
bool exercise(bytes in, mutable_bytes scratch) noexcept {
  T standard{};
  T strict{};
  const status done = decode(in, standard);
  const status gate = decode(in, strict, canonical);
  if (!done && !equal(standard, T{})) return false;
  if (gate && !equal(standard, strict)) return false;
  if (decode<T>(in).has_value() != static_cast<bool>(done)) return false;
  if (decode<T>(in, canonical).has_value() != static_cast<bool>(gate)) return false;
  if (describe(done.code()).empty() || descriptor<T>.name.empty()) return false;
  return comes_back(standard, scratch) && comes_back(strict, scratch.first(scratch.size() / 2));
}

template <message... T>
bool exercise_all(bytes in, mutable_bytes scratch) noexcept {
  return (exercise<T>(in, scratch) && ...);
}

}  // namespace

bool exercise_everything(bytes in, mutable_bytes scratch) noexcept {
  return exercise_all<
             v1::PartitionRequestHeaders, v1::PartitionResponseHeaders, v1::SessionRequestHeaders,
             v1::SessionResponseHeaders, v1::PrimitiveRequestHeaders, v1::PrimitiveResponseHeaders,
             v1::OperationRequestHeaders, v1::OperationResponseHeaders, v1::CommandRequestHeaders,
             v1::CommandResponseHeaders, v1::QueryRequestHeaders, v1::QueryResponseHeaders>(
             in, scratch) &&
         exercise_all<AllScalars, Explicit, WideTags, Keeper<2>, chain<9>, Empty>(in, scratch);
}

}  // namespace headwire::test
