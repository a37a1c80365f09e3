// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/byte_input.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace headwire::tool {

namespace {

// A buffer has at least this much room before something is read into it. What is read in one go is
// at most twice as long: more would fall out of the second-level cache before it is decoded.
constexpr std::size_t step = std::size_t{128} << 10;

std::string error_text(int code) {
  return std::generic_category().message(code);
}

}  // namespace

file_handle::~file_handle() {
  if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
}

file_handle::file_handle(file_handle&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

std::optional<byte_input> byte_input::open(const std::string& path, std::string& error) {
  // NOLINTNEXTLINE(*-vararg): that is how POSIX declares it
  file_handle file(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status{};
  if (file.descriptor() < 0 || ::fstat(file.descriptor(), &status) != 0) {
    error = error_text(errno);
    return std::nullopt;
  }
  if (S_ISDIR(status.st_mode)) {
    error = error_text(EISDIR);
    return std::nullopt;
  }
  std::optional<std::uint64_t> size;
  if (S_ISREG(status.st_mode)) size = static_cast<std::uint64_t>(status.st_size);
  return byte_input(std::move(file), size);
}

void byte_input::fill(std::size_t wanted) {
  while (end_ - begin_ < wanted && !ended_) {
    make_room();
    ended_ = !read_some();
  }
}

void byte_input::use(byte_buffer& buffer) {
  const std::size_t held = end_ - begin_;
  if (buffer.capacity < held + step) {
    buffer.capacity = held + 2 * step;
    buffer.data = std::make_unique_for_overwrite<std::byte[]>(buffer.capacity);
  }
  if (held != 0) std::memcpy(buffer.data.get(), buffer_->data.get() + begin_, held);
  buffer_ = &buffer;
  begin_ = 0;
  end_ = held;
}

std::uint64_t byte_input::size_read() const noexcept {
  if (ended_ && error_.empty()) return offset_ + (end_ - begin_);
  struct stat status{};
  if (!size_ || ::fstat(file_.descriptor(), &status) != 0) return offset_;
  return std::max(offset_, static_cast<std::uint64_t>(status.st_size));
}

/// Grows only when the buffer is full of one record, and then by doubling: a length that promises
/// more than the file holds does not take memory.
void byte_input::make_room() {
  if (buffer_->capacity - end_ >= step) return;
  const std::size_t held = end_ - begin_;
  byte_buffer larger;
  if (buffer_->capacity < held + step) {
    larger.capacity = 2 * buffer_->capacity;
    larger.data = std::make_unique_for_overwrite<std::byte[]>(larger.capacity);
  }
  std::byte* const target = larger.data ? larger.data.get() : buffer_->data.get();
  if (held != 0) std::memmove(target, buffer_->data.get() + begin_, held);
  if (larger.data) *buffer_ = std::move(larger);
  begin_ = 0;
  end_ = held;
}

/// False at the end of the file, or after an error.
bool byte_input::read_some() {
  while (true) {
    const ::ssize_t count =
        ::read(file_.descriptor(), buffer_->data.get() + end_, buffer_->capacity - end_);
    if (count > 0) end_ += static_cast<std::size_t>(count);
    if (count >= 0) return count > 0;
    if (errno != EINTR) break;
  }
  error_ = error_text(errno);
  return false;
}

}  // namespace headwire::tool
