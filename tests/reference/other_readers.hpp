// SPDX-License-Identifier: Apache-2.0
//
// What `canonical` lets through, every implementation must read alike: here those that Atomix's
// users meet beside Google's C++, the Go code of Atomix and nanopb.
#pragma once

#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <string_view>
#include <type_traits>

#include "reference/bridge.hpp"
#include "reference/types.hpp"
#include "support/go_reader.hpp"
#ifdef HEADWIRE_HAVE_NANOPB
#include "reference/nanopb.hpp"
#endif

namespace headwire::reference {

#ifdef HEADWIRE_HAVE_NANOPB
/// nanopb refuses a number that its C type cannot hold: an enum without negative enumerators is
/// unsigned there. And it has only so much room for a string.
template <message T>
[[nodiscard]] bool fits_nanopb(const T& ours) {
  return all_fields<T>([&]<std::size_t I>() {
    using field = detail::field_at<T, I>;
    const auto& member = ours.*field::member;
    if constexpr (field::is_message) {
      return !member || fits_nanopb(*member);
    } else if constexpr (std::is_enum_v<typename field::value_type>) {
      return static_cast<std::int32_t>(member) >= 0;
    } else if constexpr (std::is_same_v<typename field::value_type, std::string_view>) {
      return member.size() <= nanopb_string_size;
    } else {
      return true;
    }
  });
}

/// A refusal is loud, so it is other values that must not be. But it must have its known reason.
template <message T>
[[nodiscard]] std::string_view compare_with_nanopb(bytes input, const T& ours) {
  typename nanopb_of<T>::type theirs;
  if (!read_nanopb<T>(input, theirs)) return fits_nanopb(ours) ? "nanopb refuses it" : "";
  return same(ours, theirs) ? "" : "nanopb reads other values";
}
#endif

/// Empty if the other readers give the values that Headwire gives, or it refuses the input.
template <message T>
[[nodiscard]] std::string_view check_other_readers(bytes input) {
  T ours;
  if (!decode(input, ours, canonical)) return "";
  T by_go;
  if (!test::go_reader::read(input, by_go)) return "the Go rules refuse it";
  if (!equal(by_go, ours)) return "the Go rules give other values";
#ifdef HEADWIRE_HAVE_NANOPB
  return compare_with_nanopb<T>(input, ours);
#else
  return "";
#endif
}

}  // namespace headwire::reference
