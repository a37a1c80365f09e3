// SPDX-License-Identifier: Apache-2.0
#include "cli/malformed.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/file_kind.hpp"
#include "cli/overhead/framing.hpp"
#include "cli/text.hpp"

namespace headwire::tool {
namespace {

/// gRPC frames in a row, without anything else.
struct frame_run {
  std::size_t frames = 0;
  std::size_t messages = 0;  ///< frames that are not empty
  bool any_compressed = false;
};

/// The frames that `in` is made of; none if it is not.
frame_run frames_of(bytes in) noexcept {
  frame_run run;
  while (!in.empty()) {
    const prefix front = read_prefix(framing::frames, in);
    if (front.found != prefix::verdict::whole || front.length > in.size() - front.size) return {};
    ++run.frames;
    if (front.length != 0) ++run.messages;
    run.any_compressed = run.any_compressed || front.compressed;
    in = in.subspan(front.size + static_cast<std::size_t>(front.length));
  }
  return run;
}

std::string hint_for_frames(bytes in) {
  const frame_run run = frames_of(in);
  if (run.frames == 1) {
    return fmt::format("hint: these bytes look like a {}gRPC frame of {}: leave out the first 5{}",
                       run.any_compressed ? "compressed " : "", count_bytes(in.size()),
                       run.any_compressed ? " and decompress the rest" : "");
  }
  // Empty frames alone are zeros, which can be anything.
  if (run.messages == 0) return {};
  return fmt::format(
      "hint: these bytes look like {} gRPC frames in a row: take one message at a time, without "
      "the 5 bytes in front of it{}",
      run.frames, run.any_compressed ? "; some are compressed" : "");
}

}  // namespace

std::string hint_for(bytes in) {
  if (const file_kind* const kind = file_kind_of(in.first(std::min(in.size(), file_kind_size)))) {
    return fmt::format("hint: these bytes look like {}",
                       name_and_remedy(*kind, "headwire ... --raw"));
  }
  return hint_for_frames(in);
}

failure malformed(bytes in, std::string_view why) {
  const std::string hint = hint_for(in);
  return {exit_malformed, hint.empty() ? std::string(why) : fmt::format("{}; {}", why, hint)};
}

}  // namespace headwire::tool
