// SPDX-License-Identifier: Apache-2.0
#include "cli/json_text.hpp"

#include <nlohmann/json.hpp>
#include <string_view>

#include "cli/escape.hpp"

namespace headwire::tool {

std::string json_text(const nlohmann::ordered_json& value, int indent) {
  const std::string dumped =
      value.dump(indent, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  // Line ends are between tokens only: in strings they are escaped already.
  std::string text;
  std::string_view rest = dumped;
  for (;;) {
    const std::size_t end = rest.find('\n');
    text += escape(rest.substr(0, end), escaping::json);
    if (end == std::string_view::npos) return text;
    text += '\n';
    rest.remove_prefix(end + 1);
  }
}

}  // namespace headwire::tool
