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

// Read in one go. Larger ones fall out of the second-level cache before they are decoded.
constexpr std::size_t step = std::size_t{1} << 18;

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
  struct stat status {};
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

/// Grows only when the buffer is full of one record, and then by doubling: a length that promises
/// more than the file holds does not take memory.
void byte_input::make_room() {
  if (capacity_ - end_ >= step) return;
  const std::size_t held = end_ - begin_;
  std::unique_ptr<std::byte[]> larger;
  if (capacity_ < held + step) {
    capacity_ = std::max(2 * capacity_, 2 * step);
    larger = std::make_unique_for_overwrite<std::byte[]>(capacity_);
  }
  std::byte* const target = larger ? larger.get() : buffer_.get();
  if (held != 0) std::memmove(target, buffer_.get() + begin_, held);
  if (larger) buffer_ = std::move(larger);
  begin_ = 0;
  end_ = held;
}

/// False at the end of the file, or after an error.
bool byte_input::read_some() {
  while (true) {
    const ::ssize_t count = ::read(file_.descriptor(), buffer_.get() + end_, capacity_ - end_);
    if (count > 0) end_ += static_cast<std::size_t>(count);
    if (count >= 0) return count > 0;
    if (errno != EINTR) break;
  }
  error_ = error_text(errno);
  return false;
}

}  // namespace headwire::tool
