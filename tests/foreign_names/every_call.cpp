// SPDX-License-Identifier: Apache-2.0
//
// Every public call on messages of a namespace with functions and operators of its own: it must
// compile, and give the results that it gives without them. The calls here are qualified.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <headwire/encode_to.hpp>
#include <headwire/explain.hpp>
#include <headwire/fuzz.hpp>
#include <headwire/headwire.hpp>
#include <headwire/schema/descriptor.hpp>
#include <memory>

#include "foreign_names/messages.hpp"

#ifdef FOREIGN_NAMES
#include "foreign_names.hpp"
#endif

namespace {

using order = shop::Order<shop::Tag>;
using headwire::bytes;
using headwire::canonical;

void require(bool good, int line) {
  if (good) return;
  std::fprintf(stderr, "every_call.cpp:%d: another result\n", line);
  std::exit(1);
}
#define REQUIRE(...) ::require((__VA_ARGS__), __LINE__)

/// The bytes of `text`, whose size is that of the literal.
template <std::size_t Size>
bytes literal(const char (&text)[Size]) {
  return headwire::as_bytes(text, Size - 1);
}

struct segments {
  std::array<bytes, 3> list;
  explicit segments(bytes in)
      : list{in.first(in.size() / 3), in.subspan(in.size() / 3, in.size() / 3),
             in.subspan(2 * (in.size() / 3))} {}
  [[nodiscard]] headwire::fragments view() const { return list; }
};

using buffer = std::array<std::byte, 256>;

/// Reads, writes and compares a message in all ways; the encoding of what is read is `in`.
template <class T>
void codec(bytes in) {
  T out;
  T strict;
  T cut;
  buffer scratch{};
  REQUIRE(headwire::decode(in, out).operator bool());
  REQUIRE(headwire::decode(in, strict, canonical).operator bool());
  REQUIRE(headwire::decode(segments(in).view(), cut, scratch).operator bool());
  REQUIRE(headwire::equal(out, strict) && headwire::equal(out, cut));
  REQUIRE(headwire::decode(segments(in).view(), cut, scratch, canonical).operator bool());
  REQUIRE(headwire::decode<T>(in).has_value() && headwire::decode<T>(in, canonical).has_value());
  REQUIRE(headwire::encoded_size(out) == in.size());

  buffer room{};
  const auto written = headwire::encode(out, room);
  REQUIRE(written.has_value() && headwire::as_text(*written) == headwire::as_text(in));
  for (std::size_t size = 0; size < in.size(); ++size) {
    auto small = std::make_unique<std::byte[]>(size);
    const auto refused = headwire::encode(out, headwire::mutable_bytes(small.get(), size));
    REQUIRE(refused.status() == headwire::status(headwire::errc::buffer_too_small, in.size(), 0));
    T none;
    static_cast<void>(headwire::decode(in.first(size), none));
    static_cast<void>(headwire::decode(in.first(size), none, canonical));
  }
}

/// Compares without an operator of the enum's namespace.
template <class V>
bool same_value(const V& a, const V& b) {
  if constexpr (std::is_enum_v<V>) {
    return static_cast<std::int32_t>(a) == static_cast<std::int32_t>(b);
  } else {
    return a == b;
  }
}

/// The message at which a path begins.
template <auto Path>
using root = typename std::remove_cv_t<decltype(Path)>::root;

template <auto Path>
void peeks(bytes in) {
  buffer scratch{};
  const auto whole = headwire::decode<root<Path>>(in);
  const auto expected = headwire::get<Path>(*whole.operator->());
  const auto same = [&](const auto& found) {
    if (!found.has_value()) return false;
    const auto& value = *found.operator->();
    return value.has_value() == expected.has_value() &&
           ::same_value(value.value(), expected.value());
  };
  REQUIRE(same(headwire::peek<Path>(in)));
  REQUIRE(same(headwire::peek<Path>(in, canonical)));
  REQUIRE(same(headwire::peek<Path>(segments(in).view(), scratch)));
  REQUIRE(same(headwire::peek<Path>(segments(in).view(), scratch, canonical)));
  REQUIRE(same(headwire::peek_trusted<Path>(in)));
}

/// Looks a number up without a declaration.
void looks_up(bytes in) {
  buffer scratch{};
  const auto holds_five = [](const auto& found) {
    return found.has_value() && found->has_value() &&
           found->value().template as<std::uint32_t>() == 5U &&
           !found->value().template as<std::int64_t>().has_value();
  };
  REQUIRE(holds_five(headwire::peek(in, "1.1.1.1", headwire::scalar::uint32)));
  REQUIRE(holds_five(
      headwire::peek(segments(in).view(), scratch, "1.1.1.1", headwire::scalar::uint32)));
}

/// Writes a value over itself, in place and by splicing, and takes it away.
template <auto Path, class Value>
void edits(bytes in, const Value& value) {
  buffer copy{};
  buffer out{};
  buffer scratch{};
  std::array<bytes, 32> list;
  std::copy(in.begin(), in.end(), copy.begin());
  const headwire::mutable_bytes message(copy.data(), in.size());
  const std::array<headwire::mutable_bytes, 2> halves{message.first(in.size() / 2),
                                                      message.subspan(in.size() / 2)};
  const std::span<const headwire::mutable_bytes> cut(halves);
  REQUIRE(headwire::patch<Path>(message, value).operator bool());
  REQUIRE(headwire::patch<Path>(message, value, headwire::allow_padding).operator bool());
  REQUIRE(headwire::patch<Path>(cut, value).operator bool());
  REQUIRE(headwire::patch<Path>(cut, value, headwire::allow_padding).operator bool());
  REQUIRE(headwire::as_text(message) == headwire::as_text(in));

  const auto same = [&](const auto& written) {
    return written.has_value() && headwire::as_text(*written) == headwire::as_text(in);
  };
  REQUIRE(same(headwire::splice<Path>(in, out, value)));
  REQUIRE(same(headwire::splice<Path>(segments(in).view(), out, value)));
  REQUIRE(headwire::splice_gather<Path>(in, list, scratch, value).has_value());
  REQUIRE(headwire::splice_gather<Path>(segments(in).view(), list, scratch, value).has_value());
  const auto cleared = headwire::splice_clear<Path>(in, out);
  REQUIRE(cleared.has_value() && cleared->size() < in.size());
}

/// The same calls on bytes that are of the user's types, too.
template <auto Path, class Value>
void own_buffers(bytes in, const Value& value) {
  using T = root<Path>;
  buffer copy{};
  buffer room{};
  buffer scratch{};
  std::copy(in.begin(), in.end(), copy.begin());
  const std::size_t half = in.size() / 2;
  const shop::Slice whole(copy.data(), in.size());
  const std::array<shop::Slice, 2> halves{
      {{copy.data(), half}, {copy.data() + half, in.size() - half}}};
  const shop::Slice to(room.data(), room.size());
  const auto same = [&](const auto& written) {
    return written.has_value() && headwire::as_text(*written) == headwire::as_text(in);
  };
  T out;
  REQUIRE(headwire::decode(halves, out, scratch).operator bool());
  REQUIRE(headwire::decode(whole, out, canonical).operator bool());
  REQUIRE(headwire::decode<T>(whole).has_value());
  REQUIRE(headwire::decode<T>(halves, scratch).has_value());
  REQUIRE(same(headwire::encode(out, to)));
  shop::Store grown;
  REQUIRE(headwire::encode_to(out, grown).operator bool() && grown.size() == in.size());
  REQUIRE(headwire::encode_to<shop::Store>(out)->size() == in.size());
  REQUIRE(headwire::peek<Path>(whole).has_value());
  REQUIRE(headwire::peek<Path>(halves, scratch).has_value());
  REQUIRE(headwire::peek_trusted<Path>(whole).has_value());
  REQUIRE(headwire::patch<Path>(whole, value).operator bool());
  REQUIRE(headwire::patch<Path>(halves, value).operator bool());
  REQUIRE(same(headwire::splice<Path>(whole, to, value)));
  REQUIRE(same(headwire::splice<Path>(halves, to, value)));
  std::array<bytes, 32> list;
  REQUIRE(headwire::splice_gather<Path>(halves, list, scratch, value).has_value());
  REQUIRE(headwire::peek(halves, scratch, "1", headwire::scalar::uint32).status().code() !=
          headwire::errc::scratch_too_small);
}

template <auto Path>
void frames(bytes headers) {
  using T = root<Path>;
  buffer frame{};
  buffer out{};
  std::array<bytes, 32> list;
  const auto size = static_cast<std::uint32_t>(headers.size() + 2);
  headwire::write_grpc_prefix({.length = size},
                              std::span<std::byte, headwire::grpc_prefix_size>(frame.data(), 5));
  frame[5] = std::byte{0x0a};
  frame[6] = static_cast<std::byte>(headers.size());
  std::copy(headers.begin(), headers.end(), frame.begin() + 7);
  const bytes in(frame.data(), size + 5);
  const bytes message = in.subspan(5);
  const segments cut(in);
  const segments cut_message(message);
  const auto ready = [](const auto& answer) {
    return answer.state() == headwire::readiness::ready;
  };
  REQUIRE(ready(headwire::probe_envelope<T>(message, size)));
  REQUIRE(ready(headwire::probe_envelope<T>(message, size, canonical)));
  REQUIRE(ready(headwire::probe_envelope<T>(cut_message.view(), size)));
  REQUIRE(ready(headwire::probe_envelope<T>(cut_message.view(), size, canonical)));
  REQUIRE(ready(headwire::peek_headers<Path>(message, size)));
  REQUIRE(ready(headwire::peek_headers<Path>(message, size, canonical)));
  REQUIRE(ready(headwire::peek_headers<Path>(cut_message.view(), size, out)));
  REQUIRE(ready(headwire::peek_headers<Path>(cut_message.view(), size, out, canonical)));
  REQUIRE(ready(headwire::probe_frame<T>(in)) && ready(headwire::probe_frame<T>(cut.view())));
  REQUIRE(ready(headwire::peek_frame<Path>(in)) &&
          ready(headwire::peek_frame<Path>(in, canonical)));
  REQUIRE(ready(headwire::peek_frame<Path>(cut.view(), out)));
  REQUIRE(headwire::splice_frame<headwire::in_envelope<Path>>(in, out, 5U).has_value());
  REQUIRE(
      headwire::splice_frame_gather<headwire::in_envelope<Path>>(in, list, out, 5U).has_value());
  REQUIRE(headwire::decode<headwire::envelope<T>>(message).has_value());

  const shop::Slice own(frame.data(), in.size());
  const std::array<shop::Slice, 2> own_cut{{{frame.data(), 7}, {frame.data() + 7, in.size() - 7}}};
  REQUIRE(ready(headwire::probe_frame<T>(own)) && ready(headwire::probe_frame<T>(own_cut)));
  REQUIRE(ready(headwire::peek_frame<Path>(own)));
  REQUIRE(ready(headwire::peek_frame<Path>(own_cut, out)));
  REQUIRE(ready(headwire::read_grpc_prefix(own_cut)) && ready(headwire::read_grpc_frame(own)));
  REQUIRE(headwire::splice_frame<headwire::in_envelope<Path>>(own_cut, out, 5U).has_value());
  REQUIRE(headwire::splice_frame_gather<headwire::in_envelope<Path>>(own_cut, list, out, 5U)
              .has_value());
}

template <class T>
void explains_and_fuzzes(bytes in) {
  const auto value = headwire::decode<T>(in);
  REQUIRE(value.has_value());
  REQUIRE(!headwire::descriptor<T>.name.empty());
  REQUIRE(!headwire::explain<T>(in.first(1), headwire::decode<T>(in.first(1)).status()).empty());
  headwire::fuzz::check_round_trip<T>(in);
  headwire::fuzz::check_canonical<T>(in);
  headwire::fuzz::check_fragments<T>(in);
}

constexpr auto part = headwire::path<&shop::Chain::primitive, &shop::Primitive::session,
                                     &shop::Session::id, &shop::Id::part>;
constexpr auto colour = headwire::path<&order::colour>;
constexpr auto trim = headwire::path<&order::trim>;
constexpr auto note = headwire::path<&order::note>;
constexpr auto session_number = headwire::path<&order::session, &shop::Session::number>;

bytes chain_narrow() {
  return literal("\x0a\x0a\x0a\x06\x0a\x02\x08\x05\x10\x07\x10\x2a\x10\x01");
}
bytes chain_wide() {
  return literal(
      "\x0a\x15\x0a\x0f\x0a\x06\x08\xff\xff\xff\xff\x0f\x10\xff\xff\xff\xff\xff\x01"
      "\x10\xff\xff\x03\x10\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01");
}
bytes whole_order() {
  return literal(
      "\x08\x96\x01\x12\x06\x0a\x02\x08\x05\x10\x07\x1a\x0bgrey socks!\x22\x02\x00\x01\x28\x01"
      "\x30\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01\x3d\x00\x00\xc0\x3f\x41\x00\x00\x00\x00\x00"
      "\x00\xf8\x3f\x48\x03\x51\x01\x00\x00\x00\x00\x00\x00\x00\x58\x01\x62\x02hi");
}

}  // namespace

int main() {
  ::codec<shop::Chain>(chain_narrow());
  ::codec<shop::Chain>(chain_wide());
  ::codec<shop::Session>(literal("\x0a\x02\x08\x05\x10\x07"));
  ::codec<order>(whole_order());
  ::peeks<part>(chain_narrow());
  ::peeks<part>(chain_wide());
  ::peeks<colour>(whole_order());
  ::peeks<trim>(whole_order());
  ::peeks<note>(whole_order());
  ::peeks<session_number>(whole_order());
  ::looks_up(chain_narrow());
  ::edits<part>(chain_narrow(), 5U);
  ::edits<colour>(whole_order(), shop::Colour::red);
  ::edits<trim>(whole_order(), shop::Colour::blue);
  ::edits<note>(whole_order(), std::string_view("grey socks!"));
  ::edits<session_number>(whole_order(), std::uint64_t{7});
  ::own_buffers<part>(chain_narrow(), 5U);
  ::own_buffers<note>(whole_order(), std::string_view("grey socks!"));
  ::frames<part>(chain_narrow());
  ::explains_and_fuzzes<shop::Chain>(chain_narrow());
  ::explains_and_fuzzes<order>(whole_order());
  headwire::fuzz::check_peek<colour, trim, note, session_number>(whole_order());
  REQUIRE(headwire::covers<shop::Chain> && headwire::max_encoded_size<shop::Chain> > 40);
  std::puts("every call gives what it should");
}
