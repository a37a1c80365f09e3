// SPDX-License-Identifier: Apache-2.0
//
// All strings of a few bytes, and where to put them in a message.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "reference/bridge.hpp"
#include "reference/comparison.hpp"

namespace headwire::reference {

/// Field numbers from the top message down to a sub-message.
using field_path = std::vector<int>;

/// Where sub-messages can stand in a message of that type, at every level.
inline std::vector<field_path> nested_positions(const google_pb::Descriptor* type) {
  std::vector<field_path> found;
  for (int i = 0; i < type->field_count(); ++i) {
    const google_pb::FieldDescriptor* const field = type->field(i);
    if (field->message_type() == nullptr) continue;
    found.push_back({field->number()});
    for (const field_path& below : nested_positions(field->message_type())) {
      found.push_back({field->number()});
      found.back().insert(found.back().end(), below.begin(), below.end());
    }
  }
  return found;
}

/// A length-delimited field of fewer than 128 bytes and a number below 16.
inline std::string delimited(int number, std::string_view content) {
  if (content.size() >= 0x80 || number >= 16) throw std::invalid_argument("too long for a byte");
  std::string field{static_cast<char>(number << 3 | 2), static_cast<char>(content.size())};
  return field.append(content);
}

/// Puts `content` into the sub-message at `path`; all lengths around it are right.
inline std::string wrap(const field_path& path, std::string content) {
  for (std::size_t level = path.size(); level-- != 0;)
    content = delimited(path[level], content);
  return content;
}

/// A message with every field set.
inline std::string valid_message(const google_pb::Descriptor* type) {
  std::string whole;
  for (int i = 0; i < type->field_count(); ++i) {
    const google_pb::FieldDescriptor* const field = type->field(i);
    if (field->message_type() != nullptr) {
      whole += delimited(field->number(), valid_message(field->message_type()));
    } else if (field->cpp_type() == google_pb::FieldDescriptor::CPPTYPE_STRING) {
      whole += delimited(field->number(), "ok");
    } else {
      whole += {static_cast<char>(field->number() << 3), static_cast<char>(i + 3)};
    }
  }
  return whole;
}

/// What was compared: how often, and what differed first.
struct tally {
  std::uint64_t compared = 0;
  std::string first_difference;
};

/// Compares `changing`, a part of `input`, in all strings over `alphabet`.
template <message T>
void compare_words(comparison<T>& both, std::span<std::byte> input, std::span<std::byte> changing,
                   std::span<const std::byte> alphabet, tally& result) {
  std::vector<std::size_t> letters(changing.size(), 0);
  std::fill(changing.begin(), changing.end(), alphabet.front());
  for (;;) {
    const std::string_view difference = both.check(input);
    ++result.compared;
    if (!difference.empty()) {
      if (result.first_difference.empty()) result.first_difference = report<T>(input, difference);
      return;
    }
    // The next one, as a number whose digits are the letters.
    std::size_t place = 0;
    while (place < letters.size() && letters[place] + 1 == alphabet.size()) {
      letters[place] = 0;
      changing[place++] = alphabet.front();
    }
    if (place == letters.size()) return;
    changing[place] = alphabet[++letters[place]];
  }
}

/// 0 to 255.
inline bytes all_bytes() {
  static constexpr auto made = [] {
    std::array<std::byte, 256> list{};
    for (std::size_t value = 0; value < list.size(); ++value)
      list[value] = static_cast<std::byte>(value);
    return list;
  }();
  return made;
}

/// Compares all strings of `size` bytes over `alphabet` between `before` and `behind`. Each is
/// checked in a heap block of its own size, so that a sanitizer sees a read past either end.
template <message T>
void compare_all(comparison<T>& both, std::size_t size, std::string_view before,
                 std::string_view behind, tally& result,
                 std::span<const std::byte> alphabet = all_bytes()) {
  std::vector<std::byte> input;
  input.reserve(before.size() + size + behind.size());
  for (const std::string_view part : {before, std::string_view("\0\0\0\0", size), behind}) {
    const bytes source = as_bytes(part);
    input.insert(input.end(), source.begin(), source.end());
  }
  compare_words(both, input, std::span(input).subspan(before.size(), size), alphabet, result);
}

/// The bytes in front of the content at `path`, whose size is `size`.
inline std::string opening(const field_path& path, std::size_t size) {
  const std::string whole = wrap(path, std::string(size, '\0'));
  return whole.substr(0, whole.size() - size);
}

/// Strings of up to `size` letters, the empty one too.
constexpr std::uint64_t words_up_to(std::size_t size, std::uint64_t letters) {
  std::uint64_t count = 1;
  for (std::uint64_t longest = letters; size != 0; --size, longest *= letters)
    count += longest;
  return count;
}

/// All strings of up to `size` bytes over `alphabet`, as a message and as the content of each
/// sub-message of it. Returns in how many places.
template <message T>
std::size_t compare_everywhere(std::size_t size, std::span<const std::byte> alphabet,
                               tally& result) {
  comparison<T> both;
  std::vector<field_path> places = nested_positions(reference_t<T>::descriptor());
  places.emplace_back();
  for (const field_path& place : places) {
    for (std::size_t length = 0; length <= size; ++length)
      compare_all(both, length, opening(place, length), "", result, alphabet);
  }
  return places.size();
}

}  // namespace headwire::reference
