// SPDX-License-Identifier: Apache-2.0
//
// `splice`: set, insert or clear fields of any width, and keep every other byte.
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "headwire/codec/decode.hpp"
#include "headwire/codec/encode.hpp"
#include "headwire/edit/locate.hpp"
#include "headwire/edit/rewrite.hpp"
#include "headwire/schema/path.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/error.hpp"
#include "headwire/wire/fragments.hpp"
#include "headwire/wire/input.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/writable.hpp"

namespace headwire {

/// Given to `splice` in place of a value: removes every occurrence of the field.
struct clear_t {};
inline constexpr clear_t clear{};

/// What `splice` makes of a field: a new value, or nothing. Made implicitly from either.
template <class Path>
class new_value {
 public:
  using value_type = typename Path::value_type;

  constexpr new_value(const value_type& value) noexcept : value_(value) {}  // NOLINT(*-explicit-*)
  constexpr new_value(clear_t) noexcept {}                                  // NOLINT(*-explicit-*)
  /// Text that converts to a std::string_view, such as a std::string or a literal.
  template <class Text>
  requires(std::convertible_to<const Text&, value_type> && !std::same_as<Text, value_type> &&
           std::same_as<value_type, std::string_view>)
  constexpr new_value(const Text& text) noexcept : value_(text) {}  // NOLINT(*-explicit-*)

  [[nodiscard]] constexpr const std::optional<value_type>& value() const noexcept { return value_; }

 private:
  std::optional<value_type> value_{};
};

namespace detail {
inline namespace HEADWIRE_ISA {

/// Encodes the tag of `Field` and its value, except for the contents of a string.
template <class Field>
constexpr void encode_head(const typename Field::value_type& value, wire_edit& edit) noexcept {
  std::byte* p = detail::write_constant<Field::tag()>(edit.head);
  p = kind_of<Field>::write_head(value, p);
  edit.head_size = static_cast<std::size_t>(p - edit.head);
}

/// The change that makes `value` of the field at the end of Path.
template <class Path, class Reader>
[[nodiscard]] constexpr wire_edit make_edit(const Reader& r, const new_value<Path>& value,
                                            const field_location<Reader>& found) noexcept {
  using leaf = typename Path::leaf;
  wire_edit edit;
  edit.tags = found.tags;
  if (found.last != nullptr) edit.last = r.offset_of(found.last);
  edit.present = found.present;
  edit.deepest_parent = r.offset_of(found.deepest_parent);
  edit.create_parents = value.value().has_value();
  // A zero that need not be written is not: what was canonical stays so.
  // mutant: splice: a zero is written where proto3 leaves it out
  edit.remove_all = !edit.create_parents || detail::is_left_out<leaf>(detail::held(value.value()));
  if (edit.remove_all) return edit;
  detail::encode_head<leaf>(detail::held(value.value()), edit);
  edit.tail = kind_of<leaf>::tail(detail::held(value.value()));
  return edit;
}

template <class Path>
[[nodiscard]] constexpr status check_new_value(const new_value<Path>& value) noexcept {
  using leaf = typename Path::leaf;
  // mutant: splice: a new text that is not UTF-8 is written
  return value.value() ? kind_of<leaf>::template check_content<leaf>(detail::held(value.value()))
                       : status{};
}

/// Each path of a call once: two values for one field would contradict each other.
template <auto Path, auto... Paths>
inline constexpr int times_given =
    (0 + ... + (std::is_same_v<path_type<Path>, path_type<Paths>> ? 1 : 0));
template <auto... Paths>
concept distinct_paths = paths_of_one_message<Paths...> && sizeof...(Paths) <= max_edits &&
                         ((times_given<Paths, Paths...> == 1) && ...);

/// The edits of one call.
template <std::size_t Count>
struct prepared {
  status outcome;
  wire_edit edits[Count];
};

/// Checks the new values and the message that begins at `start` and reaches to the end of the
/// input, and finds the places to change in it.
template <auto... Paths, class Reader>
[[nodiscard]] constexpr prepared<sizeof...(Paths)> prepare(
    Reader& r, position_of<Reader> start, const new_value<path_type<Paths>>&... values) noexcept {
  prepared<sizeof...(Paths)> ready{};
  static_cast<void>(
      ((ready.outcome = detail::check_new_value(values), bool{ready.outcome}) && ...));
  if (!ready.outcome) return ready;
  field_location<Reader> located[] = {{.tags = tags_of<path_type<Paths>>::tags}...};
  ready.outcome =
      detail::locate_message<rules::standard, root_of<Paths...>, Reader>(r, start, located);
  if (ready.outcome) {
    const field_location<Reader>* found = located;
    wire_edit* edit = ready.edits;
    ((*edit++ = detail::make_edit(r, values, *found++)), ...);
  }
  return ready;
}

template <auto... Paths, class Reader>
[[nodiscard]] constexpr result<mutable_bytes> splice_from(
    Reader& r, mutable_bytes out, const new_value<path_type<Paths>>&... values) noexcept {
  const auto ready = detail::prepare<Paths...>(r, r.begin, values...);
  if (!ready.outcome) return ready.outcome;
  rewriting<Reader> rewrite(r, ready.edits);
  size_output measured;
  rewrite.write(r.begin, r.limit, measured);
  if (measured.size >= size_limit) return status{errc::too_large, 0, 0};
  const std::size_t size = detail::to_size(measured.size);
  // mutant: splice: a buffer that is one byte short is used
  if (size > out.size()) return status{errc::buffer_too_small, size, 0};
  buffer_output written{out.data()};
  rewrite.write(r.begin, r.limit, written);
  return {out.first(size), ready.outcome};
}

}  // namespace HEADWIRE_ISA
}  // namespace detail

inline namespace HEADWIRE_ISA {

/// Copies the message `in` to the front of `out` with other values at the ends of `Paths`, and
/// returns the part of `out` that was written. For each path comes a value, or `clear`.
///
/// - A value goes to the place of the occurrence that wins. If there is none it is inserted before
///   the first field with a higher number, or at the end; missing parent messages
///   are made. A zero that proto3 does not write is left out, so a canonical message stays
///   canonical.
/// - `clear` removes every occurrence of the field.
/// - Lengths of the sub-messages around a change are written anew, in their minimal form. Every
///   other byte is kept, and its place in the order: unknown fields, padding, duplicates that do
///   not win.
///
/// Decoding the result gives what decoding `in` gives, except for those fields. Fails, with `out`
/// untouched, with the error of `decode` if `in` is not valid, `invalid_utf8` for a new string
/// (offset() counted in it), `too_large`, or `buffer_too_small`, offset() then being the size
/// needed. `out` must not overlap `in` or a new value.
template <auto... Paths>
requires detail::distinct_paths<Paths...>
[[nodiscard]] constexpr result<mutable_bytes> splice(
    input in, writable out, const new_value<detail::path_type<Paths>>&... values) noexcept {
  detail::reader r{in};
  return detail::splice_from<Paths...>(r, out, values...);
}

/// The same for a message in several segments. The result is one segment.
template <auto... Paths, detail::segment_range Segments>
requires detail::distinct_paths<Paths...>
[[nodiscard]] constexpr result<mutable_bytes> splice(
    Segments&& in, writable out, const new_value<detail::path_type<Paths>>&... values) noexcept {
  detail::segment_reader r{detail::segments_of(std::forward<Segments>(in)), {}};
  return detail::splice_from<Paths...>(r, out, values...);
}

/// `splice` with `clear` for every path.
template <auto... Paths>
requires detail::distinct_paths<Paths...>
[[nodiscard]] constexpr result<mutable_bytes> splice_clear(input in, writable out) noexcept {
  return headwire::splice<Paths...>(in, out, new_value<detail::path_type<Paths>>(clear)...);
}

/// Says what is wrong with the paths of a call.
template <auto... Paths, class... Arguments>
requires(sizeof...(Paths) > 0 && !detail::distinct_paths<Paths...>)
constexpr result<bool> splice(Arguments&&...) noexcept {
  if constexpr (detail::paths_of_one_message<Paths...>) {
    constexpr bool distinct = detail::distinct_paths<Paths...>;
    static_assert(distinct, "headwire: 32 paths at most, and none is given twice");
  } else {
    detail::check_paths<Paths...>();
  }
  return status{};
}

}  // namespace HEADWIRE_ISA

}  // namespace headwire
