// SPDX-License-Identifier: Apache-2.0
//
// tests/data/verdicts.tsv is what Headwire says and libprotobuf agrees with. After a change on
// purpose: `reference_write_verdicts > tests/data/verdicts.tsv`.
#include "reference/verdicts.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "support/data.hpp"

namespace headwire::reference {
namespace {

TEST_CASE("verdicts.tsv holds what Headwire and libprotobuf say") {
  const std::vector<std::string> now = test::split(verdict_table(), '\n');
  const std::vector<std::string> recorded =
      test::split(test::read_file(test::data_path("verdicts.tsv")), '\n');
  for (std::size_t i = 0; i < std::min(now.size(), recorded.size()); ++i)
    REQUIRE(recorded[i] == now[i]);
  CHECK(recorded.size() == now.size());
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
