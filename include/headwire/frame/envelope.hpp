// SPDX-License-Identifier: Apache-2.0
//
// Requests and responses that carry headers in field 1 and their input or output in field 2, read
// from their first bytes, before the payload has arrived.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <utility>

#include "headwire/codec/decode.hpp"
#include "headwire/edit/peek.hpp"
#include "headwire/frame/delimited.hpp"
#include "headwire/frame/progress.hpp"
#include "headwire/schema/path.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/error.hpp"
#include "headwire/wire/input.hpp"
#include "headwire/wire/isa.hpp"
#include "headwire/wire/writable.hpp"

namespace headwire {

/// A whole request or response: headers of type H in field 1, and in field 2 a payload that is not
/// parses. Decode it, peek into it and splice it as any message.
template <message H>
struct envelope {
  std::optional<H> headers{};
  std::optional<bytes> payload{};

  using self = envelope;
  static constexpr auto proto =
      headwire::schema(field<1, &self::headers>, field<2, &self::payload>);
};

namespace detail {

template <class Path>
struct enveloped;
template <auto... Members>
struct enveloped<path_t<Members...>> {
  using headers = typename path_t<Members...>::root;
  using type = path_t<&envelope<headers>::headers, Members...>;
};

}  // namespace detail

/// The path in a whole request or response that leads to the end of `Path` in its headers.
template <auto Path>
requires detail::paths_of_one_message<Path>
inline constexpr typename detail::enveloped<detail::path_type<Path>>::type in_envelope{};

/// Where the headers lie in a request or response.
struct headers_place {
  std::size_t offset = 0;  ///< of the first byte of the header message
  std::size_t size = 0;    ///< bytes of the header message
  bool present = false;    ///< false: there are none
  /// The headers cannot be told from the first bytes, so the whole message was read: they may be
  /// spread over several places. Then offset and size mean nothing: read `envelope<H>` from the
  /// whole message.
  bool scattered = false;

  /// Where the rest of the message begins.
  [[nodiscard]] constexpr std::size_t end() const noexcept { return offset + size; }

  friend bool operator==(const headers_place&, const headers_place&) = default;
};

namespace detail {
inline namespace HEADWIRE_ISA {

/// What stands at a place where a field with a length should be.
template <class Position>
struct field_start {
  readiness state = readiness::malformed;
  std::uint32_t tag = 0;
  Position length_at = nullptr;
  Position content = nullptr;
  std::uint32_t length = 0;
};

/// Finds the headers in a message of `total` bytes that begins at `start`, of which the reader has
/// the first ones. Places are counted from the beginning of the input.
template <rules Rules, class Reader>
class envelope_probe {
 public:
  using position = position_of<Reader>;

  constexpr envelope_probe(Reader& r, position start, std::size_t total) noexcept
      : r_(r), start_(start), total_(total) {}

  [[nodiscard]] constexpr progress<headers_place> run() noexcept {
    if (total_ == 0) return headers_place{};
    if (total_ >= size_limit) return fail(errc::too_large, start_, 0);
    const field_start<position> first = read_start(start_, make_tag(1, wire_type::len));
    if (first.state == readiness::need_more) return more(1);
    if (first.state == readiness::malformed) return r_.status();
    if (first.content == nullptr) return scattered(start_);
    const headers_place found{r_.offset_of(first.content), first.length, true, false};
    const std::size_t end = found.end() - r_.offset_of(start_);
    if (end > total_) return fail(errc::truncated, first.length_at, 1);
    // mutant: envelope: ready before the last byte of the headers
    if (end == total_) return have() < total_ ? all_the_rest() : found;
    // mutant: envelope: asks for a byte too many
    if (end > have()) return more(end - have() + 1);
    headers_ = found;
    return check_payload(first.content + first.length, found);
  }

  /// The headers that are all there, also if what follows them is malformed.
  [[nodiscard]] constexpr const headers_place& headers() const noexcept { return headers_; }

 private:
  [[nodiscard]] constexpr std::size_t have() const noexcept {
    return detail::distance(start_, r_.limit);
  }

  [[nodiscard]] constexpr progress<headers_place> fail(errc code, position at,
                                                       std::uint32_t field) noexcept {
    static_cast<void>(r_.fail(code, at, field));
    return r_.status();
  }

  /// At least so many bytes more, or as many as there will be.
  [[nodiscard]] constexpr progress<headers_place> more(std::size_t count) const noexcept {
    const std::size_t rest = total_ - have();
    return progress<headers_place>::missing(count < rest ? count : rest);
  }
  [[nodiscard]] constexpr progress<headers_place> all_the_rest() const noexcept {
    return more(total_);
  }

  /// The headers are good if they are followed by nothing but field 2, up to the very end.
  [[nodiscard]] constexpr progress<headers_place> check_payload(position at,
                                                                headers_place found) noexcept {
    const field_start<position> payload = read_start(at, make_tag(2, wire_type::len));
    if (payload.state == readiness::need_more) return more(1);
    if (payload.state == readiness::malformed) return r_.status();
    if (payload.content == nullptr) return scattered(at);
    const std::uint64_t end =
        detail::distance(start_, payload.content) + std::uint64_t{payload.length};
    if (end > total_) return fail(errc::truncated, payload.length_at, 2);
    // mutant: envelope: ready although headers may follow the payload
    return end == total_ ? progress<headers_place>(found) : scattered(at);
  }

  /// Reads tag and length at `at`. Without a `content` it is another field than the one wanted.
  [[nodiscard]] constexpr field_start<position> read_start(position at,
                                                           std::uint32_t wanted) noexcept {
    const bool whole = have() == total_;
    field_start<position> start;
    if (!whole && detail::is_cut_varint(at, r_.limit, 5)) return {.state = readiness::need_more};
    const position length_at = detail::read_tag(r_, at, r_.limit, start.tag);
    if (length_at == nullptr) return start;
    start.state = readiness::ready;
    if (start.tag != wanted) return start;
    if (!whole && detail::is_cut_varint(length_at, r_.limit, 5)) {
      return {.state = readiness::need_more};
    }
    start.length_at = length_at;
    start.content =
        detail::read_short_varint(r_, length_at, r_.limit, tag_number(wanted),
                                  {errc::invalid_length, errc::too_large}, start.length);
    if (start.content == nullptr) return {};
    if (start.length >= size_limit) {
      static_cast<void>(r_.fail(errc::too_large, length_at, tag_number(wanted)));
      return {};
    }
    if (Rules == rules::canonical && !is_minimal(at, start)) return {};
    return start;
  }

  [[nodiscard]] constexpr bool is_minimal(position at,
                                          const field_start<position>& start) noexcept {
    const bool tag = detail::distance(at, start.length_at) == detail::varint_size(start.tag);
    const bool length =
        // mutant: envelope, canonical: padded length
        detail::distance(start.length_at, start.content) == detail::varint_size(start.length);
    if (!tag || !length) {
      static_cast<void>(r_.fail(errc::not_canonical, tag ? start.length_at : at,
                                headwire::tag_number(start.tag)));
    }
    return tag && length;
  }

  /// What is to come may change the headers, so everything is needed; canonical messages never do
  /// that.
  [[nodiscard]] constexpr progress<headers_place> scattered(position at) noexcept {
    if constexpr (Rules == rules::canonical) {
      std::uint32_t tag = 0;
      if (detail::read_tag(r_, at, r_.limit, tag) != nullptr)
        // not run: a tag that has been read once is read again
        static_cast<void>(detail::refuse_field(r_, tag, at));
      return r_.status();
    }
    if (have() < total_) return all_the_rest();
    return headers_place{.scattered = true};
  }

  Reader& r_;
  position start_;
  std::size_t total_;
  headers_place headers_{};
};

/// Leaves the `size` bytes from p on in the reader, if there are as many, and what is before p.
template <class Reader>
constexpr void narrow(Reader& r, position_of<Reader> p, std::size_t size) noexcept {
  if (size < detail::distance(p, r.limit)) r.limit = p + size;
}

/// Says what is wrong first, as decode would: a fault of the headers comes before `behind`, one of
/// what follows them.
template <rules Rules, message H, class Reader>
[[nodiscard]] [[gnu::noinline, gnu::cold]] constexpr status first_fault(
    Reader& r, const headers_place& headers, status behind) noexcept {
  if (!headers.present) return behind;
  r.error = errc::ok;
  detail::narrow(r, r.begin, headers.end());
  H unused;
  const status own = detail::decode_from<Rules>(r, r.begin + headers.offset, unused, 1);
  return own || own.code() == errc::scratch_too_small ? behind : own;
}

template <rules Rules, message H, class Reader>
[[nodiscard]] constexpr progress<headers_place> probe_from(Reader& r, position_of<Reader> start,
                                                           std::size_t total) noexcept {
  detail::narrow(r, start, total);
  envelope_probe<Rules, Reader> probe(r, start, total);
  const progress<headers_place> found = probe.run();
  if (found.state() == readiness::need_more) return found;
  if (!found) return detail::first_fault<Rules, H>(r, probe.headers(), found.status());
  status good;
  if (found->scattered) {
    envelope<H> whole;
    good = detail::decode_from<Rules>(r, start, whole);
  } else if (found->present) {
    detail::narrow(r, r.begin, found->end());
    H headers;
    // mutant: envelope: headers count as the top level
    good = detail::decode_from<Rules>(r, r.begin + found->offset, headers, 1);
  }
  // Views into segments are not used here, so it does not matter whether there is room for them.
  if (!good && good.code() != errc::scratch_too_small) return good;
  return found;
}

template <rules Rules, auto... Paths, class Reader>
[[nodiscard]] constexpr progress<typename peeked<Paths...>::type> peek_headers_from(
    Reader& r, position_of<Reader> start, std::size_t total) noexcept {
  using answer = progress<typename peeked<Paths...>::type>;
  detail::narrow(r, start, total);
  envelope_probe<Rules, Reader> probe(r, start, total);
  const progress<headers_place> found = probe.run();
  if (found.state() == readiness::need_more) return answer::missing(found.needed());
  if (!found)
    return detail::first_fault<Rules, root_of<Paths...>>(r, probe.headers(), found.status());
  if (!found->scattered && !found->present) return typename peeked<Paths...>::type{};
  if (found->scattered) {
    const auto values = detail::peek_from<Rules, in_envelope<Paths>...>(r, start, 0);
    return values ? answer(*values) : answer(values.status());
  }
  detail::narrow(r, r.begin, found->end());
  const auto values = detail::peek_from<Rules, Paths...>(r, r.begin + found->offset, 1);
  return values ? answer(*values) : answer(values.status());
}

}  // namespace HEADWIRE_ISA
}  // namespace detail

inline namespace HEADWIRE_ISA {

/// Finds the headers of type H in a request or response of `total` bytes, of which `so_far` holds
/// the first ones (and perhaps bytes of what follows it, which are not looked at).
///
/// Ready only if nothing that is still to come can change the headers: if field 1 came first and is
/// followed by the end of the message, or by field 2 with a length that ends exactly there. For any
/// other shape the whole message is needed: behind the payload there may be a second field 1, which
/// every parser would merge into the headers. Then the answer is `scattered`.
///
/// Malformed, with the code and offset of `decode`, if no message begins like this, or if what was
/// found is no message of type H. How deep groups may nest in the headers takes into account that
/// they lie one level below the top.
///
/// With the option `canonical` it is the canonical gate for headers before the payload is there:
/// ready only if every protobuf implementation reads these headers alike. Every shape for which the
/// whole message would be needed is refused (`not_canonical`), and so are headers that
/// `decode(in, out, canonical)` refuses. The payload's own bytes are not looked at.
template <message H, detail::read_option Option = detail::standard_t>
[[nodiscard]] constexpr progress<headers_place> probe_envelope(input so_far, std::size_t total,
                                                               Option = {}) noexcept {
  detail::reader r{so_far};
  return detail::probe_from<detail::rules_of<Option>, H>(r, r.begin, total);
}

/// The same for bytes in several segments.
template <message H, detail::segment_range Segments,
          detail::read_option Option = detail::standard_t>
[[nodiscard]] constexpr progress<headers_place> probe_envelope(Segments&& so_far, std::size_t total,
                                                               Option = {}) noexcept {
  detail::segment_reader r{detail::segments_of(std::forward<Segments>(so_far)), {}};
  return detail::probe_from<detail::rules_of<Option>, H>(r, r.begin, total);
}

/// `peek` into the headers of a request or response as soon as they cannot change any more: see
/// `probe_envelope` and `peek`. All optionals are empty if there are no headers. With the option
/// `canonical` it is one call that says what the headers hold, and that every protobuf
/// implementation reads them like this.
template <auto... Paths, detail::read_option Option = detail::standard_t>
requires detail::paths_of_one_message<Paths...>
[[nodiscard]] constexpr progress<typename detail::peeked<Paths...>::type> peek_headers(
    input so_far, std::size_t total, Option = {}) noexcept {
  detail::reader r{so_far};
  return detail::peek_headers_from<detail::rules_of<Option>, Paths...>(r, r.begin, total);
}

/// The same for bytes in several segments; `scratch` as for `peek`. Without room there it is
/// malformed with `scratch_too_small`.
template <auto... Paths, detail::segment_range Segments,
          detail::read_option Option = detail::standard_t>
requires detail::paths_of_one_message<Paths...>
[[nodiscard]] constexpr progress<typename detail::peeked<Paths...>::type> peek_headers(
    Segments&& so_far, std::size_t total, writable scratch, Option = {}) noexcept {
  detail::segment_reader r{detail::segments_of(std::forward<Segments>(so_far)), scratch};
  return detail::peek_headers_from<detail::rules_of<Option>, Paths...>(r, r.begin, total);
}

/// Says what is wrong with the paths of a call.
template <auto... Paths, class... Arguments>
requires detail::no_paths_of_one_message<Paths...>
constexpr result<bool> peek_headers(Arguments&&...) noexcept {
  detail::check_paths<Paths...>();
  return status{};
}

}  // namespace HEADWIRE_ISA

}  // namespace headwire
