// SPDX-License-Identifier: Apache-2.0
//
// W6: what no branch predictor and no guess about the usual shape gets right. Fields and
// sub-messages are there or not at random, numbers have every width or are zero, written or not,
// texts are none, short, or so long that lengths take two bytes; some messages hold unknown fields
// or have their fields out of order.
#pragma once

#include <algorithm>
#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <string>
#include <vector>

#include "numbers.hpp"

namespace headwire::bench {

namespace hw = headwire::atomix::multiraft::v1;

class hostile_writer {
 public:
  explicit hostile_writer(number_source& numbers) : numbers_(numbers) {}

  std::string command_response() {
    parts fields;
    if (numbers_.happens(95)) fields.push_back(sub_message(1, operation()));
    add_number(fields, 2, 64);
    if (odd_.unknown) fields.push_back(unknown());
    return joined(std::move(fields));
  }

 private:
  using parts = std::vector<std::string>;

  /// One message in twenty has unknown fields, another one its fields out of order.
  struct oddity {
    bool unknown;
    bool disordered;
  };

  static void add_varint(std::string& out, std::uint64_t value) {
    for (; value > 0x7f; value >>= 7)
      out += static_cast<char>(value | 0x80);
    out += static_cast<char>(value);
  }

  static std::string tagged(std::uint64_t number, std::uint64_t type) {
    std::string out;
    add_varint(out, number << 3 | type);
    return out;
  }

  static std::string sub_message(std::uint64_t number, const std::string& content) {
    std::string out = tagged(number, 2);
    add_varint(out, content.size());
    return out + content;
  }

  /// A number of up to `most` bits: mostly there, often left out, now and then a written zero.
  void add_number(parts& fields, std::uint64_t number, std::uint64_t most) {
    if (numbers_.happens(25)) return;
    fields.push_back(tagged(number, 0));
    add_varint(fields.back(), numbers_.happens(3) ? 0 : numbers_.of_random_width(most));
  }

  std::string unknown() {
    const std::uint64_t number = numbers_.between(4, 5000);
    switch (numbers_.between(0, 3)) {
      case 0: {
        std::string out = tagged(number, 0);
        add_varint(out, numbers_.of_random_width(64));
        return out;
      }
      case 1:
        return tagged(number, 1) + numbers_.ascii(8);
      case 2:
        return tagged(number, 5) + numbers_.ascii(4);
      default:
        return sub_message(number, numbers_.ascii(numbers_.between(0, 20)));
    }
  }

  std::string joined(parts fields) {
    if (odd_.disordered) std::shuffle(fields.begin(), fields.end(), numbers_.engine());
    std::string out;
    for (const std::string& field : fields)
      out += field;
    return out;
  }

  /// The sub-messages down to the partition's headers; each level may be missing or empty.
  std::string chain(int levels) {
    parts fields;
    if (levels == 0) {
      add_number(fields, 1, 40);
    } else if (numbers_.happens(92)) {
      fields.push_back(sub_message(1, chain(levels - 1)));
    }
    if (odd_.unknown && numbers_.happens(30)) fields.push_back(unknown());
    return joined(std::move(fields));
  }

  std::string text() {
    const std::uint64_t size =
        numbers_.happens(20) ? numbers_.between(110, 160) : numbers_.between(1, 50);
    std::string made = numbers_.ascii(size);
    if (numbers_.happens(20)) made += "\u00e9\u6c34";
    return made;
  }

  std::string operation() {
    parts fields;
    if (numbers_.happens(90)) fields.push_back(sub_message(1, chain(2)));
    add_number(fields, 2, 4);
    if (numbers_.happens(40)) fields.push_back(sub_message(3, text()));
    return joined(std::move(fields));
  }

  number_source& numbers_;
  oddity odd_{.unknown = numbers_.happens(5), .disordered = numbers_.happens(5)};
};

struct w6 {
  using type = hw::CommandResponseHeaders;
  static constexpr const char* name = "W6";
  static constexpr auto peeked = hw::paths::command_response::index;
  static constexpr bool shuffled = true;

  static std::string wire(number_source& numbers) {
    return hostile_writer(numbers).command_response();
  }
};

}  // namespace headwire::bench
