// SPDX-License-Identifier: Apache-2.0
//
// BookKeeper: BKPacketHeader in a Request, of BookkeeperProtocol.proto.
#include "systems/systems.hpp"

#include <cstdint>
#include <headwire/headwire.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "systems.pb.h"
#include "systems/add_system.hpp"
#include "workloads.hpp"

namespace headwire::bench::systems {
namespace {

namespace pb = ::bench_systems;

struct BKPacketHeader {
  std::int32_t version = 0;
  std::int32_t operation = 0;
  std::uint64_t txn_id = 0;
  std::optional<std::uint32_t> priority;

  using self = BKPacketHeader;
  static constexpr auto proto = schema(field<1, &self::version>, field<2, &self::operation>,
                                       field<3, &self::txn_id>, field<4, &self::priority>);
  using counterpart = pb::BookkeeperPacketHeader;
};

struct ReadRequest {
  std::optional<std::int64_t> ledger_id;
  std::optional<std::int64_t> entry_id;

  using self = ReadRequest;
  static constexpr auto proto = schema(field<1, &self::ledger_id>, field<2, &self::entry_id>);
  using counterpart = pb::BookkeeperReadRequest;
};

struct Request {
  std::optional<BKPacketHeader> header;
  std::optional<ReadRequest> read_request;

  using self = Request;
  static constexpr auto proto = schema(field<1, &self::header>, field<100, &self::read_request>);
  using counterpart = pb::BookkeeperRequest;
};

struct bookkeeper {
  using type = Request;
  static constexpr const char* name = "bookkeeper";
  static constexpr auto peeked = path<&Request::header, &BKPacketHeader::txn_id>;

  static std::string wire(number_source& numbers) {
    Request made;
    BKPacketHeader& header = made.header.emplace();
    header.version = 3;
    header.operation = 1;
    header.txn_id = numbers.of_random_width(24);
    if (numbers.happens(10)) header.priority = 100;
    ReadRequest& read = made.read_request.emplace();
    read.ledger_id = static_cast<std::int64_t>(numbers.of_random_width(20));
    // -1 asks for the last entry.
    read.entry_id =
        numbers.happens(5) ? -1 : static_cast<std::int64_t>(numbers.of_random_width(20));
    return wire_of(made);
  }

  static auto peeked_in(const type::counterpart& in) { return in.header().txn_id(); }
};

}  // namespace

void add_bookkeeper(contenders& all) {
  add_system<bookkeeper>(all);
}

}  // namespace headwire::bench::systems
