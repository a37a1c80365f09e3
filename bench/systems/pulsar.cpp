// SPDX-License-Identifier: Apache-2.0
//
// Pulsar: BaseCommand with CommandSend, of PulsarApi.proto.
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

struct CommandSend {
  std::uint64_t producer_id = 0;
  std::uint64_t sequence_id = 0;
  std::optional<std::int32_t> num_messages;
  std::optional<std::uint64_t> txnid_least_bits;
  std::optional<std::uint64_t> txnid_most_bits;

  using self = CommandSend;
  static constexpr auto proto = schema(
      field<1, &self::producer_id>, field<2, &self::sequence_id>, field<3, &self::num_messages>,
      field<4, &self::txnid_least_bits>, field<5, &self::txnid_most_bits>);
  using counterpart = pb::PulsarSend;
};

struct BaseCommand {
  std::int32_t type = 0;
  std::optional<CommandSend> send;

  using self = BaseCommand;
  static constexpr auto proto = schema(field<1, &self::type>, field<6, &self::send>);
  using counterpart = pb::PulsarCommand;
};

/// A command of one byte and a send without a transaction.
struct read_send {
  bool operator()(bytes in, BaseCommand& out) const {
    const by_hand::input from(in);
    const auto* p = from.begin;
    if (from.ends_a_varint && in.size() > 4 && p[0] == 0x08 && p[1] < 0x80 && p[2] == 0x32 &&
        p[3] == in.size() - 4 && p[3] < 0x80) [[likely]] {
      out.type = p[1];
      CommandSend& send = out.send.emplace();
      std::uint64_t messages = 0;
      p = by_hand::read_if_next<0x08>(p + 4, from.end, send.producer_id);
      p = by_hand::read_if_next<0x10>(p, from.end, send.sequence_id);
      if (p == from.end) return true;
      if (p != nullptr && *p == 0x18) {
        p = by_hand::read_if_next<0x18>(p, from.end, messages);
        send.num_messages = static_cast<std::int32_t>(messages);
        if (p == from.end) [[likely]]
          return true;
      }
    }
    return static_cast<bool>(decode(in, out));
  }
};

struct write_send {
  std::size_t operator()(const BaseCommand& in, mutable_bytes out) const {
    if (!in.send || out.size() < max_encoded_size<BaseCommand> ||
        static_cast<std::uint32_t>(in.type) > 0x7f || in.send->txnid_least_bits ||
        in.send->txnid_most_bits) [[unlikely]] {
      return encode(in, out)->size();
    }
    const CommandSend& send = *in.send;
    auto* const start = reinterpret_cast<unsigned char*>(out.data());
    auto* p = by_hand::write_unless_zero<0x08>(start, static_cast<std::uint64_t>(in.type));
    *p++ = 0x32;
    auto* const length = p++;
    p = by_hand::write_unless_zero<0x08>(p, send.producer_id);
    p = by_hand::write_unless_zero<0x10>(p, send.sequence_id);
    if (send.num_messages) {
      p = by_hand::write<0x18>(p, static_cast<std::uint64_t>(*send.num_messages));
    }
    *length = static_cast<unsigned char>(p - length - 1);
    return static_cast<std::size_t>(p - start);
  }
};

struct pulsar {
  using type = BaseCommand;
  static constexpr const char* name = "pulsar";
  static constexpr auto peeked = path<&BaseCommand::send, &CommandSend::sequence_id>;
  using by_hand_reader = read_send;
  using by_hand_writer = write_send;

  static std::string wire(number_source& numbers) {
    BaseCommand made;
    made.type = 6;
    CommandSend& send = made.send.emplace();
    send.producer_id = numbers.of_random_width(6);
    send.sequence_id = numbers.of_random_width(28);
    if (numbers.happens(50)) {
      send.num_messages = static_cast<std::int32_t>(numbers.of_random_width(8));
    }
    return wire_of(made);
  }

  static auto peeked_in(const type::counterpart& in) { return in.send().sequence_id(); }
};

}  // namespace

void add_pulsar(contenders& all) {
  add_system<pulsar>(all);
}

}  // namespace headwire::bench::systems
