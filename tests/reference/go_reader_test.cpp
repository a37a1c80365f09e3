// SPDX-License-Identifier: Apache-2.0
//
// The reader by the rules of Atomix's Go code gives the verdicts and values which that code was
// observed to give.
#include "support/go_reader.hpp"

#include <cstddef>
#include <string>
#include <string_view>

#include "reference/leaves.hpp"
#include "reference/types.hpp"
#include "support/catch.hpp"
#include "support/data.hpp"
#include "support/vectors.hpp"

namespace headwire::reference {
namespace {

/// Go has no absent sub-messages.
template <message T>
void make_whole(T& value) {
  all_fields<T>([&]<std::size_t I>() {
    using field = detail::field_at<T, I>;
    if constexpr (field::is_message) {
      auto& member = value.*field::member;
      if (!member) member = typename field::value_type{};
      make_whole(*member);
    }
    return true;
  });
}

template <message T>
void check_row(bytes input, std::string_view verdict) {
  INFO(type_name<T> << ": " << test::to_hex(input));
  T value{};
  const bool accepted = test::go_reader::read(input, value);
  constexpr std::string_view accept = "accept";
  CHECK(accepted == verdict.starts_with(accept));
  if (!accepted || !verdict.starts_with(accept)) return;
  make_whole(value);
  CHECK(header_leaves(value) ==
        recorded_list(verdict.size() > accept.size() ? verdict.substr(accept.size() + 1) : ""));
}

TEST_CASE("malformed.tsv: the verdict and values of Atomix's Go code") {
  std::size_t checked = 0;
  for (const test::row& columns : test::read_table(test::data_path("vectors/malformed.tsv"))) {
    for_each_type(header_types{}, [&]<message T>() {
      if (columns.at(1) != type_name<T>) return;
      check_row<T>(test::from_hex(columns.at(2)), columns.at(6));
      ++checked;
    });
  }
  CHECK(checked == 1119);
}

TEST_CASE("atomix-go.tsv: what Atomix's Go code wrote") {
  std::size_t checked = 0;
  for (const test::header_vector& row : test::go_vectors()) {
    test::with_header_type(row.type, [&]<message T>() {
      T value{};
      CHECK(test::go_reader::read(row.encoding, value));
      T ours{};
      CHECK(decode(row.encoding, ours));
      CHECK(equal(value, ours));
      ++checked;
    });
  }
  CHECK(checked == 1179);
}

}  // namespace
}  // namespace headwire::reference
