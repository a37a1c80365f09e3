// SPDX-License-Identifier: Apache-2.0
//
// The headers of a system as workloads. A system is
//
//     struct hbase {
//       using type = RequestHeader;                    // names its class of libprotobuf, too
//       static constexpr const char* name = "hbase";
//       static constexpr auto peeked = path<…>;        // one field, where there are levels in one
//       static std::string wire(number_source&);       // a header, as bytes
//       static auto peeked_in(const counterpart&);     // the same field of libprotobuf's
//     };
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <headwire/headwire.hpp>
#include <string>
#include <string_view>
#include <type_traits>

#include "numbers.hpp"
#include "reference/types.hpp"

namespace headwire::reference {

/// Structs that name their generated class themselves.
template <message T>
requires requires { typename T::counterpart; }
struct reference_of<T> : std::type_identity<typename T::counterpart> {};

}  // namespace headwire::reference

namespace headwire::bench::systems {

/// Every message has other widths and other fields than the one before, in a new order each pass:
/// a branch predictor guesses nothing.
struct random_stream {
  static constexpr std::string_view name = ".random";
  static constexpr bool shuffled = true;
  static constexpr std::size_t distinct = 4096;
};

/// Few messages in one order: the branch predictor knows them all. Streams of real systems, whose
/// ids keep their widths, lie between both, mostly near this one.
struct steady_stream {
  static constexpr std::string_view name = ".steady";
  static constexpr bool shuffled = false;
  static constexpr std::size_t distinct = 64;
};

/// "hbase.random", with a zero at the end.
template <class System, class Stream>
inline constexpr auto stream_name = [] {
  constexpr std::string_view system = System::name;
  std::array<char, system.size() + Stream::name.size() + 1> joined{};
  std::copy(Stream::name.begin(), Stream::name.end(),
            std::copy(system.begin(), system.end(), joined.begin()));
  return joined;
}();

/// A workload, as contender.hpp and corpus.hpp take it.
template <class System, class Stream>
struct stream_of : System {
  static constexpr const char* name = stream_name<System, Stream>.data();
  static constexpr bool shuffled = Stream::shuffled;
  static constexpr std::size_t distinct = Stream::distinct;
};

}  // namespace headwire::bench::systems
