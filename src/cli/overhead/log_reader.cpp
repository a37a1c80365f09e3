// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/log_reader.hpp"

#include <fmt/format.h>

#include <utility>

namespace headwire::tool {

bool log_reader::next(record& out) {
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
  input_.advance(std::exchange(last_, 0));
  const bytes window = input_.buffered();
  if (!kind_) return false;
  const prefix front = read_prefix(*kind_, window);
  if (front.found != prefix::verdict::whole || front.length > window.size() - front.size ||
      front.length > max_record_) {
    return false;
  }
  hand_out(out, front, window);
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
