// SPDX-License-Identifier: Apache-2.0
//
// One input through Headwire and libprotobuf, with everything compared that both can say about it.
// The tests of this folder and the fuzz targets share it. All of both libraries that it takes is
// compiled once for all of them, in comparison.cpp.
#pragma once

#include <cstddef>
#include <headwire/headwire.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "reference/types.hpp"
#include "support/data.hpp"

namespace headwire::reference {

/// What the functions below say when all is the same. Tests compare with it, so that a failure
/// shows the difference.
inline constexpr std::string_view no_difference;

/// Keeps libprotobuf from logging each string that is not UTF-8.
void silence_libprotobuf();

/// comparison for a type that only its maker knows.
class comparer {
 public:
  comparer() = default;
  comparer(const comparer&) = delete;
  comparer& operator=(const comparer&) = delete;
  virtual ~comparer() = default;
  [[nodiscard]] virtual std::string_view check(bytes input) = 0;
  [[nodiscard]] virtual std::string describe(bytes input) const = 0;
};

/// For the type of this index in all_types.
[[nodiscard]] std::unique_ptr<comparer> make_comparer(std::size_t type);

template <message T>
[[nodiscard]] std::unique_ptr<comparer> make_comparer() {
  return make_comparer(index_in<T>(all_types{}));
}
using deepest_chain = nested_chain<100>;
template <>
[[nodiscard]] std::unique_ptr<comparer> make_comparer<deepest_chain>();

/// Holds the messages of both sides, to be used again: most inputs are a few bytes long, and making
/// the messages would take longer than reading them.
template <message T>
class comparison {
 public:
  /// Empty if Headwire and libprotobuf agree on `input`; else the first thing they differ in.
  [[nodiscard]] std::string_view check(bytes input) { return both_->check(input); }

  /// What both say of `input`, for a person: verdicts and values.
  [[nodiscard]] std::string describe(bytes input) const { return both_->describe(input); }

 private:
  std::unique_ptr<comparer> both_ = make_comparer<T>();
};

template <message T>
[[nodiscard]] std::string describe_both(bytes input) {
  return comparison<T>().describe(input);
}

/// A test case to paste that fails as long as `call`, which may use `input`, says something.
[[nodiscard]] inline std::string test_case(const std::string& name, bytes input,
                                           const std::string& call) {
  return "\n  test case:\n    TEST_CASE(\"" + name +
         "\") {\n      const auto input = test::from_hex(\"" + test::to_hex(input) +
         "\");\n      CHECK(" + call + " == no_difference);\n    }\n";
}

/// All about one disagreement: the input, both verdicts, both values, and a test case to paste.
template <message T>
[[nodiscard]] std::string report(bytes input, std::string_view difference) {
  const std::string type(type_name<T>);
  return "Headwire and libprotobuf differ: " + std::string(difference) + describe_both<T>(input) +
         test_case(type + ": " + std::string(difference), input,
                   "disagreement<" + type + ">(input)");
}

/// Empty if both agree on `input`, else the report.
template <message T>
[[nodiscard]] std::string disagreement(bytes input) {
  comparison<T> both;
  const std::string_view difference = both.check(input);
  return difference.empty() ? std::string() : report<T>(input, difference);
}

}  // namespace headwire::reference
