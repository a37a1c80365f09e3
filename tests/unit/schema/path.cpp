// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "support/catch.hpp"
#include "support/paths.hpp"
#include "unit/support/messages.hpp"

using namespace headwire;
using namespace headwire::test;
namespace v1 = headwire::atomix::multiraft::v1;
namespace paths = v1::paths;

namespace {

using partition_id = detail::path_type<paths::command_request::partition_id>;

static_assert(partition_id::size == 5);
static_assert(std::is_same_v<partition_id::root, v1::CommandRequestHeaders>);
static_assert(std::is_same_v<partition_id::value_type, std::uint32_t>);
static_assert(partition_id::leaf::number == 1);
static_assert(partition_id::name() == "operation.session.session.partition.partition_id");
static_assert(paths::session_request::session_id.name() == "session_id");
static_assert(std::is_empty_v<partition_id>);

/// The dotted names of the constants that headers.hpp offers for a message.
template <class... Paths>
std::set<std::string_view> names(Paths...) {
  return {Paths::name()...};
}

/// Those of all paths that there are.
template <message T>
std::set<std::string_view> all_names() {
  std::set<std::string_view> found;
  for_each_path<T>([&]<auto Path>() { found.insert(Path.name()); });
  return found;
}

}  // namespace

TEST_CASE("headers.hpp names every path of each message") {
  using namespace paths;
  CHECK(names(partition_request::partition_id) == all_names<v1::PartitionRequestHeaders>());
  CHECK(names(partition_response::index) == all_names<v1::PartitionResponseHeaders>());
  CHECK(names(session_request::partition_id, session_request::session_id) ==
        all_names<v1::SessionRequestHeaders>());
  CHECK(names(session_response::index) == all_names<v1::SessionResponseHeaders>());
  CHECK(names(primitive_request::partition_id, primitive_request::session_id,
              primitive_request::primitive_id) == all_names<v1::PrimitiveRequestHeaders>());
  CHECK(names(primitive_response::index) == all_names<v1::PrimitiveResponseHeaders>());
  CHECK(names(operation_request::partition_id, operation_request::session_id,
              operation_request::primitive_id) == all_names<v1::OperationRequestHeaders>());
  CHECK(names(operation_response::index, operation_response::status, operation_response::message) ==
        all_names<v1::OperationResponseHeaders>());
  CHECK(names(command_request::partition_id, command_request::session_id,
              command_request::primitive_id,
              command_request::sequence_num) == all_names<v1::CommandRequestHeaders>());
  CHECK(names(command_response::index, command_response::status, command_response::message,
              command_response::output_sequence_num) == all_names<v1::CommandResponseHeaders>());
  CHECK(names(query_request::partition_id, query_request::session_id, query_request::primitive_id,
              query_request::max_received_index) == all_names<v1::QueryRequestHeaders>());
  CHECK(names(query_response::index, query_response::status, query_response::message) ==
        all_names<v1::QueryResponseHeaders>());
}

TEST_CASE("a path reads a decoded struct") {
  v1::CommandRequestHeaders in;
  CHECK(get<paths::command_request::partition_id>(in) == std::nullopt);
  CHECK(get<paths::command_request::sequence_num>(in) == 0U);
  in.sequence_num = 9;
  auto& primitive = in.operation.emplace().session.emplace();
  CHECK(get<paths::command_request::session_id>(in) == std::nullopt);
  CHECK(get<paths::command_request::primitive_id>(in) == 0U);
  primitive.session.emplace().partition.emplace().partition_id = 7;
  CHECK(get<paths::command_request::partition_id>(in) == 7U);
  CHECK(get<paths::command_request::session_id>(in) == 0U);
  CHECK(get<paths::command_request::sequence_num>(in) == 9U);
}

TEST_CASE("a field with explicit presence is absent or has a value") {
  Explicit in;
  CHECK(get<path<&Explicit::u32>>(in) == std::nullopt);
  in.u32 = 0;
  in.text = "";
  CHECK(get<path<&Explicit::u32>>(in) == 0U);
  CHECK(get<path<&Explicit::text>>(in) == "");
}

TEST_CASE("a path in an envelope leads to the same field") {
  constexpr auto inside = in_envelope<paths::session_request::partition_id>;
  static_assert(decltype(inside)::size == 3);
  CHECK(inside.name() == "headers.partition.partition_id");
  envelope<v1::SessionRequestHeaders> in;
  CHECK(get<inside>(in) == std::nullopt);
  in.headers.emplace().partition.emplace().partition_id = 4;
  CHECK(get<inside>(in) == 4U);
}

static_assert([] {
  v1::SessionRequestHeaders in;
  in.partition.emplace().partition_id = 5;
  return get<paths::session_request::partition_id>(in) == 5U;
}());
