// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/describe.hpp"
#include "cli/exit_codes.hpp"
#include "cli/input.hpp"
#include "cli/malformed.hpp"
#include "cli/streams.hpp"
#include "cli/text.hpp"
#include "cli/types.hpp"
#include "headwire/explain.hpp"
#include "walk.hpp"

namespace headwire::tool {
namespace {

struct verify_arguments {
  std::string type;
  bool canonical = false;
  input_argument input;
};

/// Counts unknown fields; what is inside an unknown group is part of that one.
class unknown_counter {
 public:
  void begin(const element& seen) noexcept {
    if (seen.field != nullptr) return;
    if (open_groups_ == 0) count(seen);
    if (seen.wire == wire_type::sgroup) ++open_groups_;
  }
  void end(const element& seen) noexcept {
    if (seen.wire == wire_type::sgroup) --open_groups_;
  }

  /// ", 2 unknown fields skipped", and which of them is one only by its wire type; empty if there
  /// are none.
  [[nodiscard]] std::string text() const {
    if (count_ == 0) return {};
    std::string text = fmt::format(", {} {} skipped", count_,
                                   one_or_many(count_, "unknown field", "unknown fields"));
    if (first_mismatch_) {
      text += fmt::format(", {} of wrong wire type: {} expected for {} at byte {}", mismatches_,
                          wire_name(first_mismatch_->mismatched->wire),
                          first_mismatch_->mismatched->name, first_mismatch_->offset);
    }
    return text;
  }

 private:
  void count(const element& seen) noexcept {
    ++count_;
    if (seen.mismatched == nullptr) return;
    ++mismatches_;
    if (!first_mismatch_) first_mismatch_ = seen;
  }

  std::size_t count_ = 0;
  std::size_t mismatches_ = 0;
  std::optional<element> first_mismatch_;
  int open_groups_ = 0;
};

std::string valid_line(bytes in, const message_descriptor& type) {
  unknown_counter unknown;
  static_cast<void>(walk(in, &type, unknown));
  return "valid" + unknown.text();
}

/// Prints the answer, which is the command's output also when it is no.
int run(const verify_arguments& arguments) {
  const message_type& type = require_type(arguments.type);
  const std::vector<std::byte> in = arguments.input.read();
  const status verdict = arguments.canonical ? type.decode_canonical(in) : type.decode(in);
  if (!verdict) {
    print(fmt::format("invalid: {}\n", explain(in, verdict, *type.descriptor)));
    if (const std::string hint = hint_for(in); !hint.empty()) say(hint);
    return exit_malformed;
  }
  print((arguments.canonical ? "valid and canonical" : valid_line(in, *type.descriptor)) + '\n');
  return exit_success;
}

}  // namespace

void add_verify(CLI::App& app, int& exit_code) {
  auto* const command = app.add_subcommand(
      "verify", "Says in one line and by its exit code whether bytes are a message of a type");
  const auto arguments = std::make_shared<verify_arguments>();
  command->add_option("--type", arguments->type, "The message type (see `headwire types`)")
      ->required();
  command->add_flag("--canonical", arguments->canonical,
                    "Accept only what every protobuf implementation reads alike: no unknown field, "
                    "and the very bytes that encoding the values gives");
  arguments->input.add_to(*command);
  command->callback([arguments, &exit_code] { exit_code = run(*arguments); });
}

}  // namespace headwire::tool
