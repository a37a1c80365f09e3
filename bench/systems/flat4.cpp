// SPDX-License-Identifier: Apache-2.0
//
// Four ids in a row: no system's, but what many small headers come to.
#include "systems/systems.hpp"

#include <cstdint>
#include <headwire/headwire.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "systems.pb.h"
#include "systems/add_system.hpp"
#include "systems/by_hand.hpp"
#include "workloads.hpp"

namespace headwire::bench::systems {
namespace {

namespace pb = ::bench_systems;

struct Flat4 {
  std::uint64_t a = 0;
  std::uint64_t b = 0;
  std::uint64_t c = 0;
  std::uint64_t d = 0;

  using self = Flat4;
  static constexpr auto proto =
      schema(field<1, &self::a>, field<2, &self::b>, field<3, &self::c>, field<4, &self::d>);
  using counterpart = pb::Flat4;
};

struct read_flat4 {
  bool operator()(bytes in, Flat4& out) const {
    const by_hand::input from(in);
    const auto* p = from.begin;
    if (from.ends_a_varint) [[likely]] {
      p = by_hand::read_if_next<0x08>(p, from.end, out.a);
      p = by_hand::read_if_next<0x10>(p, from.end, out.b);
      p = by_hand::read_if_next<0x18>(p, from.end, out.c);
      p = by_hand::read_if_next<0x20>(p, from.end, out.d);
      if (p == from.end) [[likely]]
        return true;
    }
    return static_cast<bool>(decode(in, out));
  }
};

struct write_flat4 {
  std::size_t operator()(const Flat4& in, mutable_bytes out) const {
    if (out.size() < max_encoded_size<Flat4>) return encode(in, out)->size();
    auto* const start = reinterpret_cast<unsigned char*>(out.data());
    auto* p = by_hand::write_unless_zero<0x08>(start, in.a);
    p = by_hand::write_unless_zero<0x10>(p, in.b);
    p = by_hand::write_unless_zero<0x18>(p, in.c);
    p = by_hand::write_unless_zero<0x20>(p, in.d);
    return static_cast<std::size_t>(p - start);
  }
};

struct flat4 {
  using type = Flat4;
  static constexpr const char* name = "flat4";
  static constexpr auto peeked = path<&Flat4::d>;
  using by_hand_reader = read_flat4;
  using by_hand_writer = write_flat4;

  static std::string wire(number_source& numbers) {
    return wire_of(Flat4{.a = numbers.of_random_width(6),
                         .b = numbers.of_random_width(14),
                         .c = numbers.of_random_width(8),
                         .d = numbers.of_random_width(21)});
  }

  static auto peeked_in(const type::counterpart& in) { return in.d(); }
};

}  // namespace

void add_flat4(contenders& all) {
  add_system<flat4>(all);
}

}  // namespace headwire::bench::systems
