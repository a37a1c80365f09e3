// SPDX-License-Identifier: Apache-2.0
//
// Changes inputs of the fuzz targets the way protobuf messages differ from each other: fields come
// twice, in another order, under another tag, padded, nested, split in two, cut, with lengths that
// are wrong by one. Changes of single bytes break nearly every length around them, so that few
// inputs get past the first reader.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "random_numbers.hpp"

namespace headwire::fuzz {

class mutator {
 public:
  /// The same seed makes the same changes, on every platform.
  explicit mutator(std::uint64_t seed) : random_(seed) {}

  /// Another input, of at most `most` bytes: `input` with one change or a few. Its first `choices`
  /// bytes are no message; they stay, or change by themselves.
  [[nodiscard]] std::string change(std::string_view input, std::size_t choices, std::size_t most);

  /// `input` with fields of `other`, whose first `other_choices` bytes are left out.
  [[nodiscard]] std::string cross(std::string_view input, std::size_t choices,
                                  std::string_view other, std::size_t other_choices,
                                  std::size_t most);

  /// The same without any knowledge of protobuf, to compare with: bits, bytes and blocks.
  [[nodiscard]] std::string change_blindly(std::string_view input, std::size_t most);

 private:
  [[nodiscard]] std::string change_message(std::string_view message, int depth);
  [[nodiscard]] std::string change_fields(std::string_view message);
  [[nodiscard]] std::string change_field(std::string_view raw);
  [[nodiscard]] std::string change_value(std::uint64_t tag, std::string_view value);
  [[nodiscard]] std::string change_content(std::string_view content);
  [[nodiscard]] std::string with_tag(std::uint64_t tag, std::string_view value);
  [[nodiscard]] std::string new_field();
  [[nodiscard]] std::string nested_groups();
  [[nodiscard]] std::string split_in_two(std::uint64_t number, std::string_view content);
  [[nodiscard]] std::uint64_t some_number();
  [[nodiscard]] std::uint64_t some_tag();
  [[nodiscard]] std::uint64_t some_value();
  [[nodiscard]] std::size_t some_padding();
  void change_bytes(std::string& bytes);

  random_numbers random_;
};

}  // namespace headwire::fuzz
