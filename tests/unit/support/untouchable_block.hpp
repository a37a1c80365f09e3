// SPDX-License-Identifier: Apache-2.0
//
// 2 GiB that need no memory: address space only. A read or write of any byte ends the test.
#pragma once

#include <sys/mman.h>

#include <headwire/wire/bytes.hpp>
#include <headwire/wire/tag.hpp>
#include <new>

namespace headwire::test {

class untouchable_block {
 public:
  untouchable_block()
      : memory_(mmap(nullptr, size_limit, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
                     -1, 0)) {
    if (memory_ == MAP_FAILED) throw std::bad_alloc();
  }
  untouchable_block(const untouchable_block&) = delete;
  untouchable_block& operator=(const untouchable_block&) = delete;
  untouchable_block(untouchable_block&&) = delete;
  untouchable_block& operator=(untouchable_block&&) = delete;
  ~untouchable_block() { munmap(memory_, size_limit); }

  [[nodiscard]] bytes view() const noexcept {
    return {static_cast<const std::byte*>(memory_), static_cast<std::size_t>(size_limit)};
  }

 private:
  void* memory_;
};

}  // namespace headwire::test
