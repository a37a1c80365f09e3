// SPDX-License-Identifier: Apache-2.0
//
// Bytes in a heap block of exactly their size, so that AddressSanitizer and valgrind see a read or
// write of even one byte beyond them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <headwire/wire/bytes.hpp>
#include <memory>

namespace headwire::test {

class heap_block {
 public:
  explicit heap_block(std::size_t size) : data_(new std::byte[size]()), size_(size) {}
  /// Out of line: inlined, g++ 12 warns of sizes that cannot be.
  [[gnu::noinline]] explicit heap_block(bytes content) : heap_block(content.size()) {
    std::copy(content.begin(), content.end(), data_.get());
  }

  [[nodiscard]] bytes view() const noexcept { return {data_.get(), size_}; }
  [[nodiscard]] mutable_bytes writable() noexcept { return {data_.get(), size_}; }
  [[nodiscard]] std::byte& operator[](std::size_t i) noexcept { return data_[i]; }

 private:
  std::unique_ptr<std::byte[]> data_;
  std::size_t size_;
};

}  // namespace headwire::test
