// SPDX-License-Identifier: Apache-2.0
//
// What the fuzz targets share: inputs that begin with a few bytes of choices, and a report that
// ends in a test case to paste.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <headwire/wire/bytes.hpp>
#include <string>
#include <string_view>

#include "reference/comparison.hpp"
#include "reference/types.hpp"
#include "target.hpp"

namespace headwire::fuzz {

/// The types whose bytes are edited and cut: with every kind of field and nesting, and few paths,
/// for each of which there is much code. The order is that of the first byte of an input: append
/// only.
using edited_types =
    reference::type_list<reference::hw::SessionRequestHeaders, reference::hw::CommandRequestHeaders,
                         reference::hw::CommandResponseHeaders, reference::AllScalars,
                         reference::Opt, reference::KeepingSession, reference::KeepingOperation>;

/// Takes choices from the front of an input.
class choices {
 public:
  explicit choices(bytes input) : rest_(input) {}

  [[nodiscard]] std::size_t byte() {
    if (rest_.empty()) return 0;
    const auto value = std::to_integer<std::size_t>(rest_.front());
    rest_ = rest_.subspan(1);
    return value;
  }
  [[nodiscard]] bytes take(std::size_t size) {
    const bytes taken = rest_.first(std::min(size, rest_.size()));
    rest_ = rest_.subspan(taken.size());
    return taken;
  }
  [[nodiscard]] bytes rest() const { return rest_; }

 private:
  bytes rest_;
};

/// Aborts if there is a difference, however the target is built.
inline void require_none(std::string_view difference, const std::string& report) {
  if (difference.empty()) return;
  std::fputs(report.c_str(), stderr);
  std::abort();
}

/// The same with both verdicts and values, and a test case of `call`, which gives the expression
/// that found the difference in `input`.
template <message T, class Call>
void require_none(std::string_view difference, bytes input, Call call) {
  if (difference.empty()) return;  // before the report, which is long
  const std::string name = std::string(type_name<T>) + ": " + std::string(difference);
  require_none(difference, "Headwire disagrees: " + name + reference::describe_both<T>(input) +
                               reference::test_case(name, input, call()));
}

}  // namespace headwire::fuzz
