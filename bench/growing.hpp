// SPDX-License-Identifier: Apache-2.0
//
// Unknown fields to put behind a message: as many, or as many bytes, as asked for.
#pragma once

#include <cstddef>
#include <string>

#include "numbers.hpp"

namespace headwire::bench {

/// One field of number 99 with 12 bytes of content, so that it takes 15 bytes.
[[nodiscard]] inline std::string unknown_field(number_source& numbers) {
  return "\x9a\x06\x0c" + numbers.ascii(12);
}

[[nodiscard]] inline std::string unknown_fields_of(std::size_t count, number_source& numbers) {
  std::string made;
  while (count-- != 0)
    made += unknown_field(numbers);
  return made;
}

/// At least that many bytes of the same field over and over.
[[nodiscard]] inline std::string unknown_bytes(std::size_t size, number_source& numbers) {
  const std::string field = unknown_field(numbers);
  std::string made;
  made.reserve(size + field.size());
  while (made.size() < size)
    made += field;
  return made;
}

}  // namespace headwire::bench
