// SPDX-License-Identifier: Apache-2.0
//
// `peek_trusted`: one field of a message that is known to be canonical, at the least cost.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "headwire/edit/peek.hpp"

namespace headwire {

namespace detail {

/// Finds the fields on the way of Path from the Level-th on. Returns the place behind the value, or
/// nullptr at an error and where the field is absent.
template <class Path, std::size_t Level>
constexpr const std::byte* find_first(reader& r, const std::byte* p, const std::byte* end,
                                      value_target<typename Path::value_type>& found) noexcept {
  using field = typename Path::template field<Level>;
  if constexpr (Level + 1 == Path::size && !field::explicit_presence) found.value.emplace();
  while (p != end) {
    const std::byte* const at = p;
    std::uint32_t tag = 0;
    p = read_tag(r, p, end, tag);
    if (p == nullptr) return nullptr;
    if (tag == field::tag()) {
      if constexpr (field::is_message) {
        std::uint32_t length = 0;
        p = read_length(r, p, end, field::number, length);
        return p == nullptr ? nullptr : find_first<Path, Level + 1>(r, p, p + length, found);
      } else {
        return read_field<rules::standard, field>(r, p, end, found, static_cast<int>(Level));
      }
    }
    if (tag_number(tag) > field::number) return nullptr;
    p = skip_value(r, tag, at, p, end, static_cast<int>(Level));
    if (p == nullptr) return nullptr;
  }
  return nullptr;
}

}  // namespace detail

/// The value at the end of `Path` in a message that the caller knows to be canonical, because it
/// has passed the gate or comes from an encoder that is trusted: stops at the first match.
///
/// On canonical bytes it gives what `peek` gives. On others it is safe (no byte outside `in` is
/// read) but may differ: it does not see a later duplicate, a merge, a field out of order, or any
/// error behind or beside the way. Never use it to decide about bytes of unknown origin.
template <auto Path>
requires detail::paths_of_one_message<Path>
[[nodiscard]] constexpr detail::peek_result<Path> peek_trusted(bytes in) noexcept {
  using P = detail::path_type<Path>;
  detail::reader r{in};
  detail::value_target<typename P::value_type> found;
  static_cast<void>(detail::find_first<P, 0>(r, r.begin, r.limit, found));
  const status done = r.status();
  if (!done) return done;
  return {found.value, done};
}

/// Refused at compile time: views into a temporary that owns its bytes would dangle.
template <auto Path, detail::owning_temporary<bytes> Owner>
void peek_trusted(Owner&&) = delete;

}  // namespace headwire
