// SPDX-License-Identifier: Apache-2.0
//
// Files that are given by mistake, told by their first bytes: archives, captures, text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "headwire/wire/bytes.hpp"

namespace headwire::tool {

/// A kind of file that is neither a message nor a log.
struct file_kind {
  std::string_view name;    ///< "gzip"
  std::string_view unpack;  ///< command that unpacks FILE to standard output, if one does
  std::string_view advice;  ///< what to do instead; empty if `unpack` is not
};

/// As much of a file as it takes to tell. JSON may have any white space in front; 4 KiB of it are
/// more than a printer or an editor leaves.
inline constexpr std::size_t file_kind_size = 4096;

/// What a file is that begins like that; nullptr if it is none of the known kinds. No log begins
/// like one: as a record it would be malformed, or none that a logger writes.
[[nodiscard]] const file_kind* file_kind_of(bytes front);

/// The name, and how `reader` could read it: "gzip: gzip -dc FILE | headwire overhead -".
[[nodiscard]] std::string name_and_remedy(const file_kind& kind, std::string_view reader);

}  // namespace headwire::tool
