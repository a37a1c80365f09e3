// SPDX-License-Identifier: Apache-2.0
//
// edge_cases.json: 224 named inputs, with the verdict, values, unknown fields and re-encoding that
// Google's C++ was observed to give.
#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "reference/comparison.hpp"
#include "reference/leaves.hpp"
#include "support/catch.hpp"
#include "support/data.hpp"

namespace headwire::reference {
namespace {

struct edge_case {
  std::string name;
  std::string type;
  std::vector<std::byte> input;
  bool accepted;
  leaf_list leaves;
  bool has_unknown;
  std::string rewritten;
};

std::vector<edge_case> read_cases() {
  std::vector<edge_case> cases;
  for (const test::row& columns : test::edge_cases()) {
    const std::vector<std::byte> rewritten = test::from_hex(columns.at(6));
    cases.push_back({columns.at(0), columns.at(1), test::from_hex(columns.at(2)),
                     columns.at(3) == "accept", recorded_list(columns.at(4)),
                     !columns.at(5).empty(), std::string(as_text(rewritten))});
  }
  return cases;
}

/// A tag wider than 32 bits: the reference drops the upper bits, Headwire rejects the tag.
constexpr std::array<std::string_view, 3> wide_tags = {
    "tag.2^32_plus_8_truncates?", "tag.byte5_7f_truncates?",
    "tag.suite_BadTag_FieldNumberSlightlyTooHigh"};

/// Sub-messages deeper than any declaration: the last declared level sees an unknown field, whose
/// content is skipped.
constexpr std::array<std::string_view, 2> too_deep = {"depth.submsg_101", "depth.submsg_500"};

template <std::size_t N>
bool is_listed(const std::array<std::string_view, N>& list, const edge_case& c) {
  return std::find(list.begin(), list.end(), c.name) != list.end();
}

/// What libprotobuf writes of the recorded re-encoding once it is without unknown fields.
template <message T>
std::string without_unknown(const std::string& rewritten) {
  reference_t<T> theirs;
  REQUIRE(theirs.ParseFromString(rewritten));
  theirs.DiscardUnknownFields();
  return theirs.SerializeAsString();
}

template <message T>
void check_accepted(const edge_case& c, const T& value, status read) {
  CHECK(edge_leaves(value) == c.leaves);
  // Unknown fields are listed of seven levels only; the recorded re-encoding has all of them.
  const std::string known = without_unknown<T>(c.rewritten);
  CHECK(read.skipped_unknown() == (known != c.rewritten));
  if (c.has_unknown) CHECK(read.skipped_unknown());
  std::vector<std::byte> block(encoded_size(value));
  REQUIRE(encode(value, block));
  CHECK(as_text(block) == known);
}

template <message T>
void check_case(const edge_case& c) {
  INFO(c.name << ": " << test::to_hex(c.input));
  T value;
  const status read = decode(c.input, value);
  if (is_listed(wide_tags, c)) {
    CHECK(c.accepted);
    CHECK(read == status(errc::invalid_tag, 0, 0));
  } else if (is_listed(too_deep, c)) {
    CHECK_FALSE(c.accepted);
    CHECK(read == status::success(true));
    return;  // nothing more to compare: the reference rejects
  } else {
    REQUIRE(static_cast<bool>(read) == c.accepted);
    if (c.accepted) check_accepted(c, value, read);
  }
  CHECK(disagreement<T>(c.input) == no_difference);
}

/// Calls `f.operator()<T>()` with the struct for a type of the table.
template <class F>
bool with_type(const edge_case& c, F f) {
  if (c.name.starts_with("depth.") && c.type == "AllScalars") {
    f.template operator()<deepest_chain>();
    return true;
  }
  bool found = false;
  for_each_type(all_types{}, [&]<message T>() {
    if (c.type != type_name<T>) return;
    f.template operator()<T>();
    found = true;
  });
  return found;
}

TEST_CASE("edge_cases.json: the verdict, values and re-encoding of Google's C++") {
  std::size_t checked = 0;
  std::size_t listed = 0;
  for (const edge_case& c : read_cases()) {
    INFO(c.name);
    REQUIRE(with_type(c, [&]<message T>() { check_case<T>(c); }));
    listed += is_listed(wide_tags, c) || is_listed(too_deep, c) ? 1 : 0;
    ++checked;
  }
  CHECK(checked == 224);
  CHECK(listed == wide_tags.size() + too_deep.size());
}

}  // namespace
}  // namespace headwire::reference
