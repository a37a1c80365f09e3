// SPDX-License-Identifier: Apache-2.0
//
// The one documented difference from libprotobuf 3.21: a tag wider than 32 bits. It drops the bits
// above the 32nd (later versions do not), Headwire rejects the tag.
#pragma once

#include <google/protobuf/descriptor.h>

#include <cstddef>
#include <cstdint>
#include <headwire/wire/bytes.hpp>
#include <optional>

namespace headwire::reference {

/// Finds the first such tag. Written apart from the library, as plainly as can be: it walks fields,
/// known sub-messages and groups, and stops at the first byte that makes no sense.
class wide_tag_scan {
 public:
  /// Offset of the first tag wider than 32 bits that a reader of `type` meets in `in`.
  static std::optional<std::size_t> find(bytes in, const google::protobuf::Descriptor* type) {
    wide_tag_scan scan(in);
    scan.fields(in.size(), type, 0);
    return scan.found_;
  }

 private:
  explicit wide_tag_scan(bytes in) : in_(in) {}

  bool varint(std::size_t end, std::size_t most, std::uint64_t& value) {
    value = 0;
    for (std::size_t i = 0; i < most && at_ < end; ++i) {
      const auto byte = std::to_integer<std::uint64_t>(in_[at_++]);
      value |= (byte & 0x7f) << (7 * i);
      if (byte < 0x80) return true;
    }
    return false;
  }

  bool skip(std::size_t end, std::uint64_t size) {
    if (size > end - at_) return false;
    at_ += static_cast<std::size_t>(size);
    return true;
  }

  /// A length-delimited field: a known sub-message is looked into, all else skipped.
  bool delimited(std::size_t end, const google::protobuf::Descriptor* type, std::uint64_t number) {
    std::uint64_t length = 0;
    if (!varint(end, 5, length) || length > end - at_) return false;
    const auto* const field =
        type == nullptr ? nullptr : type->FindFieldByNumber(static_cast<int>(number));
    if (field == nullptr || field->message_type() == nullptr) return skip(end, length);
    return fields(at_ + static_cast<std::size_t>(length), field->message_type(), 0);
  }

  bool value(std::size_t end, const google::protobuf::Descriptor* type, std::uint64_t tag) {
    std::uint64_t ignored = 0;
    switch (tag & 7) {
      case 0:
        return varint(end, 10, ignored);
      case 1:
        return skip(end, 8);
      case 2:
        return delimited(end, type, tag >> 3);
      case 3:
        return fields(end, nullptr, tag >> 3);
      case 5:
        return skip(end, 4);
      default:
        return false;
    }
  }

  /// Walks to `end`, or to the end of the group of that number; false if that cannot be reached.
  bool fields(std::size_t end, const google::protobuf::Descriptor* type, std::uint64_t group) {
    while (at_ < end) {
      const std::size_t start = at_;
      std::uint64_t tag = 0;
      if (!varint(end, 5, tag)) return false;
      if (tag > 0xffffffff) {
        found_ = start;
        return false;
      }
      if (tag < 8) return false;
      if ((tag & 7) == 4) return tag >> 3 == group;
      if (!value(end, type, tag)) return false;
    }
    return group == 0;
  }

  bytes in_;
  std::size_t at_ = 0;
  std::optional<std::size_t> found_;
};

}  // namespace headwire::reference
