// SPDX-License-Identifier: Apache-2.0
//
// What an edit makes of a valid message, worked out apart from the library and as plainly as can
// be: the sub-messages on the way become a tree, the tree is changed, and written again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headwire::test {

/// Reads the varint at `at`, and moves `at` behind it. Throws where the text ends.
inline std::uint64_t read_raw_varint(std::string_view in, std::size_t& at) {
  std::uint64_t value = 0;
  for (unsigned shift = 0;; shift += 7) {
    if (at >= in.size()) throw std::out_of_range("a varint is cut");
    const auto byte = static_cast<unsigned char>(in[at++]);
    if (shift < 64) value |= std::uint64_t{byte & 0x7fU} << shift;
    if (byte < 0x80) return value;
  }
}

inline std::string raw_varint(std::uint64_t value) {
  std::string out;
  for (; value >= 0x80; value >>= 7)
    out += static_cast<char>(value | 0x80);
  return out += static_cast<char>(value);
}

class wire_tree {
 public:
  struct field {
    std::uint64_t tag = 0;
    std::string tag_bytes;
    std::string length_bytes;  ///< of a length-delimited field
    std::size_t at = 0;        ///< offset of the content in the whole message
    std::string content;
    std::vector<field> inside;  ///< what the content is made of, on the way
    bool open = false;          ///< `inside` counts, not `content`
    bool changed = false;       ///< the length is to be written anew
  };

  /// The tags of `way` lead to the field in question.
  wire_tree(std::string_view message, std::vector<std::uint64_t> way)
      : way_(std::move(way)), parents_(way_.size()), top_(parse(message, 0)) {
    visit({&top_, {}}, 0);
  }

  /// The occurrence that wins; nullptr if there is none.
  [[nodiscard]] field* last() const {
    const auto [in, index] = find_last();
    return in == nullptr ? nullptr : &(*in->fields)[index];
  }

  /// `encoded`, a whole field, comes to the place of the last occurrence, or where it belongs.
  void set(const std::string& encoded) {
    const auto [in, index] = find_last();
    if (in == nullptr) return insert(encoded);
    (*in->fields)[index] = field{.content = encoded};
    mark(*in);
  }

  /// Every occurrence goes away.
  void clear() {
    for (const parent& in : parents_.back()) {
      const auto erased =
          std::erase_if(*in.fields, [&](const field& f) { return f.tag == way_.back(); });
      if (erased != 0) mark(in);
    }
  }

  /// The same, but the sub-messages on the way are made: what a zero that is left out comes to.
  void set_nothing() {
    clear();
    if (parents_.back().empty()) insert("");
  }

  [[nodiscard]] std::string text() const { return write(top_); }

 private:
  /// A message on the way, and the fields that it lies in.
  struct parent {
    std::vector<field>* fields = nullptr;
    std::vector<field*> around;
  };

  static std::string take(std::string_view in, std::size_t& at, std::uint64_t size) {
    if (size > in.size() - at) throw std::out_of_range("a field is cut");
    const std::string taken(in.substr(at, static_cast<std::size_t>(size)));
    at += taken.size();
    return taken;
  }

  /// Moves behind the value of a field with this tag; a group ends behind its end tag.
  static void skip(std::string_view in, std::size_t& at, std::uint64_t tag) {
    switch (tag & 7) {
      case 0:
        read_raw_varint(in, at);
        return;
      case 1:
        take(in, at, 8);
        return;
      case 2:
        take(in, at, read_raw_varint(in, at));
        return;
      case 3:
        for (std::uint64_t inner = 0; inner = read_raw_varint(in, at), (inner & 7) != 4;)
          skip(in, at, inner);
        return;
      default:
        take(in, at, 4);
    }
  }

  static std::vector<field> parse(std::string_view in, std::size_t base) {
    std::vector<field> fields;
    for (std::size_t at = 0; at < in.size();) {
      field next;
      const std::size_t begin = at;
      next.tag = read_raw_varint(in, at);
      next.tag_bytes = in.substr(begin, at - begin);
      const std::size_t value = at;
      skip(in, at, next.tag);
      std::size_t content = value;
      if ((next.tag & 7) == 2) static_cast<void>(read_raw_varint(in, content));
      next.length_bytes = in.substr(value, content - value);
      next.content = in.substr(content, at - content);
      next.at = base + content;
      fields.push_back(std::move(next));
    }
    return fields;
  }

  void visit(const parent& here, std::size_t level) {
    parents_[level].push_back(here);
    if (level + 1 == way_.size()) return;
    for (field& f : *here.fields) {
      if (f.tag != way_[level]) continue;
      f.inside = parse(f.content, f.at);
      f.open = true;
      parent below{&f.inside, here.around};
      below.around.push_back(&f);
      visit(below, level + 1);
    }
  }

  [[nodiscard]] std::pair<const parent*, std::size_t> find_last() const {
    std::pair<const parent*, std::size_t> found{nullptr, 0};
    for (const parent& in : parents_.back()) {
      for (std::size_t i = 0; i < in.fields->size(); ++i) {
        if ((*in.fields)[i].tag == way_.back()) found = {&in, i};
      }
    }
    return found;
  }

  void insert(std::string encoded) {
    std::size_t level = way_.size() - 1;
    for (; parents_[level].empty(); --level)
      encoded = raw_varint(way_[level - 1]) + raw_varint(encoded.size()) + encoded;
    const parent& last = parents_[level].back();
    auto place = last.fields->begin();
    while (place != last.fields->end() && place->tag >> 3 <= way_[level] >> 3)
      ++place;
    mark(last);
    last.fields->insert(place, field{.content = encoded});
  }

  static void mark(const parent& changed) {
    for (field* const around : changed.around)
      around->changed = true;
  }

  static std::string write(const std::vector<field>& fields) {
    std::string out;
    for (const field& f : fields) {
      const std::string content = f.open ? write(f.inside) : f.content;
      out += f.tag_bytes;
      out += f.changed ? raw_varint(content.size()) : f.length_bytes;
      out += content;
    }
    return out;
  }

  std::vector<std::uint64_t> way_;
  std::vector<std::vector<parent>> parents_;  ///< for each level, in the order of the message
  std::vector<field> top_;
};

}  // namespace headwire::test
