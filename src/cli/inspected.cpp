// SPDX-License-Identifier: Apache-2.0
#include "cli/inspected.hpp"

#include <utility>

#include "cli/escape.hpp"
#include "headwire/explain.hpp"

namespace headwire::tool {
namespace {

struct ignore_all {
  void begin(const element&) const noexcept {}
  void end(const element&) const noexcept {}
};

class collector {
 public:
  collector(bytes input, std::vector<inspected_field>& fields) : input_(input), fields_(fields) {}

  void begin(const element& seen) {
    enter(seen);
    fields_.push_back({seen, path_, kind_of(seen)});
    if (fields_.back().kind == content::guessed_message) {
      static_cast<void>(walker(input_, *this).walk(seen.value, nullptr, seen.depth + 1));
      leave();
    } else if (!seen.is_descended()) {
      leave();
    }
  }

  void end(const element& seen) {
    if (seen.wire == wire_type::sgroup) {
      fields_[open_groups_.back()].seen = seen;
      open_groups_.pop_back();
      fields_.push_back({seen, path_, content::group_end});
    }
    leave();
  }

 private:
  void enter(const element& seen) {
    path_ends_.push_back(path_.size());
    if (!path_.empty()) path_ += '.';
    path_ += seen.field != nullptr ? std::string(seen.field->name) : std::to_string(seen.number);
    if (seen.wire == wire_type::sgroup) open_groups_.push_back(fields_.size());
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
    ignore_all nobody;
    return static_cast<bool>(walker(input_, nobody).walk(seen.value, nullptr, seen.depth + 1));
  }

  bytes input_;
  std::vector<inspected_field>& fields_;
  std::string path_;
  std::vector<std::size_t> path_ends_;    // of the messages around, to go back to
  std::vector<std::size_t> open_groups_;  // places in fields_
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
  inspection found{.input = input, .type = type, .fields = {}, .verdict = {}, .canonical = {}};
  collector visitor(input, found.fields);
  found.verdict = walk(input, type != nullptr ? type->descriptor : nullptr, visitor);
  if (type != nullptr && found.verdict) found.canonical = type->decode_canonical(input);
  return found;
}

}  // namespace headwire::tool
