// SPDX-License-Identifier: Apache-2.0
//
// The yardstick for the speed of `headwire overhead`: reads a binary log of grpc-go and parses each
// entry with libprotobuf, nothing else. One entry object is used again and again, and the file is
// read in large segments, so that parsing is what takes the time.
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <vector>

#include "binarylog.pb.h"

namespace {

constexpr std::size_t step = std::size_t{1} << 20;

std::size_t big_endian(const char* p) {
  std::size_t value = 0;
  for (int i = 0; i < 4; ++i)
    value = value << 8 | static_cast<std::uint8_t>(p[i]);
  return value;
}

/// Parses the whole records at the front of `buffer`; returns how many bytes they take, or -1.
std::ptrdiff_t parse_records(const std::vector<char>& buffer, std::size_t size,
                             std::uint64_t& messages) {
  static grpc::binarylog::v1::GrpcLogEntry entry;
  std::size_t at = 0;
  while (size - at >= 4) {
    const std::size_t length = big_endian(buffer.data() + at);
    if (size - at - 4 < length) break;
    if (!entry.ParseFromArray(buffer.data() + at + 4, static_cast<int>(length))) return -1;
    if (entry.has_message()) ++messages;
    at += 4 + length;
  }
  return static_cast<std::ptrdiff_t>(at);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::FILE* const file = std::fopen(argv[1], "rb");
  if (file == nullptr) return 3;
  std::vector<char> buffer(2 * step);
  std::size_t held = 0;
  std::uint64_t messages = 0;
  while (true) {
    const std::size_t count = std::fread(buffer.data() + held, 1, buffer.size() - held, file);
    if (count == 0) break;
    held += count;
    const std::ptrdiff_t used = parse_records(buffer, held, messages);
    if (used < 0) return 1;
    held -= static_cast<std::size_t>(used);
    std::memmove(buffer.data(), buffer.data() + used, held);
  }
  std::fclose(file);
  std::printf("%llu\n", static_cast<unsigned long long>(messages));
  return held == 0 ? 0 : 1;
}
