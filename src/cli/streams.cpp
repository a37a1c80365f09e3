// SPDX-License-Identifier: Apache-2.0
#include "cli/streams.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <exception>
#include <string>
#include <system_error>

#include "cli/escape.hpp"
#include "cli/exit_codes.hpp"

namespace headwire::tool {
namespace {

int output_error = 0;  // errno of the first failure on standard output

// What is printed and not written yet: a table of small rows would take a system call for each.
std::array<char, 65536> output;
std::size_t output_size = 0;

/// Opens /dev/null for the direction that the stream does not have.
bool replace_if_closed(int stream) noexcept {
  // NOLINTBEGIN(*-vararg): that is how POSIX declares them
  if (::fcntl(stream, F_GETFD) != -1) return true;
  // The streams are looked at in order, so the lowest free number is that of this one.
  return ::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY) == stream;
  // NOLINTEND(*-vararg)
}

/// Waits until a stream takes more: another process may have made it non-blocking.
void wait_for_room(int stream) noexcept {
  pollfd room{.fd = stream, .events = POLLOUT, .revents = 0};
  ::poll(&room, 1, -1);
}

/// Writes all of `text`; 0, or the errno of the failure.
int write_all(int stream, std::string_view text) noexcept {
  while (!text.empty()) {
    const ::ssize_t count = ::write(stream, text.data(), text.size());
    if (count >= 0) {
      text.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno == EAGAIN) {
      wait_for_room(stream);
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

void flush_output() noexcept {
  if (output_error == 0) output_error = write_all(STDOUT_FILENO, {output.data(), output_size});
  output_size = 0;
}

}  // namespace

bool prepare_streams() noexcept {
  for (const int ignored : ignored_signals)
    std::signal(ignored, SIG_IGN);
  return replace_if_closed(STDIN_FILENO) && replace_if_closed(STDOUT_FILENO) &&
         replace_if_closed(STDERR_FILENO);
}

void print(std::string_view text) noexcept {
  while (!text.empty()) {
    const std::size_t count = text.copy(output.data() + output_size, output.size() - output_size);
    output_size += count;
    text.remove_prefix(count);
    if (output_size == output.size()) flush_output();
  }
}

void finish_output() {
  flush_output();
  // A network file system, or one with quotas, may report only here what it could not store.
  if (::close(STDOUT_FILENO) != 0 && output_error == 0) output_error = errno;
  if (output_error == 0) return;
  throw failure(exit_file, fmt::format("cannot write to standard output: {}",
                                       std::generic_category().message(output_error)));
}

void print_error(std::string_view text) noexcept {
  // Behind what was printed before it, also where both go to one place.
  flush_output();
  static_cast<void>(write_all(STDERR_FILENO, text));
}

void say(std::string_view text) noexcept {
  try {
    print_error("headwire: " + escape(text) + '\n');
  } catch (const std::exception&) {
    print_error("headwire: out of memory\n");
  }
}

}  // namespace headwire::tool
