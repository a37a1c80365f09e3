// SPDX-License-Identifier: Apache-2.0
#include "headwire/explain.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "walk.hpp"

namespace headwire {
namespace {

std::string name_of_field(std::uint32_t number, const field_descriptor* field) {
  return field != nullptr ? std::string(field->name) : std::to_string(number);
}

/// Keeps the sub-messages and groups around one byte of a message. What comes behind that byte
/// changes nothing any more, so a walk may go on past it or fail elsewhere.
class enclosing_fields {
 public:
  explicit enclosing_fields(std::size_t offset) noexcept : offset_(offset) {}

  void begin(const tool::element& seen) noexcept {
    // In its tag or length the byte belongs to the field itself, which is then not around it.
    if (offset_ < seen.value_offset() || (!seen.is_descended() && offset_ < seen.end_offset())) {
      found_ = true;
    }
    if (!found_ && seen.is_descended()) fields_[count_++] = {seen.field, seen.number};
  }

  void end(const tool::element& seen) noexcept {
    if (offset_ < seen.end_offset()) found_ = true;
    if (!found_) --count_;
  }

  /// The dotted path of these fields and, unless it is 0, of the field `number` in the innermost.
  [[nodiscard]] std::string path_to(std::uint32_t number, const message_descriptor& top) const {
    const message_descriptor* type = &top;
    std::string path;
    for (std::size_t i = 0; i < count_; ++i) {
      append(path, name_of_field(fields_[i].number, fields_[i].field));
      type = fields_[i].field != nullptr ? fields_[i].field->message : nullptr;
    }
    if (number != 0) {
      append(path, name_of_field(number, type != nullptr ? type->find(number) : nullptr));
    }
    return path.empty() ? std::string(top.name) : path;
  }

 private:
  struct step {
    const field_descriptor* field;
    std::uint32_t number;
  };

  static void append(std::string& path, std::string_view name) {
    if (!path.empty()) path += '.';
    path += name;
  }

  std::size_t offset_;
  std::array<step, max_nesting> fields_{};
  std::size_t count_ = 0;
  bool found_ = false;
};

/// The output did not fit, so the fault is not in the bytes of a message.
std::string explain_small_buffer(status failure, const message_descriptor& type) {
  std::string text(type.name);
  text.append(": ").append(describe(failure.code()));
  return text.append(": ").append(std::to_string(failure.offset())).append(" bytes are needed");
}

/// What `encode` says of a message that has no bytes yet: there is no path to find.
std::string explain_unwritten(status failure, const message_descriptor& type) {
  std::string text(type.name);
  text.append(": ").append(describe(failure.code()));
  if (failure.field() == 0) return text;
  return text.append(" (field ").append(std::to_string(failure.field())).append(")");
}

std::string explain_at(bytes in, status failure, const message_descriptor& type) {
  enclosing_fields around(failure.offset());
  static_cast<void>(tool::walk(in, &type, around));
  std::string text = around.path_to(failure.field(), type);
  text.append(" at byte ").append(std::to_string(failure.offset()));
  return text.append(": ").append(describe(failure.code()));
}

}  // namespace

std::string explain(bytes in, status failure, const message_descriptor& type) noexcept {
  switch (failure.code()) {
    case errc::ok:
      return std::string(describe(errc::ok));
    case errc::buffer_too_small:
    case errc::scratch_too_small:
      return explain_small_buffer(failure, type);
    default:
      return in.empty() ? explain_unwritten(failure, type) : explain_at(in, failure, type);
  }
}

}  // namespace headwire
