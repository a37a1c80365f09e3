// SPDX-License-Identifier: Apache-2.0
//
// The nesting limit: sub-messages and unknown groups share 100 levels below the top. A chain of 100
// declared messages against libprotobuf's recursive one.
#include <cstddef>
#include <string>
#include <string_view>

#include "reference/comparison.hpp"
#include "support/catch.hpp"

namespace headwire::reference {
namespace {

constexpr int most = 100;
using chain = deepest_chain;

/// The length of a sub-message as a varint.
std::string varint(std::size_t value) {
  std::string text;
  for (; value >= 0x80; value >>= 7)
    text += static_cast<char>(value | 0x80);
  return text += static_cast<char>(value);
}

/// `content` inside of `levels` sub-messages of field 27.
std::string in_messages(int levels, std::string content) {
  for (int i = 0; i < levels; ++i)
    content = "\xda\x01" + varint(content.size()) + content;
  return content;
}

/// `content` inside of `levels` groups of field 20, which is not declared.
std::string in_groups(int levels, std::string content) {
  for (int i = 0; i < levels; ++i)
    content = "\xa3\x01" + content + "\xa4\x01";
  return content;
}

int levels_of(const nested_chain<0>& value) {
  return value.optional_int32 == 5 ? 0 : -1000;
}
template <int N>
int levels_of(const nested_chain<N>& value) {
  if (value.recursive_message) return 1 + levels_of(*value.recursive_message);
  return value.optional_int32 == 5 ? 0 : -1000;
}

const std::string innermost = "\x08\x05";

TEST_CASE("up to 100 sub-messages are read, with the value at the bottom") {
  for (int levels = 0; levels <= most; ++levels) {
    INFO(levels);
    const std::string input = in_messages(levels, innermost);
    CHECK(disagreement<chain>(as_bytes(input)) == no_difference);
    chain value;
    CHECK(decode(as_bytes(input), value));
    CHECK(levels_of(value) == levels);
    CHECK(decode(as_bytes(input), value, canonical));
  }
}

TEST_CASE("up to 100 groups are skipped, and no more") {
  for (int levels = 1; levels <= most + 5; ++levels) {
    INFO(levels);
    const std::string input = in_groups(levels, innermost);
    CHECK(disagreement<chain>(as_bytes(input)) == no_difference);
    chain value;
    const status read = decode(as_bytes(input), value);
    CHECK(static_cast<bool>(read) == (levels <= most));
    // The tag of the first group too many stands behind 100 tags of two bytes.
    if (levels > most) CHECK(read == status(errc::too_deep, 2 * most, 20));
  }
}

TEST_CASE("sub-messages and groups share the budget of 100 levels") {
  for (int messages = 0; messages <= most; ++messages) {
    for (const int groups : {0, 1, most - messages - 1, most - messages, most - messages + 1}) {
      if (groups < 0) continue;
      INFO(messages << " sub-messages, then " << groups << " groups");
      const std::string input = in_messages(messages, in_groups(groups, innermost));
      CHECK(disagreement<chain>(as_bytes(input)) == no_difference);
      chain value;
      const status read = decode(as_bytes(input), value);
      CHECK(static_cast<bool>(read) == (messages + groups <= most));
      if (!read) CHECK(read.code() == errc::too_deep);
    }
  }
}

TEST_CASE("sub-messages inside of groups are no levels: they are skipped") {
  for (const int messages : {1, 50, 100, 200}) {
    INFO(messages);
    const std::string input = in_groups(most, in_messages(messages, innermost));
    CHECK(disagreement<chain>(as_bytes(input)) == no_difference);
    chain value;
    CHECK(decode(as_bytes(input), value) == status::success(true));
  }
}

TEST_CASE("what is deeper than the declaration is an unknown field, and not read") {
  for (const int messages : {most + 1, most + 2, 5 * most}) {
    INFO(messages);
    const std::string input = in_messages(messages, innermost);
    edge_pb::AllScalars theirs;
    CHECK_FALSE(theirs.ParseFromString(input));
    chain value;
    CHECK(decode(as_bytes(input), value) == status::success(true));
    CHECK_FALSE(decode(as_bytes(input), value, canonical));
  }
}

TEST_CASE("siblings use up no levels") {
  std::string groups;
  std::string messages;
  for (int i = 0; i < 3 * most; ++i) {
    groups += in_groups(1, "");
    messages += in_messages(1, innermost);
  }
  for (const std::string& input :
       {groups, messages, in_messages(most - 1, groups), in_messages(most - 1, messages)}) {
    CHECK(disagreement<chain>(as_bytes(input)) == no_difference);
  }
}

}  // namespace
}  // namespace headwire::reference
