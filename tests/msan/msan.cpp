// SPDX-License-Identifier: Apache-2.0
//
// All of the core under MemorySanitizer: nothing that was never written may decide anything, and
// every byte of a result has been written. Inputs are all hex columns of the recorded vectors,
// whole and cut.
//
// The compiled part of the C++ library is not instrumented, so what it writes would count as never
// written. Hence C streams (whose interceptors are part of the sanitizer) and, of C++, only
// templates that this unit instantiates.
#include <sanitizer/msan_interface.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <memory>
#include <vector>

#include "no_alloc/everything.hpp"
#include "unit/support/heap_block.hpp"
#include "unit/support/messages.hpp"

namespace headwire::test {
namespace {

constexpr std::array files{HEADWIRE_TEST_DATA "/vectors/malformed.tsv",
                           HEADWIRE_TEST_DATA "/vectors/atomix-go.tsv",
                           HEADWIRE_TEST_DATA "/vectors/atomix-cpp.tsv"};

[[noreturn]] void fail(const char* what) {
  static_cast<void>(std::fprintf(stderr, "%s\n", what));
  std::exit(1);
}

std::vector<char> read_whole(const char* path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path, "rb"), std::fclose);
  if (file == nullptr) fail(path);
  std::vector<char> text;
  std::array<char, 4096> part{};
  for (std::size_t got = part.size(); got == part.size();) {
    got = std::fread(part.data(), 1, part.size(), file.get());
    text.insert(text.end(), part.begin(), part.begin() + static_cast<std::ptrdiff_t>(got));
  }
  return text;
}

/// The value of a hex digit, 16 for other characters.
unsigned hex_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  return 16;
}

/// The bytes of a column in hex; nothing for any other column.
std::vector<std::byte> column_bytes(const char* begin, const char* end) {
  const auto is_digit = [](char c) { return hex_value(c) < 16; };
  if ((end - begin) % 2 != 0 || !std::all_of(begin, end, is_digit)) return {};
  std::vector<std::byte> out;
  for (; begin != end; begin += 2)
    out.push_back(static_cast<std::byte>(hex_value(begin[0]) * 16 + hex_value(begin[1])));
  return out;
}

void check_written(const result<mutable_bytes>& result) {
  if (result) __msan_check_mem_is_initialized(result->data(), result->size());
}

/// Uninitialised memory.
class fresh_memory {
 public:
  [[nodiscard]] mutable_bytes get() {
    __msan_poison(memory_.data(), memory_.size());
    return memory_;
  }

 private:
  std::array<std::byte, 4096> memory_;
};

/// Encoding looks at every member of what was decoded, also after an error.
template <message T>
void check_codec(bytes in, fresh_memory& memory) {
  T out;
  __msan_poison(&out, sizeof(out));
  static_cast<void>(decode(in, out));
  check_written(encode(out, memory.get()));
  __msan_poison(&out, sizeof(out));
  static_cast<void>(decode(in, out, canonical));
  check_written(encode(out, memory.get()));
}

template <auto Path>
void check_edits(bytes in, fresh_memory& memory, const new_value<detail::path_type<Path>>& value) {
  check_written(splice<Path>(in, memory.get(), value));
  std::array<bytes, max_gather_spans<Path>> list;
  __msan_poison(list.data(), sizeof(list));
  const auto spans = splice_gather<Path>(in, list, memory.get(), value);
  if (!spans) return;
  for (const bytes span : *spans)
    __msan_check_mem_is_initialized(span.data(), span.size());
}

template <auto Path>
void check_peek(bytes in, fresh_memory& memory) {
  const auto found = peek<Path>(in);
  if (found && *found) __msan_check_mem_is_initialized(&**found, sizeof(**found));
  const std::array<bytes, 2> halves{in.first(in.size() / 2), in.subspan(in.size() / 2)};
  const auto same = peek<Path>(fragments(halves), memory.get());
  if (same && *same) __msan_check_mem_is_initialized(&**same, sizeof(**same));
}

void check(bytes in) {
  namespace paths = headwire::atomix::multiraft::v1::paths;
  fresh_memory memory;
  if (!exercise_everything(in, memory.get()) || !exercise_edits(in, memory.get()))
    fail("wrong for an input of the vectors");
  check_codec<headwire::atomix::multiraft::v1::CommandRequestHeaders>(in, memory);
  check_codec<headwire::atomix::multiraft::v1::CommandResponseHeaders>(in, memory);
  check_codec<AllScalars>(in, memory);
  check_edits<paths::command_request::partition_id>(in, memory, 300U);
  check_edits<paths::command_response::message>(in, memory, "text");
  check_edits<paths::command_response::message>(in, memory, clear);
  check_peek<paths::command_request::partition_id>(in, memory);
  check_peek<paths::command_response::message>(in, memory);
}

/// The input and all that is left of it when it is cut, each in a block of exactly its size.
void check_with_prefixes(const std::vector<std::byte>& in) {
  for (std::size_t size = 0; size <= in.size(); ++size)
    check(heap_block(bytes(in).first(size)).view());
}

/// Returns the number of inputs.
std::size_t check_file(const std::vector<char>& text) {
  std::size_t inputs = 0;
  const char* const end = text.data() + text.size();
  for (const char* p = text.data(); p < end;) {
    const char* const stop = std::find_if(p, end, [](char c) { return c == '\t' || c == '\n'; });
    const std::vector<std::byte> in = column_bytes(p, stop);
    if (!in.empty()) {
      check_with_prefixes(in);
      ++inputs;
    }
    p = stop + 1;
  }
  return inputs;
}

}  // namespace
}  // namespace headwire::test

int main() {
  headwire::test::fresh_memory memory;
  if (__msan_test_shadow(memory.get().data(), 1) != 0) headwire::test::fail("MSan sees nothing");
  for (const char* const path : headwire::test::files) {
    const std::size_t inputs = headwire::test::check_file(headwire::test::read_whole(path));
    if (inputs == 0) headwire::test::fail(path);
    static_cast<void>(std::printf("%s: %zu inputs and their prefixes\n", path, inputs));
  }
}
