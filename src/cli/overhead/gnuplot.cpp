// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/gnuplot.hpp"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

#include "cli/exit_codes.hpp"
#include "cli/streams.hpp"

namespace headwire::tool {

namespace {

constexpr const char* program = "gnuplot";

using temporary_file = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

[[noreturn]] void fail_with_errno(std::string_view what, int error) {
  throw failure(exit_file, fmt::format("{}: {}", what, std::strerror(error)));
}

void check_prepared(int error) {
  if (error != 0) fail_with_errno("cannot prepare to run gnuplot", error);
}

/// A file without a name: unlike a pipe it cannot fill up while the other side waits.
temporary_file open_temporary() {
  temporary_file file(std::tmpfile(), &std::fclose);
  if (!file) fail_with_errno("cannot make a temporary file for gnuplot", errno);
  return file;
}

void fill(std::FILE* file, std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), file) != text.size() || std::fflush(file) != 0) {
    fail_with_errno("cannot write a temporary file for gnuplot", errno);
  }
  std::rewind(file);
}

std::string content(std::FILE* file) {
  std::rewind(file);
  std::string text;
  std::array<char, 4096> part{};
  while (const std::size_t size = std::fread(part.data(), 1, part.size(), file))
    text.append(part.data(), size);
  return text;
}

/// The files that a child has as its standard input, output and error.
struct child_files {
  temporary_file in = open_temporary();
  temporary_file out = open_temporary();
  temporary_file error = open_temporary();
};

/// Signals that the program itself ignores do in the child what they do in any program.
class spawn_attributes {
 public:
  spawn_attributes() {
    check_prepared(posix_spawnattr_init(&attributes_));
    sigset_t signals;
    sigemptyset(&signals);
    for (const int ignored : ignored_signals)
      sigaddset(&signals, ignored);
    check_prepared(posix_spawnattr_setsigdefault(&attributes_, &signals));
    check_prepared(posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF));
  }
  spawn_attributes(const spawn_attributes&) = delete;
  spawn_attributes& operator=(const spawn_attributes&) = delete;
  spawn_attributes(spawn_attributes&&) = delete;
  spawn_attributes& operator=(spawn_attributes&&) = delete;
  ~spawn_attributes() { posix_spawnattr_destroy(&attributes_); }

  [[nodiscard]] const posix_spawnattr_t* get() const noexcept { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

class file_actions {
 public:
  explicit file_actions(const child_files& files) {
    check_prepared(posix_spawn_file_actions_init(&actions_));
    check_prepared(
        posix_spawn_file_actions_adddup2(&actions_, fileno(files.in.get()), STDIN_FILENO));
    check_prepared(
        posix_spawn_file_actions_adddup2(&actions_, fileno(files.out.get()), STDOUT_FILENO));
    check_prepared(
        posix_spawn_file_actions_adddup2(&actions_, fileno(files.error.get()), STDERR_FILENO));
  }
  file_actions(const file_actions&) = delete;
  file_actions& operator=(const file_actions&) = delete;
  file_actions(file_actions&&) = delete;
  file_actions& operator=(file_actions&&) = delete;
  ~file_actions() { posix_spawn_file_actions_destroy(&actions_); }

  [[nodiscard]] const posix_spawn_file_actions_t* get() const noexcept { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

[[noreturn]] void fail_to_start(int error) {
  if (error != ENOENT) fail_with_errno("cannot run gnuplot", error);
  throw failure(exit_file,
                "--plot needs gnuplot, which is not installed (Debian and Ubuntu: apt-get install "
                "gnuplot-nox)");
}

/// Runs gnuplot with `arguments` to its end, and returns its status as of waitpid.
int run(std::vector<std::string> arguments, const child_files& files) {
  std::vector<char*> words;
  words.reserve(arguments.size() + 1);
  for (std::string& argument : arguments)
    words.push_back(argument.data());
  words.push_back(nullptr);

  const file_actions actions(files);
  const spawn_attributes attributes;
  pid_t child = 0;
  const int error =
      posix_spawnp(&child, program, actions.get(), attributes.get(), words.data(), environ);
  if (error != 0) fail_to_start(error);
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) fail_with_errno("cannot wait for gnuplot", errno);
  }
  return status;
}

/// How a process ended that did not end well.
std::string end_of(int status) {
  if (!WIFSIGNALED(status)) return fmt::format("exit code {}", WEXITSTATUS(status));
  const int signal = WTERMSIG(status);
  return fmt::format("signal {} ({})", signal, strsignal(signal));
}

/// Throws unless it ended well. Its errors begin with empty lines and a copy of the script's line.
void check_status(int status, const child_files& files) {
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
  constexpr std::size_t longest = 200;
  std::string said = content(files.error.get());
  said.erase(0, said.find_first_not_of(" \n"));
  said.resize(std::min(said.find_last_not_of(" \n") + 1, longest));
  std::replace(said.begin(), said.end(), '\n', ' ');
  throw failure(exit_file, fmt::format("gnuplot failed with {}{}{}", end_of(status),
                                       said.empty() ? "" : ": ", said));
}

}  // namespace

void require_gnuplot() {
  const child_files files;
  check_status(run({program, "--version"}, files), files);
}

std::string run_gnuplot(std::string_view script) {
  const child_files files;
  fill(files.in.get(), script);
  // -d: a ~/.gnuplot of the user's may set anything.
  check_status(run({program, "-d", "-"}, files), files);
  return content(files.out.get());
}

}  // namespace headwire::tool
