// SPDX-License-Identifier: Apache-2.0
#include "cli/overhead/framing.hpp"

namespace headwire::tool {

std::string_view name_of(framing kind) noexcept {
  switch (kind) {
    case framing::go:
      return "go";
    case framing::java:
      return "java";
    case framing::frames:
      return "frames";
  }
  return "";
}

}  // namespace headwire::tool
