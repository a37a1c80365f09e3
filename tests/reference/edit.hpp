// SPDX-License-Identifier: Apache-2.0
//
// An edit as bytes beside the same edit of libprotobuf's object: both must come to the same
// message.
#pragma once

#include <cstddef>
#include <headwire/headwire.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/bridge.hpp"
#include "support/splice_oracle.hpp"

namespace headwire::reference {

/// Sets the field at the end of a path, and makes the messages on the way; nullopt clears it where
/// it is.
template <class Path, std::size_t Level = 0>
void change_theirs(google_pb::Message& theirs, const test::new_content<Path>& value) {
  constexpr auto number = static_cast<int>(Path::template field<Level>::number);
  const auto* const field = theirs.GetDescriptor()->FindFieldByNumber(number);
  const google_pb::Reflection& in = *theirs.GetReflection();
  if constexpr (Level + 1 == Path::size) {
    if (value) {
      set_scalar(theirs, field, *value);
    } else {
      in.ClearField(&theirs, field);
    }
  } else if (value || in.HasField(theirs, field)) {
    change_theirs<Path, Level + 1>(*in.MutableMessage(&theirs, field), value);
  }
}

/// Empty if libprotobuf reads `edited` as `input` with the new value. Unknown fields count, too.
template <auto Path>
std::string_view check_edited(bytes input, bytes edited,
                              const test::new_content<detail::path_type<Path>>& value) {
  using P = detail::path_type<Path>;
  reference_t<typename P::root> before;
  reference_t<typename P::root> after;
  if (!before.ParseFromArray(input.data(), static_cast<int>(input.size()))) {
    return "libprotobuf does not read the input";
  }
  if (!after.ParseFromArray(edited.data(), static_cast<int>(edited.size()))) {
    return "libprotobuf does not read the result";
  }
  change_theirs<P>(before, value);
  return before.SerializeAsString() == after.SerializeAsString() ? "" : "libprotobuf reads another";
}

/// Empty if both splice and patch do to a message what libprotobuf does. `input` may be any bytes.
template <auto Path>
std::string_view compare_edits(bytes input,
                               const test::new_content<detail::path_type<Path>>& value) {
  using P = detail::path_type<Path>;
  std::vector<std::byte> out(input.size() + 32 * P::size + (value ? 400 : 0));
  const auto spliced = splice<Path>(input, out, test::to_argument<P>(value));
  if (!spliced) return "";
  std::string_view difference = check_edited<Path>(input, *spliced, value);
  if (!difference.empty() || !value) return difference;
  std::vector<std::byte> copy(input.begin(), input.end());
  if (!patch<Path>(mutable_bytes(copy), *value, allow_padding)) return "";
  return check_edited<Path>(input, copy, value);
}

}  // namespace headwire::reference
