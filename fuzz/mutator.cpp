// SPDX-License-Identifier: Apache-2.0
#include "mutator.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>
#include <vector>

#include "fields.hpp"

namespace headwire::fuzz {
namespace {

std::string join(const std::vector<std::string>& parts) {
  std::string whole;
  for (const std::string& part : parts)
    whole += part;
  return whole;
}

/// A length-delimited field with another length in front of it than its own.
std::string mislabelled(std::uint64_t tag, std::uint64_t length, std::string_view content,
                        std::size_t padding) {
  std::string out;
  append_varint(out, tag);
  append_varint(out, length, padding);
  return out.append(content);
}

/// Texts that are UTF-8 just so, or just not.
constexpr std::array<std::string_view, 14> texts = {
    "\xc3\xa9",     "\xe2\x82\xac",     "\xf0\x9f\x98\x81", "\xc0\x80",
    "\xc1\xbf",     "\xe0\x9f\xbf",     "\xed\x9f\xbf",     "\xed\xa0\x80",
    "\xef\xbf\xbf", "\xf0\x8f\xbf\xbf", "\xf4\x8f\xbf\xbf", "\xf4\x90\x80\x80",
    "\xe2\x82",     "\xf8\x88\x80\x80"};

}  // namespace

std::uint64_t mutator::some_number() {
  // The numbers of declared fields, then those where tags get longer or end.
  constexpr std::array<std::uint64_t, 20> numbers = {
      4,     5,      15,       16,       17,       18,        21,        27,        2047,      2048,
      18999, 262143, 33554431, 33554432, 33554433, 536870908, 536870909, 536870910, 536870911, 0};
  if (!random_.one_in(4)) return 1 + random_.below(3);
  return random_.one_in(8) ? 1 + random_.below(30) : numbers[random_.below(numbers.size())];
}

std::uint64_t mutator::some_tag() {
  if (random_.one_in(40)) return some_value();  // wider than 32 bits, at times
  constexpr std::array<std::uint64_t, 5> usual = {varint_wire, i64_wire, len_wire, group_wire,
                                                  i32_wire};
  const std::uint64_t wire =
      random_.one_in(20) ? random_.below(8) : usual[random_.below(usual.size())];
  return some_number() << 3 | wire;
}

/// Numbers of every width, often next to where widths and signs change.
std::uint64_t mutator::some_value() {
  if (random_.one_in(4)) return random_.below(4);
  const std::uint64_t edge = std::uint64_t{1} << random_.below(64);
  if (random_.one_in(2)) return edge - 1 + random_.below(3);
  return random_.next() & (edge - 1);
}

/// Up to just beyond the length that the rules allow.
std::size_t mutator::some_padding() {
  return 1 + random_.below(random_.one_in(2) ? 3 : 10);
}

std::string mutator::with_tag(std::uint64_t tag, std::string_view value) {
  std::string out;
  append_varint(out, tag);
  if ((tag & 7) == len_wire) append_varint(out, value.size());
  return out.append(value);
}

/// Start tags and their end tags: a few, or as many as may be nested, or one more.
std::string mutator::nested_groups() {
  const std::size_t levels = random_.one_in(4) ? 97 + random_.below(6) : 1 + random_.below(3);
  const std::uint64_t number = some_number();
  std::string out;
  for (std::size_t i = 0; i < levels; ++i)
    append_varint(out, number << 3 | group_wire);
  if (random_.one_in(3)) out += new_field();
  const std::size_t ends = random_.one_in(8) ? levels - 1 : levels;
  const std::uint64_t last = random_.one_in(8) ? some_number() : number;
  for (std::size_t i = 0; i < ends; ++i)
    append_varint(out, (i == 0 ? last : number) << 3 | group_end_wire);
  return out;
}

/// A field that has nothing to do with what is there.
std::string mutator::new_field() {
  const std::uint64_t tag = some_tag();
  if ((tag & 7) == group_wire) return nested_groups();
  return change_value(tag, "");
}

/// The tag with another value, whatever was there before.
std::string mutator::change_value(std::uint64_t tag, std::string_view value) {
  std::string out;
  append_varint(out, tag);
  switch (tag & 7) {
    case varint_wire:
      append_varint(out, some_value(), random_.one_in(8) ? some_padding() : 0);
      return out;
    case i64_wire:
    case i32_wire: {
      std::string fixed((tag & 7) == i64_wire ? 8 : 4, '\0');
      std::uint64_t left = some_value();
      for (char& byte : fixed) {
        byte = static_cast<char>(left);
        left >>= 8;
      }
      return out + fixed;
    }
    case len_wire:
      return with_tag(tag, change_content(value));
    default:
      return out;
  }
}

std::string mutator::change_content(std::string_view content) {
  std::string changed(content);
  if (changed.empty() || random_.one_in(3)) {
    const std::string_view text = texts[random_.below(texts.size())];
    changed.insert(random_.below(changed.size() + 1), text);
    // Long enough for the reader that looks at 8 bytes at a time, or for a length of two bytes.
    if (random_.one_in(8))
      changed.insert(random_.below(changed.size() + 1), random_.below(140), 'a');
    return changed;
  }
  change_bytes(changed);
  return changed;
}

/// A message as a sub-message in two parts, which a reader has to merge.
std::string mutator::split_in_two(std::uint64_t number, std::string_view content) {
  const field_list inner = read_fields(content);
  std::size_t cut = random_.below(content.size() + 1);
  if (!inner.raw.empty()) {
    const std::string_view before = inner.raw[random_.below(inner.raw.size())];
    cut = static_cast<std::size_t>(before.data() - content.data());
  }
  return delimited(number, content.substr(0, cut)) + delimited(number, content.substr(cut));
}

/// One field written in another way, or another one in its place.
std::string mutator::change_field(std::string_view raw) {
  const field_list parsed = read_fields(raw);
  if (parsed.fields.empty()) return new_field();
  const auto [tag, value] = parsed.fields.front();
  const std::size_t padding = some_padding();
  const bool is_len = (tag & 7) == len_wire;
  std::string out;
  switch (random_.below(10)) {
    case 0:  // the same value under another tag
      return with_tag(some_tag(), value);
    case 1:  // another wire type, with a value of that type
      return change_value((tag & ~std::uint64_t{7}) | random_.below(6), value);
    case 2:
      append_varint(out, tag, padding);
      if (is_len) append_varint(out, value.size());
      return out.append(value);
    case 3:  // a length or a varint, padded
      if (is_len) return mislabelled(tag, value.size(), value, padding);
      if ((tag & 7) != varint_wire) break;
      {
        std::size_t at = 0;
        append_varint(out, tag);
        append_varint(out, read_varint(value, at).value_or(0), padding);
        return out;
      }
    case 4:  // a length that is wrong, mostly by little
      if (!is_len) break;
      return mislabelled(
          tag, random_.one_in(4) ? some_value() : value.size() + random_.below(5) - 2, value, 0);
    case 5:  // unwrapped, or wrapped once more
      if (is_len && random_.one_in(2)) return std::string(value);
      return delimited(some_number(), raw);
    case 6:
      if (!is_len) break;
      return split_in_two(tag >> 3, value);
    case 7:  // an explicit zero, or an empty value
      return with_tag(tag & ~std::uint64_t{7}, std::string_view("\0", 1));
    case 8:
      return is_len ? with_tag(tag, "") : std::string(raw.substr(0, random_.below(raw.size() + 1)));
    default:
      break;
  }
  return change_value(tag, value);
}

/// A change of the list of fields at one level.
std::string mutator::change_fields(std::string_view message) {
  const field_list parsed = read_fields(message);
  std::vector<std::string> parts(parsed.raw.begin(), parsed.raw.end());
  if (!parsed.rest.empty()) parts.emplace_back(parsed.rest);
  const auto place = [&](std::size_t count) {
    return parts.begin() + static_cast<std::ptrdiff_t>(random_.below(count));
  };
  if (parts.empty() || random_.one_in(6)) {
    parts.insert(place(parts.size() + 1), new_field());
    return join(parts);
  }
  const auto chosen = place(parts.size());
  switch (random_.below(12)) {
    case 0: {
      std::string copy = *chosen;
      parts.insert(place(parts.size() + 1), std::move(copy));
      break;
    }
    case 1:
      std::iter_swap(chosen, place(parts.size()));
      break;
    case 2:
      parts.erase(chosen);
      break;
    case 3: {  // what follows a field moves into a sub-message, or a group
      std::string inner = join({chosen, parts.end()});
      parts.erase(chosen, parts.end());
      const std::uint64_t number = some_number();
      parts.push_back(random_.one_in(4) ? with_tag(number << 3 | group_wire, inner) +
                                              with_tag(number << 3 | group_end_wire, "")
                                        : delimited(number, inner));
      break;
    }
    case 4: {
      const std::string whole = join(parts);
      return whole.substr(0, random_.below(whole.size() + 1));
    }
    case 5: {
      std::string whole = join(parts);
      change_bytes(whole);
      return whole;
    }
    case 6:  // two messages in a row merge
      return random_.one_in(4) ? join(parts) + join(parts) : join(parts) + new_field();
    default:
      *chosen = change_field(*chosen);
  }
  return join(parts);
}

/// Changes one level: this one, or with equal chances one further down, whose lengths are then put
/// right.
std::string mutator::change_message(std::string_view message, int depth) {
  const field_list parsed = read_fields(message);
  std::vector<std::size_t> nested;
  for (std::size_t i = 0; i < parsed.fields.size(); ++i) {
    if (parsed.fields[i].wire() == len_wire) nested.push_back(i);
  }
  if (nested.empty() || depth == 0 || random_.one_in(3)) return change_fields(message);
  const std::size_t at = nested[random_.below(nested.size())];
  const field& chosen = parsed.fields[at];
  const auto begin = static_cast<std::size_t>(parsed.raw[at].data() - message.data());
  std::string out(message.substr(0, begin));
  out += with_tag(chosen.tag, change_message(chosen.value, depth - 1));
  return out.append(message.substr(begin + parsed.raw[at].size()));
}

void mutator::change_bytes(std::string& bytes) {
  constexpr std::array<unsigned char, 12> frequent = {0x00, 0x01, 0x7f, 0x80, 0xff, 0x08,
                                                      0x0a, 0x10, 0x12, 0x1a, 0x0b, 0x0c};
  const auto some_byte = [&] {
    return static_cast<char>(random_.one_in(2) ? frequent[random_.below(frequent.size())]
                                               : static_cast<unsigned char>(random_.below(256)));
  };
  if (bytes.empty()) {
    bytes += some_byte();
    return;
  }
  const std::size_t at = random_.below(bytes.size());
  switch (random_.below(6)) {
    case 0:
      bytes[at] = static_cast<char>(bytes[at] ^ (1 << random_.below(8)));
      break;
    case 1:
      bytes[at] = some_byte();
      break;
    case 2:
      bytes.insert(at, 1 + random_.below(3), some_byte());
      break;
    case 3:
      bytes.erase(at, 1 + random_.below(4));
      break;
    case 4: {
      const std::string block = bytes.substr(at, 1 + random_.below(16));
      bytes.insert(random_.below(bytes.size() + 1), block);
      break;
    }
    default:
      bytes[at] = static_cast<char>(bytes[at] + (random_.one_in(2) ? 1 : -1));
  }
}

std::string mutator::change(std::string_view input, std::size_t choices, std::size_t most) {
  choices = std::min(choices, input.size());
  std::string first(input.substr(0, choices));
  std::string message(input.substr(choices));
  if (!first.empty() && random_.one_in(12)) {
    first[random_.below(first.size())] = static_cast<char>(random_.below(256));
  }
  constexpr int deepest = 8;
  do {
    message = change_message(message, deepest);
  } while (random_.one_in(3) && message.size() < most);
  return (first + message).substr(0, most);
}

std::string mutator::cross(std::string_view input, std::size_t choices, std::string_view other,
                           std::size_t other_choices, std::size_t most) {
  choices = std::min(choices, input.size());
  const std::string_view giver = other.substr(std::min(other_choices, other.size()));
  const field_list ours = read_fields(input.substr(choices));
  const field_list theirs = read_fields(giver);
  std::string out(input.substr(0, choices));
  if (theirs.raw.empty()) return out.append(giver).substr(0, most);
  const std::size_t kept = random_.below(ours.raw.size() + 1);
  for (std::size_t i = 0; i < kept; ++i)
    out += ours.raw[i];
  for (std::size_t i = random_.below(theirs.raw.size()); i < theirs.raw.size(); ++i)
    out += theirs.raw[i];
  for (std::size_t i = kept; i < ours.raw.size(); ++i)
    out += ours.raw[i];
  return out.substr(0, most);
}

std::string mutator::change_blindly(std::string_view input, std::size_t most) {
  std::string out(input);
  do {
    change_bytes(out);
  } while (random_.one_in(2));
  return out.substr(0, most);
}

}  // namespace headwire::fuzz
