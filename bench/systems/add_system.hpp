// SPDX-License-Identifier: Apache-2.0
//
// The contenders of one system: what is done with its headers, and by whom.
//
// decode fills a struct, sum also adds up every leaf, which can do without a struct; peek reads one
// field. Structs are fresh for each message, so that no contender but Headwire, whose decode says
// so, resets one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <headwire/headwire.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "contender.hpp"
#include "contenders/headwire.hpp"
#include "contenders/libprotobuf.hpp"
#include "expected.hpp"
#include "systems/leaves.hpp"
#include "systems/plain_line.hpp"
#include "systems/streams.hpp"
#include "use.hpp"
#if defined(HEADWIRE_BENCH_PROTOZERO)
#include "systems/with_protozero.hpp"
#endif

namespace headwire::bench::systems {

/// Fills a struct.
template <class Workload, class Reader>
class fill {
 public:
  std::uint64_t once(std::size_t index) {
    typename Workload::type out;
    const bool done = Reader{}(corpus_.encoded(index), out);
    use(out);
    return done ? 1 : 0;
  }

  bool is_right(std::size_t index) {
    typename Workload::type out;
    return Reader{}(corpus_.encoded(index), out) && is_expected<Workload>(out, index) &&
           equal(out, corpus_.value(index));
  }

 private:
  const corpus<Workload>& corpus_ = corpus<Workload>::get();
};

/// True if a reader says of damaged bytes what Headwire says, and reads the same from them. Each copy
/// ends where its block does, so that sanitizers see a read past it.
template <message T, class Reader>
[[nodiscard]] bool agrees_on(std::vector<std::byte> damaged) {
  const bytes in(damaged);
  T theirs;
  T ours;
  const bool accepted = Reader{}(in, theirs);
  return accepted == static_cast<bool>(decode(in, ours)) && (!accepted || equal(theirs, ours));
}

/// Cuts the message everywhere, and puts other values in the place of each byte.
template <message T, class Reader>
[[nodiscard]] bool agrees_on_damaged(bytes message) {
  for (std::size_t at = 0; at < message.size(); ++at) {
    const std::vector<std::byte> whole(message.begin(), message.end());
    const auto position = static_cast<std::ptrdiff_t>(at);
    if (!agrees_on<T, Reader>({whole.begin(), whole.begin() + position})) return false;
    for (const unsigned value : {0x00U, 0x01U, 0x08U, 0x12U, 0x7fU, 0x80U, 0xffU}) {
      std::vector<std::byte> damaged = whole;
      damaged[at] = static_cast<std::byte>(value);
      if (!agrees_on<T, Reader>(std::move(damaged))) return false;
    }
  }
  return true;
}

/// As `fill`, by a reader that keeps every check: some messages are damaged, too.
template <class Workload, class Reader>
class fill_checked : public fill<Workload, Reader> {
 public:
  bool is_right(std::size_t index) {
    constexpr std::size_t damaged = 64;
    return fill<Workload, Reader>::is_right(index) &&
           (index >= damaged || agrees_on_damaged<typename Workload::type, Reader>(
                                    corpus<Workload>::get().encoded(index)));
  }
};

struct canonical_reader {
  template <message T>
  bool operator()(bytes in, T& out) const {
    return static_cast<bool>(decode(in, out, canonical));
  }
};

/// A number made of a message: the sum of its leaves, or the leaf that is looked for. `Of` takes
/// the bytes; what it must return is that number of the decoded message.
template <class Workload, class Of, class Expected>
class number_of {
 public:
  std::uint64_t once(std::size_t index) { return Of{}(corpus_.encoded(index)); }
  bool is_right(std::size_t index) {
    return is_expected<Workload>(corpus_.value(index), index) &&
           once(index) == Expected{}(corpus_.value(index));
  }

 private:
  const corpus<Workload>& corpus_ = corpus<Workload>::get();
};

struct all_leaves {
  template <message T>
  std::uint64_t operator()(const T& decoded) const {
    return sum_of_leaves(decoded);
  }
};

template <class Workload>
struct peeked_leaf {
  std::uint64_t operator()(const typename Workload::type& decoded) const {
    return sum_of_leaves(get<Workload::peeked>(decoded));
  }
};

/// Fills a struct, and takes the number from there.
template <class Workload, class Reader, class Number>
struct by_struct {
  std::uint64_t operator()(bytes in) const {
    typename Workload::type out;
    return Reader{}(in, out) ? Number{}(out) : 0;
  }
};

template <class Workload>
struct headwire_peek {
  std::uint64_t operator()(bytes in) const {
    const auto found = peek<Workload::peeked>(in);
    return found ? sum_of_leaves(*found) : 0;
  }
};

template <class Workload>
struct headwire_peek_trusted {
  std::uint64_t operator()(bytes in) const {
    const auto found = peek_trusted<Workload::peeked>(in);
    return found ? sum_of_leaves(*found) : 0;
  }
};

/// libprotobuf's message, left as it is.
struct nothing_read {
  template <class Message>
  std::uint64_t operator()(const Message& decoded) const {
    use(decoded);
    return 1;
  }
};

template <class Workload>
struct peeked_of_google {
  template <class Message>
  std::uint64_t operator()(const Message& decoded) const {
    return sum_of_leaves(Workload::peeked_in(decoded));
  }
};

template <class Workload>
void add_of_headwire(contenders& all) {
  using leaf = peeked_leaf<Workload>;
  add<Workload, fill<Workload, headwire_reader>>(all, "decode/headwire");
  add<Workload, fill<Workload, canonical_reader>>(all, "canonical/headwire");
  add<Workload, number_of<Workload, by_struct<Workload, headwire_reader, all_leaves>, all_leaves>>(
      all, "sum/headwire");
  add<Workload, encode_with<Workload, headwire_writer>>(all, "encode/headwire");
  add<Workload, number_of<Workload, headwire_peek<Workload>, leaf>>(all, "peek/headwire");
  add<Workload, number_of<Workload, headwire_peek_trusted<Workload>, leaf>>(
      all, "peek_trusted/headwire");
}

template <class Workload>
void add_plain_line(contenders& all) {
  using plain_line::reader;
  using leaf = peeked_leaf<Workload>;
  add<Workload, fill_checked<Workload, reader>>(all, "decode/plain_line");
  add<Workload, number_of<Workload, by_struct<Workload, reader, all_leaves>, all_leaves>>(
      all, "sum/plain_line");
  add<Workload, encode_with<Workload, plain_line::writer>>(all, "encode/plain_line");
  add<Workload, number_of<Workload, by_struct<Workload, reader, leaf>, leaf>>(all,
                                                                              "peek/plain_line");
}

/// For systems that a codec is written for by hand.
template <class Workload>
void add_by_hand(contenders& all) {
  if constexpr (requires { typename Workload::by_hand_reader; }) {
    add<Workload, fill_checked<Workload, typename Workload::by_hand_reader>>(all, "decode/by_hand");
    add<Workload, encode_with<Workload, typename Workload::by_hand_writer>>(all, "encode/by_hand");
  }
}

template <class Workload>
void add_google(contenders& all) {
  using peeked = peeked_of_google<Workload>;
  add<Workload, google_decode<Workload, nothing_read>>(all, "decode/libprotobuf");
  add<Workload, google_decode_arena<Workload, nothing_read>>(all, "decode/libprotobuf_arena");
  add<Workload, google_encode<Workload, false>>(all, "encode/libprotobuf");
  add<Workload, google_encode<Workload, true>>(all, "encode/libprotobuf_arena");
  add<Workload, google_decode<Workload, peeked>>(all, "peek/libprotobuf");
  add<Workload, google_decode_arena<Workload, peeked>>(all, "peek/libprotobuf_arena");
}

#if defined(HEADWIRE_BENCH_PROTOZERO)
template <class Workload>
using peeked_path = detail::path_type<Workload::peeked>;

template <class Workload>
struct protozero_sum {
  std::uint64_t operator()(bytes in) const try {
    return with_protozero::add_up<typename Workload::type>(with_protozero::reader_of(in));
  } catch (const protozero::exception&) {
    return 0;
  }
};

template <class Workload>
struct protozero_peek {
  std::uint64_t operator()(bytes in) const try {
    std::optional<typename peeked_path<Workload>::value_type> found;
    with_protozero::find_last<peeked_path<Workload>>(with_protozero::reader_of(in), found);
    return sum_of_leaves(found);
  } catch (const protozero::exception&) {
    return 0;
  }
};

template <class Workload>
struct protozero_first_match {
  std::uint64_t operator()(bytes in) const try {
    return sum_of_leaves(
        with_protozero::find_first<peeked_path<Workload>>(with_protozero::reader_of(in)));
  } catch (const protozero::exception&) {
    return 0;
  }
};

template <class Workload>
void add_of_protozero(contenders& all) {
  using leaf = peeked_leaf<Workload>;
  using with_protozero::lengths;
  using with_protozero::writer;
  add<Workload, fill<Workload, with_protozero::reader>>(all, "decode/protozero");
  add<Workload, number_of<Workload, protozero_sum<Workload>, all_leaves>>(all, "sum/protozero");
  add<Workload, encode_with<Workload, writer<lengths::moved_into>>>(all, "encode/protozero");
  add<Workload, encode_with<Workload, writer<lengths::known>>>(all, "encode/protozero_known");
  add<Workload, number_of<Workload, protozero_peek<Workload>, leaf>>(all, "peek/protozero");
  add<Workload, number_of<Workload, protozero_first_match<Workload>, leaf>>(
      all, "peek_trusted/protozero");
}
#endif

template <class Workload>
void add_stream(contenders& all) {
  add_of_headwire<Workload>(all);
  add_plain_line<Workload>(all);
  add_by_hand<Workload>(all);
  add_google<Workload>(all);
#if defined(HEADWIRE_BENCH_PROTOZERO)
  add_of_protozero<Workload>(all);
#endif
}

template <class System>
void add_system(contenders& all) {
  add_stream<stream_of<System, random_stream>>(all);
  add_stream<stream_of<System, steady_stream>>(all);
}

}  // namespace headwire::bench::systems
