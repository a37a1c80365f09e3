// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/log_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace headwire::tool {
namespace {

// Fewer zeros at the end of a log are an empty record, or a part of one.
constexpr std::uint64_t least_zeros = 8;

/// Leading zeros, in whole empty records of `size` bytes.
std::size_t zeros_in(bytes window, std::size_t size) noexcept {
  const auto end =
      std::find_if(window.begin(), window.end(), [](std::byte b) { return b != std::byte{0}; });
  const auto count = static_cast<std::size_t>(end - window.begin());
  return count - count % size;
}

}  // namespace

bool log_reader::next(record& out) {
  if (hand_out_empty(out)) return true;
  input_.advance(std::exchange(last_, 0));
  bytes window = input_.peek(max_prefix_size);
  if (window.empty()) {
    return input_.error().empty() ? false : stop(read_failure::reason::unreadable, input_.error());
  }
  if (!kind_) kind_ = detect_framing(window[0]);

  const prefix front = read_prefix(*kind_, window);
  if (front.found == prefix::verdict::malformed) {
    return stop(read_failure::reason::malformed,
                *kind_ == framing::frames ? fmt::format("no gRPC frame: its flag is {}, not 0 or 1",
                                                        std::to_integer<unsigned>(window[0]))
                                          : "no record: its length runs past 10 bytes");
  }
  if (front.found == prefix::verdict::cut) {
    return stop_at_cut("the file ends inside the length of a record");
  }
  if (begins_zeros(front, window)) return pass_zeros(front.size) && hand_out_empty(out);
  if (front.length > max_record_) {
    return stop(read_failure::reason::too_long,
                fmt::format("a record of {} bytes is above the limit of {} (--max-record)",
                            front.length, max_record_));
  }
  const auto whole = front.size + static_cast<std::size_t>(front.length);
  if (window.size() < whole) window = input_.peek(whole);
  if (window.size() < whole) {
    return stop_at_cut(fmt::format("the file ends inside a record, after {} of its {} bytes",
                                   window.size(), whole));
  }
  hand_out(out, front, window);
  return true;
}

bool log_reader::next_buffered(record& out) noexcept {
  if (hand_out_empty(out)) return true;
  input_.advance(std::exchange(last_, 0));
  const bytes window = input_.buffered();
  if (!kind_) return false;
  const prefix front = read_prefix(*kind_, window);
  if (front.found != prefix::verdict::whole || front.length > window.size() - front.size ||
      front.length > max_record_) {
    return false;
  }
  if (begins_zeros(front, window)) return pass_buffered_zeros(front.size) && hand_out_empty(out);
  hand_out(out, front, window);
  return true;
}

/// True for an empty record in a log, written as nothing but zeros. Empty gRPC messages are no less
/// likely than others.
bool log_reader::begins_zeros(const prefix& front, bytes window) const noexcept {
  return front.length == 0 && window[0] == std::byte{0} && *kind_ != framing::frames;
}

/// Passes over empty records of `size` bytes, to be handed out. False if they go on to the end of
/// the file, and are more than a logger writes.
bool log_reader::pass_zeros(std::size_t size) {
  const std::uint64_t start = input_.offset();
  bytes window = input_.peek(size);
  while (const std::size_t count = zeros_in(window, size)) {
    input_.advance(count);
    window = input_.peek(size);
  }
  const std::uint64_t passed = input_.offset() - start;
  const bool ends = window.size() < size && zeros_in(window, 1) == window.size();
  if (ends && input_.error().empty() && passed + window.size() >= least_zeros) {
    failure_ = read_failure{
        .why = read_failure::reason::zeros,
        .offset = start,
        .text = fmt::format("{} zero bytes up to the end of the file, which may be space that was "
                            "never written",
                            passed + window.size())};
    return false;
  }
  empty_left_ = passed / size;
  empty_size_ = size;
  return true;
}

/// As pass_zeros, but false also if the buffer ends before the zeros do.
bool log_reader::pass_buffered_zeros(std::size_t size) noexcept {
  const bytes window = input_.buffered();
  const std::size_t count = zeros_in(window, size);
  if (window.size() - count < size) return false;
  input_.advance(count);
  empty_left_ = count / size;
  empty_size_ = size;
  return true;
}

/// Hands out the first of the empty records that were passed over; false if there is none.
bool log_reader::hand_out_empty(record& out) noexcept {
  if (empty_left_ == 0) return false;
  out = {.content = {}, .offset = input_.offset() - empty_left_ * empty_size_, .compressed = false};
  --empty_left_;
  return true;
}

void log_reader::hand_out(record& out, const prefix& front, bytes window) noexcept {
  const auto length = static_cast<std::size_t>(front.length);
  out = {.content = window.subspan(front.size, length),
         .offset = input_.offset(),
         .compressed = front.compressed};
  last_ = front.size + length;
}

bool log_reader::stop(read_failure::reason why, std::string text) {
  failure_ = read_failure{.why = why, .offset = input_.offset(), .text = std::move(text)};
  return false;
}

/// A file that cannot be read on looks as if it ended.
bool log_reader::stop_at_cut(std::string text) {
  if (!input_.error().empty()) return stop(read_failure::reason::unreadable, input_.error());
  return stop(read_failure::reason::cut, std::move(text));
}

}  // namespace headwire::tool
