// SPDX-License-Identifier: Apache-2.0
//
// A file or standard input, read from front to end through one buffer. Memory depends on the
// longest record, not on the file: reading goes in steps, and nothing is mapped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "headwire/wire/bytes.hpp"

namespace headwire::tool {

/// An open file descriptor, closed at the end of its life unless it is standard input.
class file_handle {
 public:
  explicit file_handle(int descriptor) noexcept : descriptor_(descriptor) {}
  ~file_handle();
  file_handle(const file_handle&) = delete;
  file_handle& operator=(const file_handle&) = delete;
  file_handle(file_handle&& other) noexcept;
  file_handle& operator=(file_handle&&) = delete;

  [[nodiscard]] int descriptor() const noexcept { return descriptor_; }

 private:
  int descriptor_;
};

/// Memory to read into.
struct byte_buffer {
  std::unique_ptr<std::byte[]> data;
  std::size_t capacity = 0;
};

/// Gives the bytes of a file as windows that grow on demand. Before the first one it needs a
/// buffer.
class byte_input {
 public:
  /// Opens `path`, or standard input if it is "-". nullopt if that is impossible or `path` is a
  /// directory; `error` then says why, as in "is a directory".
  [[nodiscard]] static std::optional<byte_input> open(const std::string& path, std::string& error);

  /// Goes on in another buffer, whose contents are lost, with what was read but not passed yet.
  /// What is in the old one stays there.
  void use(byte_buffer& buffer);

  /// The bytes from the current offset on: at least `wanted` of them, fewer only if the file ends
  /// or reading fails before. Valid until the next call.
  [[nodiscard]] bytes peek(std::size_t wanted) {
    if (end_ - begin_ < wanted) [[unlikely]]
      fill(wanted);
    return buffered();
  }

  /// The bytes from the current offset on that were already read.
  [[nodiscard]] bytes buffered() const noexcept {
    return {buffer_->data.get() + begin_, end_ - begin_};
  }

  /// Goes forward by `count` bytes that were seen by `peek`.
  void advance(std::size_t count) noexcept {
    begin_ += count;
    offset_ += count;
  }

  /// Bytes of the file in front of the current place.
  [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }

  /// The size of a regular file, when it was opened; nullopt for pipes and the like.
  [[nodiscard]] std::optional<std::uint64_t> size() const noexcept { return size_; }

  /// The size of what was read, if that was all up to the end: a log may grow or shrink meanwhile.
  /// Where reading stopped before the end, the size that a regular file has by now; of a pipe what
  /// is in front of the current place.
  [[nodiscard]] std::uint64_t size_read() const noexcept;

  /// Why reading failed; empty if it did not.
  [[nodiscard]] const std::string& error() const noexcept { return error_; }

 private:
  byte_input(file_handle file, std::optional<std::uint64_t> size) noexcept
      : file_(std::move(file)), size_(size) {}

  void fill(std::size_t wanted);
  void make_room();
  [[nodiscard]] bool read_some();

  file_handle file_;
  std::optional<std::uint64_t> size_;
  byte_buffer* buffer_ = nullptr;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t offset_ = 0;
  bool ended_ = false;
  std::string error_;
};

}  // namespace headwire::tool
