// SPDX-License-Identifier: Apache-2.0
#include "cli/malformed.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/file_kind.hpp"
#include "cli/overhead/framing.hpp"
#include "cli/text.hpp"

namespace headwire::tool {

std::string hint_for(bytes in) {
  if (const file_kind* const kind = file_kind_of(in.first(std::min(in.size(), file_kind_size)))) {
    return fmt::format("hint: these bytes look like {}",
                       name_and_remedy(*kind, "headwire ... --raw"));
  }
  const prefix front = read_prefix(framing::frames, in);
  if (front.found != prefix::verdict::whole || front.length != in.size() - front.size) return {};
  return fmt::format("hint: these bytes look like a {}gRPC frame of {}: leave out the first {}{}",
                     front.compressed ? "compressed " : "", count_bytes(in.size()), front.size,
                     front.compressed ? " and decompress the rest" : "");
}

failure malformed(bytes in, std::string_view why) {
  const std::string hint = hint_for(in);
  return {exit_malformed, hint.empty() ? std::string(why) : fmt::format("{}; {}", why, hint)};
}

}  // namespace headwire::tool
