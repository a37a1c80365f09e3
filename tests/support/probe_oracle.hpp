// SPDX-License-Identifier: Apache-2.0
//
// The probes of frame/envelope.hpp on every beginning of a request or response, beside what decode
// says of the whole. Says the first difference in words.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <headwire/headwire.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "support/paths.hpp"
#include "support/wire_tree.hpp"
#include "unit/support/heap_block.hpp"

namespace headwire::test {

/// What the first bytes of a message say about where its headers are.
struct envelope_shape {
  bool early = false;       ///< the headers can be known before the end
  std::size_t decided = 0;  ///< bytes after which they are
  headers_place headers;
};

/// Worked out from the whole message, apart from the library.
inline envelope_shape find_shape(std::string_view in) {
  envelope_shape whole{.decided = in.size(), .headers = {.scattered = true}};
  if (in.empty()) return {.early = true};
  const auto opening = [&](std::size_t& at, std::uint64_t tag) -> std::optional<std::size_t> {
    const std::size_t begin = at;
    if (read_raw_varint(in, at) != tag || at - begin > 5) return std::nullopt;
    const std::size_t length_at = at;
    const std::uint64_t length = read_raw_varint(in, at);
    if (at - length_at > 5 || length > in.size() - at) return std::nullopt;
    return static_cast<std::size_t>(length);
  };
  try {
    std::size_t at = 0;
    const std::optional<std::size_t> headers = opening(at, 0x0a);
    if (!headers) return whole;
    const headers_place place{at, *headers, true, false};
    at += *headers;
    if (at == in.size()) return {true, at, place};
    const std::optional<std::size_t> payload = opening(at, 0x12);
    if (!payload || at + *payload != in.size()) return whole;
    return {true, at, place};
  } catch (const std::out_of_range&) {
    return whole;
  }
}

/// Other ways in which a message of `size` bytes that begins like this may go on: with zeros, with
/// ones, with further headers, with a long unknown field.
inline std::vector<std::vector<std::byte>> completions(bytes beginning, std::size_t size) {
  std::vector<std::vector<std::byte>> all;
  for (const std::string_view pattern :
       {std::string_view("\0", 1), std::string_view("\xff"), std::string_view("\x0a\0", 2),
        std::string_view("\x10\x01"), std::string_view("\x0a\x02\x10\x07"),
        std::string_view("\x12\0\x0a\x02\x10\x07", 6)}) {
    std::vector<std::byte>& made = all.emplace_back(beginning.begin(), beginning.end());
    while (made.size() < size)
      made.push_back(
          static_cast<std::byte>(pattern[(made.size() - beginning.size()) % pattern.size()]));
  }
  return all;
}

template <message H>
class probe_oracle {
 public:
  /// Empty if each probe of each beginning of `whole`, a request with headers of type H, says what
  /// it should.
  static std::string_view check(bytes whole) {
    probe_oracle oracle(whole);
    std::string_view difference = oracle.check_rules<false>();
    if (difference.empty()) difference = oracle.check_rules<true>();
    return difference;
  }

 private:
  explicit probe_oracle(bytes whole)
      : whole_(whole),
        shape_(find_shape(as_text(whole))),
        read_(decode(whole, value_)),
        gate_(decode(whole, strict_, canonical)) {}

  template <bool Canonical>
  static progress<headers_place> probe(bytes so_far, std::size_t total) {
    if constexpr (Canonical) {
      return probe_envelope<H>(so_far, total, canonical);
    } else {
      return probe_envelope<H>(so_far, total);
    }
  }

  template <bool Canonical>
  std::string_view check_rules() {
    bool refused = false;
    for (std::size_t have = 0; have <= whole_.size(); ++have) {
      const heap_block block(whole_.first(have));
      const progress<headers_place> got = probe<Canonical>(block.view(), whole_.size());
      if (refused && got.state() != readiness::malformed) return "malformed, then not";
      refused = got.state() == readiness::malformed;
      std::string_view difference;
      switch (got.state()) {
        case readiness::ready:
          difference = check_ready<Canonical>(have, *got);
          break;
        case readiness::need_more:
          difference = check_need(have, got.needed(), Canonical ? gate_ : read_);
          break;
        case readiness::malformed:
          difference = check_malformed<Canonical>(have, got.status());
          break;
      }
      if (difference.empty()) difference = check_relatives<Canonical>(block.view(), got);
      if (!difference.empty()) return difference;
    }
    return "";
  }

  template <bool Canonical>
  std::string_view check_ready(std::size_t have, const headers_place& place) {
    const status whole = Canonical ? gate_ : read_;
    if (!whole) return "ready, but the whole is not good";
    if (place != shape_.headers) return "place of the headers";
    if (have < shape_.decided) return "ready too early";
    if (!shape_.early) return Canonical ? "ready, but scattered" : "";
    for (const std::vector<std::byte>& other : completions(whole_.first(have), whole_.size())) {
      envelope<H> value;
      if (!decode(bytes(other), value)) return "ready, but another end is not good";
      if (value.headers.has_value() != place.present) return "another end changes presence";
      if (place.present && !equal(*value.headers, *value_.headers)) {
        return "another end changes the headers";
      }
    }
    return "";
  }

  /// The whole is good if the outcome `whole` says so: then no byte less than said may decide.
  std::string_view check_need(std::size_t have, std::size_t needed, status whole) const {
    if (needed == 0 || have + needed > whole_.size()) return "number of bytes needed";
    if (have >= shape_.decided) return "more is needed, but the headers cannot change";
    if (whole && have + needed > shape_.decided) return "fewer bytes are needed";
    return "";
  }

  template <bool Canonical>
  std::string_view check_malformed(std::size_t have, status why) const {
    if (Canonical && gate_ && !shape_.early) {  // canonical, but without headers in front
      return why.code() == errc::not_canonical ? "" : "status of a shape that is refused";
    }
    const status whole = Canonical ? gate_ : read_;
    if (whole) return "malformed, but the whole is good";
    if (why != whole && (shape_.early || !Canonical)) return "status of what is malformed";
    for (const std::vector<std::byte>& other : completions(whole_.first(have), whole_.size())) {
      envelope<H> value;
      const status read =
          Canonical ? decode(bytes(other), value, canonical) : decode(bytes(other), value);
      if (read && !(Canonical && !find_shape(as_text(bytes(other))).early)) {
        return "malformed, but another end makes it good";
      }
    }
    return "";
  }

  /// The other calls must say the same of the same bytes: the one for frames, those for segments, and
  /// those that peek.
  template <bool Canonical>
  std::string_view check_relatives(bytes so_far, const progress<headers_place>& expected) {
    const std::size_t cut = so_far.size() / 3;
    const heap_block first(so_far.first(cut));
    const heap_block second(so_far.subspan(cut));
    const std::array<bytes, 3> segments{first.view(), bytes{}, second.view()};
    const auto split = [&] {
      if constexpr (Canonical) {
        return probe_envelope<H>(fragments(segments), whole_.size(), canonical);
      } else {
        return probe_envelope<H>(fragments(segments), whole_.size());
      }
    }();
    if (!alike(split, expected) || (expected && *split != *expected)) return "probe of segments";
    std::string_view difference = check_frame<Canonical>(so_far, expected);
    for_each_path<H>([&]<auto Path>() {
      if (difference.empty()) difference = check_peek<Canonical, Path>(so_far, segments, expected);
    });
    return difference;
  }

  template <class A, class B>
  static bool alike(const progress<A>& a, const progress<B>& b) {
    return a.state() == b.state() && a.status() == b.status() && a.needed() == b.needed();
  }

  template <bool Canonical>
  std::string_view check_frame(bytes so_far, const progress<headers_place>& expected) {
    heap_block frame(grpc_prefix_size + so_far.size());
    write_grpc_prefix({.length = static_cast<std::uint32_t>(whole_.size())},
                      frame.writable().first<grpc_prefix_size>());
    std::ranges::copy(so_far, frame.writable().begin() + grpc_prefix_size);
    const auto got = [&] {
      if constexpr (Canonical) {
        return probe_frame<H>(frame.view(), canonical);
      } else {
        return probe_frame<H>(frame.view());
      }
    }();
    if (got.state() != expected.state() || got.needed() != expected.needed()) return "probe_frame";
    if (got.status().code() != expected.status().code()) return "code of probe_frame";
    if (got.state() == readiness::malformed &&
        got.status().offset() != expected.status().offset() + grpc_prefix_size) {
      return "offset of probe_frame";
    }
    if (!got || !expected->present) return "";
    const bool same = got->headers.offset == expected->offset + grpc_prefix_size &&
                      got->headers.size == expected->size && got->size() == 5 + whole_.size() &&
                      got->head_size() == 5 + expected->end();
    return same ? "" : "place of probe_frame";
  }

  template <bool Canonical, auto Path>
  std::string_view check_peek(bytes so_far, fragments segments,
                              const progress<headers_place>& expected) {
    heap_block scratch(so_far.size());
    const auto [one, cut] = [&] {
      if constexpr (Canonical) {
        return std::pair(
            peek_headers<Path>(so_far, whole_.size(), canonical),
            peek_headers<Path>(segments, whole_.size(), scratch.writable(), canonical));
      } else {
        return std::pair(peek_headers<Path>(so_far, whole_.size()),
                         peek_headers<Path>(segments, whole_.size(), scratch.writable()));
      }
    }();
    if (!alike(one, expected)) return "state of peek_headers";
    if (!alike(cut, expected)) return "state of peek_headers in segments";
    if (!one) return "";
    const auto value = peek<in_envelope<Path>>(whole_);
    if (!value || !detail::equal_values(*value, *one)) return "value of peek_headers";
    return detail::equal_values(*value, *cut) ? "" : "value of peek_headers in segments";
  }

  bytes whole_;
  envelope_shape shape_;
  envelope<H> value_{};
  envelope<H> strict_{};
  status read_;
  status gate_;
};

}  // namespace headwire::test
