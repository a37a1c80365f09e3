// SPDX-License-Identifier: Apache-2.0
//
// malformed.tsv: 1,119 odd inputs, with the verdict, values, presence and re-encoding that Google's
// C++ was observed to give.
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

struct malformed_row {
  std::string category;
  std::string type;
  std::vector<std::byte> input;
  bool accepted;
  leaf_list leaves;
  leaf_list present;
  std::vector<std::byte> rewritten;
};

std::vector<malformed_row> read_rows() {
  constexpr std::string_view accept = "accept";
  std::vector<malformed_row> rows;
  for (const test::row& columns : test::read_table(test::data_path("vectors/malformed.tsv"))) {
    const std::string& verdict = columns.at(3);
    const bool accepted = verdict.starts_with(accept);
    const std::size_t leaves = accepted ? accept.size() + 1 : verdict.size();
    rows.push_back({columns.at(0), columns.at(1), test::from_hex(columns.at(2)), accepted,
                    recorded_list(verdict.size() > leaves ? verdict.substr(leaves) : ""),
                    recorded_list(columns.at(4)), test::from_hex(columns.at(5))});
  }
  return rows;
}

/// Tags wider than 32 bits: the reference drops the upper bits, Headwire rejects them.
constexpr std::array<std::string_view, 4> wide_tags = {"888080801007", "888080802007",
                                                       "888080804007", "faffffff3f017a0807"};

bool has_wide_tag(const malformed_row& row) {
  return std::find(wide_tags.begin(), wide_tags.end(), test::to_hex(row.input)) != wide_tags.end();
}

template <message T>
void check_row(const malformed_row& row) {
  INFO(row.category << ": " << test::to_hex(row.input));
  CHECK(disagreement<T>(row.input) == no_difference);
  T value;
  const status read = decode(row.input, value);
  if (has_wide_tag(row)) {
    CHECK(row.accepted);
    CHECK(read == status(errc::invalid_tag, 0, 0));
    return;
  }
  REQUIRE(static_cast<bool>(read) == row.accepted);
  if (!row.accepted) return;
  CHECK(header_leaves(value) == row.leaves);
  CHECK(present_messages(value) == row.present);
  // The recorded bytes keep unknown fields, so they are compared by what Headwire reads in them.
  T rewritten;
  const status read_again = decode(row.rewritten, rewritten);
  CHECK(read_again);
  CHECK(equal(rewritten, value));
  CHECK(read_again.skipped_unknown() == read.skipped_unknown());
  if (!read.skipped_unknown()) {
    std::vector<std::byte> block(encoded_size(value));
    REQUIRE(encode(value, block));
    CHECK(block == row.rewritten);
  }
}

TEST_CASE("malformed.tsv: the verdict, values, presence and re-encoding of Google's C++") {
  std::size_t checked = 0;
  std::size_t on_purpose = 0;
  for (const malformed_row& row : read_rows()) {
    on_purpose += has_wide_tag(row) ? 1 : 0;
    for_each_type(header_types{}, [&]<message T>() {
      if (row.type != type_name<T>) return;
      check_row<T>(row);
      ++checked;
    });
  }
  CHECK(checked == 1119);
  CHECK(on_purpose == wide_tags.size());
}

}  // namespace
}  // namespace headwire::reference
