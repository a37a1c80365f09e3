// SPDX-License-Identifier: Apache-2.0
//
// Every truncation of every vector, and every change of one of its bytes, as libprotobuf reads it.
// By default the changes of a part of the vectors; those of all with the tag [long].
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "reference/comparison.hpp"
#include "reference/types.hpp"
#include "support/catch.hpp"
#include "support/data.hpp"
#include "support/vectors.hpp"

namespace headwire::reference {
namespace {

struct vector_row {
  std::string type;
  std::vector<std::byte> encoding;
};

/// Well-formed messages, as Go and C++ wrote them, and odd ones.
std::vector<vector_row> all_rows() {
  std::vector<vector_row> rows;
  for (const auto& written : {test::go_vectors(), test::cpp_vectors()}) {
    for (const test::header_vector& row : written)
      rows.push_back({row.type, row.encoding});
  }
  for (const test::row& columns : test::read_table(test::data_path("vectors/malformed.tsv")))
    rows.push_back({columns.at(1), test::from_hex(columns.at(2))});
  for (const test::row& columns : test::edge_cases())
    rows.push_back({columns.at(1), test::from_hex(columns.at(2))});
  return rows;
}

/// `f.operator()<T>(row)` for each row whose type is compared. Returns how many there were.
template <class F>
std::size_t each_row(const std::vector<vector_row>& rows, F f) {
  std::size_t called = 0;
  for (const vector_row& row : rows) {
    for_each_type(all_types{}, [&]<message T>() {
      if (row.type != type_name<T>) return;
      f.template operator()<T>(row);
      ++called;
    });
  }
  return called;
}

template <message T>
void require_same(bytes input) {
  static comparison<T> both;
  const std::string_view difference = both.check(input);
  if (!difference.empty()) FAIL(report<T>(input, difference));
}

template <message T>
void compare_changes(const vector_row& row) {
  std::vector<std::byte> changed = row.encoding;
  for (std::size_t i = 0; i < changed.size(); ++i) {
    for (unsigned bits = 1; bits < 256; ++bits) {
      changed[i] = row.encoding[i] ^ static_cast<std::byte>(bits);
      require_same<T>(changed);
    }
    changed[i] = row.encoding[i];
  }
}

TEST_CASE("every truncation of every vector") {
  const std::size_t rows = each_row(all_rows(), []<message T>(const vector_row& row) {
    for (std::size_t size = 0; size <= row.encoding.size(); ++size) {
      const std::vector<std::byte> cut(row.encoding.begin(),
                                       row.encoding.begin() + static_cast<std::ptrdiff_t>(size));
      require_same<T>(cut);
    }
  });
  CHECK(rows >= 1178 + 1275 + 1119);
}

TEST_CASE("every change of a byte of a part of the vectors") {
  const std::vector<vector_row> rows = all_rows();
  std::vector<vector_row> sampled;
  for (std::size_t i = 0; i < rows.size(); i += 16) {
    if (rows[i].encoding.size() <= 64) sampled.push_back(rows[i]);
  }
  const std::size_t compared =
      each_row(sampled, []<message T>(const vector_row& row) { compare_changes<T>(row); });
  CHECK(compared > 150);
}

TEST_CASE("every change of a byte of every vector", "[.][long]") {
  const std::size_t rows =
      each_row(all_rows(), []<message T>(const vector_row& row) { compare_changes<T>(row); });
  CHECK(rows >= 1178 + 1275 + 1119);
}

}  // namespace
}  // namespace headwire::reference
