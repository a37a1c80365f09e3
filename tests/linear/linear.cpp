// SPDX-License-Identifier: Apache-2.0
//
// Reads one hostile message of about the size asked for, in a function that check.py has the
// instructions of counted: linear CALL SHAPE SIZE.
#include <array>
#include <charconv>
#include <cstddef>
#include <exception>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <iostream>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headwire::test {
namespace {

using H = headwire::atomix::multiraft::v1::CommandRequestHeaders;
constexpr auto id = headwire::atomix::multiraft::v1::paths::command_request::partition_id;

// Small enough that every shape divides most sizes well, and a part of no field's length.
constexpr std::size_t segment_size = 61;

/// What a shape repeats. All fields of one shape have the same sizes, whatever the message's size.
std::string unit_of(std::string_view shape) {
  using namespace std::string_literals;
  if (shape == "unknown") return "\xf8\x06\xac\x02\xfd\x06wxyz\xf9\x06stuvwxyz\xfa\x06\x04wxyz"s;
  if (shape == "padded") return "\x10\x85\x80\x80\x80\x80\x80\x80\x80\x80\x01"s;
  if (shape == "duplicates") return "\x0a\x06\x0a\x04\x0a\x02\x10\x01"s;
  if (shape == "groups") {
    // Sub-messages and groups share one budget of nesting; at the top all of it is for groups.
    std::string opened;
    std::string closed;
    for (int level = 0; level < max_nesting; ++level) {
      opened += "\x1b";
      closed += "\x1c";
    }
    return opened + closed;
  }
  throw std::invalid_argument("no such shape");
}

std::string message_of(std::string_view shape, std::size_t size) {
  const std::string unit = unit_of(shape);
  std::string message;
  message.reserve(size + unit.size());
  while (message.size() < size)
    message += unit;
  return message;
}

std::vector<bytes> cut(bytes message) {
  std::vector<bytes> segments;
  for (; message.size() > segment_size; message = message.subspan(segment_size))
    segments.push_back(message.first(segment_size));
  segments.push_back(message);
  return segments;
}

// Counted are those named *measured*, and what they call.
[[gnu::noinline]] bool measured_decode(bytes in) noexcept {
  H out;
  return bool{decode(in, out)};
}
[[gnu::noinline]] bool measured_peek(bytes in) noexcept {
  return peek<id>(in).has_value();
}
[[gnu::noinline]] bool measured_segments(fragments in) noexcept {
  H out;
  return bool{decode(in, out, {})};
}

bool run(std::string_view call, bytes message) {
  if (call == "decode") return measured_decode(message);
  if (call == "peek") return measured_peek(message);
  if (call == "segments") return measured_segments(cut(message));
  throw std::invalid_argument("no such call");
}

int main_with(std::span<char*> arguments) {
  if (arguments.size() != 4) throw std::invalid_argument("CALL SHAPE SIZE are needed");
  const std::string_view size_text = arguments[3];
  std::size_t size = 0;
  std::from_chars(size_text.data(), size_text.data() + size_text.size(), size);
  const std::string message = message_of(arguments[2], size);
  if (!run(arguments[1], as_bytes(message))) throw std::runtime_error("the message was refused");
  std::cout << message.size() << '\n';
  return 0;
}

}  // namespace
}  // namespace headwire::test

int main(int argc, char** argv) try {
  return headwire::test::main_with({argv, static_cast<std::size_t>(argc)});
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
