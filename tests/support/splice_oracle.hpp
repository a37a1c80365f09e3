// SPDX-License-Identifier: Apache-2.0
//
// patch and splice beside the plain model of wire_tree.hpp, for any input. Says the first
// difference in words.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/paths.hpp"
#include "support/wire_tree.hpp"
#include "unit/support/heap_block.hpp"

namespace headwire::test {

template <class Path>
std::vector<std::uint64_t> way_of() {
  return []<std::size_t... I>(std::index_sequence<I...>) {
    return std::vector<std::uint64_t>{Path::template field<I>::tag()...};
  }(std::make_index_sequence<Path::size>{});
}

/// A new value for splice; nullopt stands for `clear`.
template <class Path>
using new_content = std::optional<typename Path::value_type>;

template <class Path>
new_value<Path> to_argument(const new_content<Path>& value) {
  return value ? new_value<Path>(*value) : new_value<Path>(clear);
}

/// The bytes behind the tag and, for a string, behind the length.
template <class Path>
std::string encoded_value(const typename Path::value_type& value) {
  const std::string whole = encoded_leaf<Path>(value);
  std::size_t at = 0;
  static_cast<void>(read_raw_varint(whole, at));
  if (Path::leaf::wire() == wire_type::len) static_cast<void>(read_raw_varint(whole, at));
  return whole.substr(at);
}

/// True if proto3 leaves the value out: its bits are all zero, and its presence is not tracked.
template <class Path>
bool is_never_written(const typename Path::value_type& value) {
  const std::string content = encoded_value<Path>(value);
  return !Path::leaf::explicit_presence && content.find_first_not_of('\0') == std::string::npos &&
         (Path::leaf::wire() != wire_type::len || content.empty());
}

/// What splice should make of a valid message.
template <class Path>
std::string spliced(std::string_view in, const new_content<Path>& value) {
  wire_tree tree(in, way_of<Path>());
  if (!value) {
    tree.clear();
  } else if (is_never_written<Path>(*value)) {
    tree.set_nothing();
  } else {
    tree.set(encoded_leaf<Path>(*value));
  }
  return tree.text();
}

/// The spans one after the other.
inline std::string joined(std::span<const bytes> list) {
  std::string out;
  for (const bytes span : list)
    out += as_text(span);
  return out;
}

inline bool lies_in(bytes span, bytes whole) {
  const std::less_equal<const std::byte*> not_after;
  return not_after(whole.data(), span.data()) &&
         not_after(span.data() + span.size(), whole.data() + whole.size());
}

/// Checks `call(list, scratch)`, a splice_gather whose list is at most `most` spans long and whose
/// result is known: exact sizes suffice, smaller ones are refused with the size, and spans lie in
/// the input or the scratch.
template <class Call>
std::string_view check_gather(std::span<const bytes> in, std::size_t most,
                              std::string_view expected, Call call) {
  std::vector<bytes> list(most);
  std::size_t needed = 0;
  const result<gather_list> without = call(gather_list(list), mutable_bytes{});
  if (!without) {
    if (without.status().code() != errc::scratch_too_small) return "status of splice_gather";
    needed = without.status().offset();
    if (needed == 0 || needed > expected.size()) return "size of scratch";
    heap_block less(needed - 1);
    if (call(gather_list(list), less.writable()).status() != without.status()) {
      return "scratch of one byte less";
    }
  }
  heap_block scratch(needed);
  const result<gather_list> done = call(gather_list(list), scratch.writable());
  if (!done || joined(*done) != expected) return "bytes of splice_gather";
  if (done->data() != list.data() || done->size() > most) return "list of splice_gather";
  std::size_t from_scratch = 0;
  for (const bytes span : *done) {
    const bool owned = lies_in(span, scratch.view());
    if (owned) from_scratch += span.size();
    const bool borrowed =
        std::any_of(in.begin(), in.end(), [&](bytes segment) { return lies_in(span, segment); });
    if (span.empty() || owned == borrowed) return "a span of splice_gather";
  }
  if (from_scratch != needed) return "scratch is not filled";
  if (done->empty()) return "";
  std::vector<bytes> shorter(done->size() - 1);
  const status refused = call(gather_list(shorter), scratch.writable()).status();
  return refused == status(errc::buffer_too_small, done->size(), 0) ? "" : "list too short";
}

template <auto Path>
std::string_view check_splice_bytes(bytes in, std::string_view expected,
                                    const new_value<detail::path_type<Path>>& argument) {
  heap_block out(expected.size());
  const result<mutable_bytes> done = splice<Path>(in, out.writable(), argument);
  if (!done || done->data() != out.view().data()) return "status of splice";
  if (as_text(*done) != expected) return "bytes of splice";
  if (!expected.empty()) {
    heap_block less(expected.size() - 1);
    std::ranges::fill(less.writable(), std::byte{0xa5});
    if (splice<Path>(in, less.writable(), argument).status() !=
        status(errc::buffer_too_small, expected.size(), 0)) {
      return "splice into one byte less";
    }
    for (const std::byte byte : less.view())
      if (byte != std::byte{0xa5}) return "splice has touched a buffer that is too small";
  }
  return check_gather({&in, 1}, max_gather_spans<Path>, expected,
                      [&](gather_list list, mutable_bytes scratch) {
                        return splice_gather<Path>(in, list, scratch, argument);
                      });
}

/// Empty if splice does what it should; `in` may be any bytes.
template <auto Path>
std::string_view check_splice(bytes in, const new_content<detail::path_type<Path>>& value) {
  using P = detail::path_type<Path>;
  typename P::root before{};
  const status read = decode(in, before);
  const new_value<P> argument = to_argument<P>(value);
  if (!read) {
    heap_block out(in.size() + 200);
    const bool alike = splice<Path>(in, out.writable(), argument).status() == read;
    return alike ? "" : "status of splice for an invalid message";
  }
  const std::string expected = spliced<P>(as_text(in), value);
  const std::string_view difference = check_splice_bytes<Path>(in, expected, argument);
  if (!difference.empty()) return difference;

  typename P::root after{};
  const status again = decode(as_bytes(expected), after);
  // A field between two unknown ones makes two runs of one, for which there may be no room.
  if (again.code() == errc::too_many_unknown) return "";
  if (again != read) return "status of the result of splice";
  change<P>(before, value);
  if (!equal(before, after)) return "the result of splice, decoded";
  const bool was_canonical = static_cast<bool>(decode(in, before, canonical));
  if (was_canonical && !decode(as_bytes(expected), after, canonical)) return "canonical no more";
  return "";
}

/// The message after patch; or why it is refused.
struct patched {
  status outcome;
  std::string message;
};

template <class Path>
patched expected_patch(std::string_view in, status read, const typename Path::value_type& value,
                       bool padding) {
  patched expected{read, std::string(in)};
  if (!read) return expected;
  const wire_tree tree(in, way_of<Path>());
  const wire_tree::field* const old = tree.last();
  if (old == nullptr) {
    expected.outcome = {errc::not_present, 0, Path::leaf::number};
    return expected;
  }
  std::string bytes_of_value = encoded_value<Path>(value);
  while (padding && Path::leaf::wire() == wire_type::varint &&
         bytes_of_value.size() < old->content.size()) {
    bytes_of_value.back() = static_cast<char>(bytes_of_value.back() | 0x80);
    bytes_of_value += '\0';
  }
  if (bytes_of_value.size() != old->content.size()) {
    expected.outcome = {errc::size_mismatch, old->at, Path::leaf::number};
  } else {
    expected.message.replace(old->at, bytes_of_value.size(), bytes_of_value);
  }
  return expected;
}

/// Cuts a block into segments of 1, 2, 3, 1, 2, 3 … bytes, with an empty one now and then.
inline std::vector<mutable_bytes> writable_segments(mutable_bytes whole) {
  std::vector<mutable_bytes> segments;
  for (std::size_t size = 0; !whole.empty(); size = (size + 1) % 4) {
    segments.push_back(whole.first(std::min(size, whole.size())));
    whole = whole.subspan(segments.back().size());
  }
  return segments;
}

/// Empty if patch does what it should; `in` may be any bytes, `value` any that encodes.
template <auto Path>
std::string_view check_patch(bytes in, const typename detail::path_type<Path>::value_type& value) {
  using P = detail::path_type<Path>;
  typename P::root before{};
  const status read = decode(in, before);
  for (const bool padding : {false, true}) {
    const patched expected = expected_patch<P>(as_text(in), read, value, padding);
    heap_block whole(in);
    const status done = padding ? patch<Path>(whole.writable(), value, allow_padding)
                                : patch<Path>(whole.writable(), value);
    if (done != expected.outcome) return "status of patch";
    if (as_text(whole.view()) != expected.message) return "bytes of patch";
    heap_block cut(in);
    const std::vector<mutable_bytes> segments = writable_segments(cut.writable());
    const std::span<const mutable_bytes> list(segments);
    const status again =
        padding ? patch<Path>(list, value, allow_padding) : patch<Path>(list, value);
    if (again != expected.outcome) return "status of patch in segments";
    if (as_text(cut.view()) != expected.message) return "bytes of patch in segments";
    if (!done) continue;
    typename P::root after{};
    if (decode(whole.view(), after) != read) return "status of the result of patch";
    change<P>(before, value);
    if (!equal(before, after)) return "the result of patch, decoded";
  }
  return "";
}

}  // namespace headwire::test
