// SPDX-License-Identifier: Apache-2.0
#include "cli/inspected.hpp"

#include <vector>

#include "cli/escape.hpp"
#include "headwire/explain.hpp"

namespace headwire::tool {
namespace {

struct ignore_all {
  void begin(const element&) const noexcept {}
  void end(const element&) const noexcept {}
};

using field_handler = std::function<void(const inspected_field&)>;

/// Gives each field of a walk its path and kind.
class field_visitor {
 public:
  field_visitor(bytes input, const field_handler& show) : input_(input), show_(show) {}

  void begin(const element& seen) {
    enter(seen);
    const content kind = kind_of(seen);
    show_({seen, path_, kind});
    if (kind == content::guessed_message) {
      static_cast<void>(walker(input_, *this).walk(seen.value, nullptr, seen.depth + 1));
      leave();
    } else if (!seen.is_descended()) {
      leave();
    }
  }

  void end(const element& seen) {
    if (seen.wire == wire_type::sgroup) show_({seen, path_, content::group_end});
    leave();
  }

 private:
  void enter(const element& seen) {
    path_ends_.push_back(path_.size());
    if (!path_.empty()) path_ += '.';
    path_ += seen.field != nullptr ? std::string(seen.field->name) : std::to_string(seen.number);
  }

  void leave() {
    path_.resize(path_ends_.back());
    path_ends_.pop_back();
  }

  [[nodiscard]] content kind_of(const element& seen) const {
    if (seen.wire == wire_type::sgroup) return content::group;
    if (seen.is_descended()) return content::message;
    return seems_a_message(seen) ? content::guessed_message : content::scalar;
  }

  [[nodiscard]] bool seems_a_message(const element& seen) const {
    if (seen.field != nullptr || seen.wire != wire_type::len || seen.value.empty()) return false;
    if (seen.depth >= max_nesting || is_printable(seen.value)) return false;
    ignore_all ignored;
    return static_cast<bool>(walker(input_, ignored).walk(seen.value, nullptr, seen.depth + 1));
  }

  bytes input_;
  const field_handler& show_;
  std::string path_;
  std::vector<std::size_t> path_ends_;  // of the messages around, to go back to
};

}  // namespace

const message_descriptor& inspection::descriptor() const noexcept {
  static constexpr message_descriptor untyped{
      .name = "message", .fields = {}, .keeps_unknown = false};
  return type != nullptr ? *type->descriptor : untyped;
}

std::string inspection::error() const {
  return explain(input, verdict ? canonical.value_or(status{}) : verdict, descriptor());
}

inspection inspect(bytes input, const message_type* type) {
  inspection found{.input = input, .type = type, .verdict = {}, .canonical = {}};
  ignore_all ignored;
  found.verdict = walk(input, type != nullptr ? type->descriptor : nullptr, ignored);
  if (type != nullptr && found.verdict) found.canonical = type->decode_canonical(input);
  return found;
}

void for_each_field(const inspection& found, const field_handler& show) {
  field_visitor visitor(found.input, show);
  // The verdict is known: `inspect` reads the same bytes.
  static_cast<void>(
      walk(found.input, found.type != nullptr ? found.type->descriptor : nullptr, visitor));
}

}  // namespace headwire::tool
