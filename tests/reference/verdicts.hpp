// SPDX-License-Identifier: Apache-2.0
//
// The table tests/data/verdicts.tsv: odd inputs with what a decoder should say of them. Each row is
// compared with libprotobuf before it is written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "mutator.hpp"
#include "reference/comparison.hpp"
#include "reference/leaves.hpp"
#include "reference/random.hpp"
#include "reference/types.hpp"
#include "support/data.hpp"
#include "support/errc_names.hpp"

namespace headwire::reference {

/// The types whose schema other implementations have: headers.proto, scalars.proto, edge.proto.
using shared_types = decltype(join(header_types{}, type_list<AllScalars, OptionalScalars, Opt>{}));

inline constexpr std::string_view verdicts_head =
    "# "
    "type\thex\tverdict\terror\toffset\tfield\tunknown\tgoogle_cpp\tcanonical\tcanonical_"
    "offset\tvalues\n";

/// A row; throws if libprotobuf differs in anything but what is documented.
template <message T>
[[nodiscard]] std::string verdict_row(bytes input) {
  const std::string difference = disagreement<T>(input);
  if (!difference.empty()) throw std::logic_error(difference);
  T value;
  const status read = decode(input, value);
  const status gate = decode<T>(input, canonical).status();
  reference_t<T> theirs;
  const bool google = theirs.ParseFromArray(input.data(), static_cast<int>(input.size()));

  const auto column = [](const std::string& text) { return "\t" + (text.empty() ? "-" : text); };
  const auto verdict = [&](bool good) { return column(good ? "accept" : "reject"); };
  std::string values;
  for (const std::string& leaf : read ? edge_leaves(value) : leaf_list{})
    values += (values.empty() ? "" : " ") + leaf;
  return std::string(type_name<T>) + column(test::to_hex(input)) +
         verdict(static_cast<bool>(read)) + column(std::string(test::name_of(read.code()))) +
         column(read ? "" : std::to_string(read.offset())) +
         column(read ? "" : std::to_string(read.field())) +
         column(read ? (read.skipped_unknown() ? "yes" : "no") : "") + verdict(google) +
         verdict(static_cast<bool>(gate)) + column(gate ? "" : std::to_string(gate.offset())) +
         column(values) + "\n";
}

/// The longest of a few random messages that is still short.
template <message T>
[[nodiscard]] std::string encoded_sample() {
  random_source source(7);
  reference_t<T> theirs;
  std::string best;
  for (int i = 0; i < 50; ++i) {
    theirs.Clear();
    randomise(theirs, source);
    const std::string text = theirs.SerializeAsString();
    if (text.size() > best.size() && text.size() < 60) best = text;
  }
  return best;
}

/// Changed messages, one for each way in which a decoder can look at them: error, place, field,
/// whether fields are unknown, where it stops being canonical.
template <message T>
void add_mutations(std::set<std::string>& rows) {
  constexpr std::size_t wanted = 80;
  constexpr std::size_t longest = 60;
  std::set<std::tuple<errc, std::size_t, std::uint32_t, bool, std::size_t, std::size_t>> seen;
  fuzz::mutator mutator(2024);
  const std::string valid = encoded_sample<T>();
  std::string made = valid;
  for (int tries = 0; tries < 20'000 && seen.size() < wanted; ++tries) {
    made = mutator.change(tries % 4 == 0 ? valid : made, 0, longest);
    const bytes input = as_bytes(made);
    T value;
    const status read = decode(input, value);
    const status gate = decode<T>(input, canonical).status();
    if (seen.insert({read.code(), read.offset() / 4, read.field(), read.skipped_unknown(),
                     gate.offset() / 4, input.size() / 16})
            .second) {
      rows.insert(verdict_row<T>(input));
    }
  }
}

/// The whole table: the recorded inputs, and changes of valid ones. Sorted, without duplicates.
[[nodiscard]] inline std::string verdict_table() {
  std::set<std::string> rows;
  for_each_type(shared_types{}, [&]<message T>() {
    const auto add = [&](const test::row& columns, std::size_t type, std::size_t hex) {
      if (columns.at(type) == type_name<T>) {
        rows.insert(verdict_row<T>(test::from_hex(columns.at(hex))));
      }
    };
    for (const test::row& columns : test::read_table(test::data_path("vectors/malformed.tsv")))
      add(columns, 1, 2);
    for (const test::row& columns : test::edge_cases())
      add(columns, 1, 2);
    add_mutations<T>(rows);
  });
  std::string table(verdicts_head);
  for (const std::string& row : rows)
    table += row;
  return table;
}

}  // namespace headwire::reference
