// SPDX-License-Identifier: Apache-2.0
//
// What encode writes of a value, against libprotobuf's bytes for the same value.
#pragma once

#include <cstddef>
#include <headwire/headwire.hpp>
#include <string>
#include <vector>

#include "reference/bridge.hpp"
#include "support/data.hpp"

namespace headwire::reference {

/// Empty if Headwire writes `value` byte for byte as libprotobuf does, reads it back under both
/// rules, and leaves a buffer that is too small as it was. All strings must be UTF-8.
template <message T>
[[nodiscard]] std::string check_written(const T& value) {
  reference_t<T> theirs;
  copy(value, theirs);
  const std::string expected = theirs.SerializeAsString();
  const auto problem = [&](const std::string& what) {
    return what + ": " + theirs.ShortDebugString() +
           "\n  libprotobuf: " + test::to_hex(as_bytes(expected));
  };
  std::vector<std::byte> block(encoded_size(value));
  const auto written = encode(value, block);
  if (!written) return problem("Headwire cannot encode");
  if (as_text(*written) != expected) return problem("Headwire writes " + test::to_hex(*written));
  T again;
  if (!decode(*written, again) || !equal(again, value)) return problem("not what was written");
  if (!decode(*written, again, canonical) || !equal(again, value)) {
    return problem("what was written is not canonical");
  }
  if (block.empty()) return "";
  std::vector<std::byte> small(block.size() - 1);
  const status refused = encode(value, small).status();
  const bool untouched = small == std::vector<std::byte>(small.size());
  return refused == status(errc::buffer_too_small, block.size(), 0) && untouched
             ? ""
             : problem("encode into too small a buffer");
}

/// Empty if Headwire refuses a value with a string that is not UTF-8, which libprotobuf writes and
/// then cannot read, and writes nothing.
template <message T>
[[nodiscard]] std::string check_not_written(const T& value) {
  reference_t<T> theirs;
  copy(value, theirs);
  std::vector<std::byte> block(encoded_size(value) + 8);
  const status refused = encode(value, block).status();
  if (refused.code() != errc::invalid_utf8 || block != std::vector<std::byte>(block.size())) {
    return "Headwire writes a string that is not UTF-8: " + theirs.ShortDebugString();
  }
  return theirs.ParseFromString(theirs.SerializeAsString())
             ? "libprotobuf reads what Headwire refuses to write: " + theirs.ShortDebugString()
             : "";
}

}  // namespace headwire::reference
