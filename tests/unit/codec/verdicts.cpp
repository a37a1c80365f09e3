// SPDX-License-Identifier: Apache-2.0
//
// The verdicts of tests/data/verdicts.tsv, for the headers, without libprotobuf: so this runs on
// every platform.
#include <cstddef>
#include <headwire/headwire.hpp>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/data.hpp"
#include "support/errc_names.hpp"
#include "support/vectors.hpp"

using namespace headwire;

namespace {

std::string if_given(const std::string& column, bool given) {
  return given ? column : std::string();
}

template <message T>
void check_row(const test::row& columns) {
  INFO(columns.at(0) << ": " << columns.at(1));
  const std::vector<std::byte> input = test::from_hex(columns.at(1));
  const status read = decode<T>(input).status();
  CHECK((read ? "accept" : "reject") == columns.at(2));
  CHECK(test::name_of(read.code()) == columns.at(3));
  CHECK(if_given(std::to_string(read.offset()), !read) == columns.at(4));
  CHECK(if_given(std::to_string(read.field()), !read) == columns.at(5));
  CHECK(if_given(read.skipped_unknown() ? "yes" : "no", static_cast<bool>(read)) == columns.at(6));
  const status gate = decode<T>(input, canonical).status();
  CHECK((gate ? "accept" : "reject") == columns.at(8));
  CHECK(if_given(std::to_string(gate.offset()), !gate) == columns.at(9));
}

}  // namespace

TEST_CASE("verdicts.tsv: verdict, error, place and canonical verdict of the headers") {
  std::size_t checked = 0;
  for (const test::row& columns : test::read_table(test::data_path("verdicts.tsv"))) {
    if (!columns.at(0).ends_with("Headers")) continue;
    test::with_header_type(columns.at(0), [&]<message T>() { check_row<T>(columns); });
    ++checked;
  }
  CHECK(checked > 1500);
}
