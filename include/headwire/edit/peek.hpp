// SPDX-License-Identifier: Apache-2.0
//
// `peek`: one field, or a few, out of a message's bytes, without decoding the rest into a struct.
#pragma once

#include <cstddef>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include "headwire/codec/decode.hpp"
#include "headwire/edit/capture.hpp"
#include "headwire/edit/locate.hpp"
#include "headwire/schema/path.hpp"
#include "headwire/wire/always_inline.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/error.hpp"
#include "headwire/wire/fragments.hpp"
#include "headwire/wire/input.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/writable.hpp"

namespace headwire {

namespace detail {
inline namespace HEADWIRE_ISA {

/// What peek returns for these paths: an optional for one, a tuple of optionals for several.
template <auto... Paths>
struct peeked {};
template <auto... Paths>
requires(paths_of_one_message<Paths...> && sizeof...(Paths) > 1)
struct peeked<Paths...> {
  using type = std::tuple<std::optional<typename path_type<Paths>::value_type>...>;
};
template <auto Path>
requires paths_of_one_message<Path>
struct peeked<Path> {
  using type = std::optional<typename path_type<Path>::value_type>;
};

template <auto... Paths>
using peek_result = result<typename peeked<Paths...>::type>;

/// The values in a message that has been decoded.
template <auto... Paths>
[[nodiscard]] constexpr peek_result<Paths...> get_all(const root_of<Paths...>& whole,
                                                      status done) noexcept {
  const auto values = [&] {
    return typename peeked<Paths...>::type(headwire::get<Paths>(whole)...);
  };
  return {std::in_place, values, done};
}

/// By the definition of peek: decodes all, and gets the values.
template <rules Rules, auto... Paths, class Reader>
[[nodiscard]] [[gnu::noinline]] constexpr peek_result<Paths...> peek_decoded(
    Reader& r, position_of<Reader> start, int depth) noexcept {
  root_of<Paths...> whole;
  const status done = detail::decode_from<Rules>(r, start, whole, depth);
  return done ? detail::get_all<Paths...>(whole, done) : done;
}

/// Of segments, only what is asked for may be copied.
template <rules Rules, auto... Paths, class Reader, std::size_t... Index>
[[nodiscard]] constexpr peek_result<Paths...> peek_traced(Reader& r, position_of<Reader> start,
                                                          int depth,
                                                          std::index_sequence<Index...>) noexcept {
  static_assert(sizeof...(Paths) <= max_located, "headwire: too many paths for one call");
  field_location<Reader> located[] = {{.tags = tags_of<path_type<Paths>>::tags}...};
  const status done =
      detail::locate_message<Rules, root_of<Paths...>, Reader>(r, start, located, depth);
  if (!done) return done;
  const typename peeked<Paths...>::type values{
      detail::value_at<path_type<Paths>>(r, located[Index])...};
  const status copied = r.status();
  return copied ? peek_result<Paths...>(values, copied) : peek_result<Paths...>(copied);
}

/// What does not fit on the fast path is decoded: that code is there already, and no slower.
template <rules Rules, auto... Paths>
[[nodiscard]] [[gnu::noinline]] constexpr peek_result<Paths...> peek_decoded(bytes in) noexcept {
  root_of<Paths...> whole;
  const status done = detail::decode_fallback<Rules>(in, whole);
  return done ? detail::get_all<Paths...>(whole, done) : done;
}

/// Peeks into the message [p, end) on its fast path, and calls `otherwise` if it does not fit.
template <rules Rules, auto... Paths, class F>
[[nodiscard, HEADWIRE_ALWAYS_INLINE]] inline constexpr peek_result<Paths...> peek_into(
    const std::byte* p, const std::byte* end, F otherwise) noexcept {
  if (std::is_constant_evaluated()) return otherwise();
  std::tuple<value_capture<path_type<Paths>>...> captures;
  if (detail::capture_fast<Rules, Paths...>(p, end, captures)) [[likely]] {
    return std::apply(
        [](const auto&... each) {
          const auto values = [&] { return typename peeked<Paths...>::type(each.captured()...); };
          return peek_result<Paths...>{std::in_place, values, {}};
        },
        captures);
  }
  return otherwise();
}

/// Peeks into the message that begins at `start`, `depth` levels below the top, and reaches to the
/// end of the input.
template <rules Rules, auto... Paths, class Reader>
[[nodiscard]] constexpr peek_result<Paths...> peek_from(Reader& r, position_of<Reader> start,
                                                        int depth) noexcept {
  if constexpr (std::is_same_v<Reader, reader>) {
    return detail::peek_into<Rules, Paths...>(
        start, r.limit, [&] { return detail::peek_decoded<Rules, Paths...>(r, start, depth); });
  } else {
    return detail::peek_traced<Rules, Paths...>(r, start, depth,
                                                std::make_index_sequence<sizeof...(Paths)>{});
  }
}

template <rules Rules, auto... Paths>
[[nodiscard]] constexpr peek_result<Paths...> peek_as(bytes in) noexcept {
  // Without a reader, unless it is needed: it would cost 19 instructions of 122.
  return detail::peek_into<Rules, Paths...>(
      in.data(), in.data() + in.size(), [&] { return detail::peek_decoded<Rules, Paths...>(in); });
}

template <rules Rules, auto... Paths, class List>
[[nodiscard]] constexpr peek_result<Paths...> peek_as(List in, mutable_bytes scratch) noexcept {
  if (in.size() == 1) return detail::peek_as<Rules, Paths...>(bytes{in[0]});
  segment_reader r{in, scratch};
  return detail::peek_from<Rules, Paths...>(r, r.begin, 0);
}

}  // namespace HEADWIRE_ISA
}  // namespace detail

inline namespace HEADWIRE_ISA {

/// The values at the ends of `Paths`: exactly what decoding the whole message and `get` would give,
/// or the error that decoding would give, wherever in the message it lies. The last scalar wins,
/// repeated sub-messages merge, another wire type makes a field unknown.
///
/// One path gives a `result<std::optional<V>>`, several give a
/// `result<std::tuple<std::optional<V>…>>` after one pass. An optional is empty if and only if a
/// sub-message on the path, or a field with explicit presence at the end, is absent; an absent field
/// with implicit presence is zero.
///
/// Strings and bytes are views of `in`.
///
/// With the option `canonical` the message has to pass the canonical gate: see `decode`.
template <auto... Paths, detail::read_option Option = detail::standard_t>
requires detail::paths_of_one_message<Paths...>
[[nodiscard]] constexpr detail::peek_result<Paths...> peek(input in, Option = {}) noexcept {
  return detail::peek_as<detail::rules_of<Option>, Paths...>(in);
}

/// The same for a message in several segments. Only a string or bytes value that is asked for and
/// straddles segments is copied, to `scratch`: see `decode(segments, out, scratch)`.
template <auto... Paths, detail::segment_range Segments,
          detail::read_option Option = detail::standard_t>
requires detail::paths_of_one_message<Paths...>
[[nodiscard]] constexpr detail::peek_result<Paths...> peek(Segments&& in, writable scratch,
                                                           Option = {}) noexcept {
  return detail::peek_as<detail::rules_of<Option>, Paths...>(
      detail::segments_of(std::forward<Segments>(in)), scratch);
}

/// Says what is wrong with the paths of a call.
template <auto... Paths, class... Arguments>
requires detail::no_paths_of_one_message<Paths...>
constexpr result<bool> peek(Arguments&&...) noexcept {
  detail::check_paths<Paths...>();
  return status{};
}

}  // namespace HEADWIRE_ISA

}  // namespace headwire
