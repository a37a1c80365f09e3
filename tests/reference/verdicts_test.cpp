// SPDX-License-Identifier: Apache-2.0
//
// tests/data/verdicts.tsv is what Headwire says and libprotobuf agrees with. After a change on
// purpose: `reference_write_verdicts > tests/data/verdicts.tsv`.
#include "reference/verdicts.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "support/data.hpp"

namespace headwire::reference {
namespace {

// Row by row, not beside a new table: how its random inputs come about depends on the compiler.
TEST_CASE("verdicts.tsv holds what Headwire and libprotobuf say") {
  std::size_t rows = 0;
  for (const test::row& columns : test::read_table(test::data_path("verdicts.tsv"))) {
    std::string recorded;
    for (const std::string& column : columns)
      recorded += (recorded.empty() ? "" : "\t") + (column.empty() ? "-" : column);
    std::string now;
    for_each_type(shared_types{}, [&]<message T>() {
      if (columns.at(0) == type_name<T>) now = verdict_row<T>(test::from_hex(columns.at(1)));
    });
    REQUIRE(now == recorded + "\n");
    ++rows;
  }
  CHECK(rows > 2000);
}

TEST_CASE("verdicts.tsv has every error that a decoder of these types can give") {
  std::set<std::string> seen;
  for (const test::row& columns : test::read_table(test::data_path("verdicts.tsv")))
    seen.insert(columns.at(3));
  // The usual decode does not ask for canonical form, and these types keep no unknown fields.
  const std::set<std::string_view> impossible = {"not_canonical", "too_many_unknown"};
  for (const std::string_view name : test::errc_names) {
    INFO(name);
    CHECK(seen.contains(std::string(name)) != impossible.contains(name));
  }
}

}  // namespace
}  // namespace headwire::reference
