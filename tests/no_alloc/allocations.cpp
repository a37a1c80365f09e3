// SPDX-License-Identifier: Apache-2.0
//
// Replaces the allocation functions of the process. The C library's own are still there under the
// names __libc_malloc and so on (glibc), so nothing has to be found at run time.
#include "no_alloc/allocations.hpp"

#include <atomic>
#include <cerrno>
#include <new>

extern "C" {
void* __libc_malloc(std::size_t size);                           // NOLINT(*-reserved-identifier)
void* __libc_calloc(std::size_t count, std::size_t size);        // NOLINT(*-reserved-identifier)
void* __libc_realloc(void* old, std::size_t size);               // NOLINT(*-reserved-identifier)
void* __libc_memalign(std::size_t alignment, std::size_t size);  // NOLINT(*-reserved-identifier)
void __libc_free(void* old);                                     // NOLINT(*-reserved-identifier)
}

namespace {

std::atomic<std::size_t> allocations = 0;

void* count(void* memory) noexcept {
  ++allocations;
  return memory;
}

}  // namespace

std::size_t headwire::test::allocation_count() noexcept {
  return allocations;
}

extern "C" {

// Parameters are named as in <stdlib.h>.
void* malloc(std::size_t size) noexcept {
  return count(__libc_malloc(size));
}
void* calloc(std::size_t nmemb, std::size_t size) noexcept {
  return count(__libc_calloc(nmemb, size));
}
void* realloc(void* ptr, std::size_t size) noexcept {
  return count(__libc_realloc(ptr, size));
}
void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
  return count(__libc_memalign(alignment, size));
}
void* memalign(std::size_t alignment, std::size_t size) noexcept {
  return count(__libc_memalign(alignment, size));
}
int posix_memalign(void** memptr, std::size_t alignment, std::size_t size) noexcept {
  *memptr = count(__libc_memalign(alignment, size));
  return *memptr == nullptr ? ENOMEM : 0;
}
void free(void* ptr) noexcept {
  __libc_free(ptr);
}

}  // extern "C"

void* operator new(std::size_t size) {
  void* const memory = count(__libc_malloc(size == 0 ? 1 : size));
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
void* operator new[](std::size_t size) {
  return operator new(size);
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  void* const memory = count(__libc_memalign(static_cast<std::size_t>(alignment), size));
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
  return operator new(size, alignment);
}
void operator delete(void* old) noexcept {
  __libc_free(old);
}
void operator delete[](void* old) noexcept {
  __libc_free(old);
}
void operator delete(void* old, std::size_t) noexcept {
  __libc_free(old);
}
void operator delete[](void* old, std::size_t) noexcept {
  __libc_free(old);
}
void operator delete(void* old, std::align_val_t) noexcept {
  __libc_free(old);
}
void operator delete[](void* old, std::align_val_t) noexcept {
  __libc_free(old);
}
void operator delete(void* old, std::size_t, std::align_val_t) noexcept {
  __libc_free(old);
}
void operator delete[](void* old, std::size_t, std::align_val_t) noexcept {
  __libc_free(old);
}
