// SPDX-License-Identifier: Apache-2.0
//
// Every truncation and every change of a single byte of the vectors, in heap blocks of exactly
// their size, so that a sanitizer build sees each byte read too many. By default the changes of a
// part of the rows; all of them with the tag [long].
#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <vector>

#include "support/catch.hpp"
#include "support/vectors.hpp"
#include "unit/support/codec.hpp"
#include "unit/support/heap_block.hpp"

using namespace headwire;
using namespace headwire::test;

namespace {

/// Whatever the bytes are: an error leaves nothing behind, a success can be encoded and read again,
/// and the canonical rules accept no more than the standard ones.
template <message T>
void check_input(bytes in) {
  T out{};
  const status done = decode(in, out);
  T strict{};
  const status gate = decode(in, strict, canonical);
  if (!gate && !equal(strict, T{})) FAIL("half-read: " << to_hex(in));
  if (!done) {
    if (!equal(out, T{}) || gate) FAIL("half-read: " << to_hex(in));
    if (done.offset() > in.size() || done.skipped_unknown()) FAIL("status: " << to_hex(in));
    return;
  }
  if (gate && !equal(out, strict)) FAIL("differ: " << to_hex(in));
  heap_block again(encoded_size(out));
  const result<mutable_bytes> written = encode(out, again.writable());
  if (!written || written->size() != again.view().size()) FAIL("encode: " << to_hex(in));
  T second{};
  if (decode(again.view(), second, canonical) != status{}) FAIL("again: " << to_hex(in));
  if (!equal(out, second)) FAIL("again: " << to_hex(in));
}

template <message T>
void check_truncations(bytes in) {
  for (std::size_t size = 0; size < in.size(); ++size)
    check_input<T>(heap_block(in.first(size)).view());
}

template <message T>
void check_changes(bytes in) {
  heap_block changed(in);
  for (std::size_t i = 0; i < in.size(); ++i) {
    for (unsigned bits = 1; bits < 256; ++bits) {
      changed[i] = in[i] ^ static_cast<std::byte>(bits);
      check_input<T>(changed.view());
    }
    changed[i] = in[i];
  }
}

std::vector<header_vector> all_vectors() {
  std::vector<header_vector> rows = go_vectors();
  for (header_vector& row : cpp_vectors())
    rows.push_back(std::move(row));
  return rows;
}

/// Rows in the default run: a part of the short ones, which have every kind of field, and the long
/// ones only now and then.
bool is_sampled(std::size_t index, std::size_t size) {
  return index % (size <= 64 ? 12 : 60) == 0;
}

}  // namespace

TEST_CASE("every truncation of every vector") {
  for (const header_vector& row : all_vectors())
    with_header_type(row.type, [&]<message T>() { check_truncations<T>(row.encoding); });
  SUCCEED("no fault");
}

TEST_CASE("every change of a byte of a part of the vectors") {
  const std::vector<header_vector> rows = all_vectors();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!is_sampled(i, rows[i].encoding.size())) continue;
    with_header_type(rows[i].type, [&]<message T>() { check_changes<T>(rows[i].encoding); });
  }
  SUCCEED("no fault");
}

TEST_CASE("every change of a byte of every vector", "[.][long]") {
  for (const header_vector& row : all_vectors())
    with_header_type(row.type, [&]<message T>() { check_changes<T>(row.encoding); });
  SUCCEED("no fault");
}
