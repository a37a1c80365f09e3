// SPDX-License-Identifier: Apache-2.0
//
// The tables of declared types, and the offsets of members in them: also those of structs for which
// `offsetof` is not defined.
#include "headwire/codec/message_table.hpp"

#include <cstddef>
#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/headwire.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headwire/codec/slow_path.hpp"
#include "support/catch.hpp"
#include "unit/support/codec.hpp"
#include "unit/support/messages.hpp"

using namespace headwire;
using namespace headwire::test;
namespace v1 = headwire::atomix::multiraft::v1;

namespace {

/// The bytes from the start of `object` to its member.
template <class T, class M>
std::size_t distance_to(const T& object, const M& member) {
  const void* const begin = std::addressof(object);
  const void* const at = std::addressof(member);
  return static_cast<std::size_t>(static_cast<const std::byte*>(at) -
                                  static_cast<const std::byte*>(begin));
}

/// Every member is where its table says.
template <message T, std::size_t... Index>
bool offsets_fit(const T& object, std::index_sequence<Index...>) {
  return ((detail::table_of<T>::fields[Index].offset ==
           distance_to(object, object.*detail::field_at<T, Index>::member)) &&
          ...);
}
template <message T>
bool offsets_fit() {
  return offsets_fit(T{}, std::make_index_sequence<detail::field_count<T>>{});
}

template <message T>
bool finds(std::uint32_t tag) {
  return detail::table_of<T>::value.find(tag)->tag == tag;
}

/// Every tag is found, and no tag of a number or wire type beside it.
template <message T>
bool finds_its_fields() {
  using table = detail::table_of<T>;
  for (std::size_t i = 0; i < table::count; ++i) {
    const detail::table_field& field = table::fields[i];
    if (table::value.find(field.tag) != &field) return false;
    for (std::uint32_t wire = 0; wire < 6; ++wire) {
      const std::uint32_t other = (field.tag & ~7U) | wire;
      if (other != field.tag && finds<T>(other)) return false;
    }
    const std::uint32_t next = field.tag + 8;
    if (next != table::fields[i + 1].tag && finds<T>(next)) return false;
  }
  return !finds<T>(make_tag(max_field_number - 1, wire_type::i32));
}

template <message T>
bool table_fits() {
  return offsets_fit<T>() && finds_its_fields<T>();
}

/// With a destructor and a virtual table, and members in another order than their fields.
class odd {
 public:
  odd() = default;
  odd(const odd&) = default;
  odd(odd&&) = default;
  odd& operator=(const odd&) = default;
  odd& operator=(odd&&) = default;
  virtual ~odd() = default;

  [[nodiscard]] std::uint64_t id() const { return id_; }
  std::optional<bool> flag;

 private:
  std::string name_ = "not trivially copyable";
  bool first_ = false;
  std::uint64_t id_ = 0;
  std::vector<int> more_;
  std::optional<std::string_view> text_;

 public:
  using self = odd;
  static constexpr auto proto =
      headwire::schema(headwire::field<1, &self::text_>, headwire::field<2, &self::id_>,
                       headwire::field<3, &self::flag>, headwire::field<700, &self::first_>);
};

struct second_base {
  std::uint64_t x = 0;
};
struct derived : odd, second_base {
  std::int32_t y = 0;
};

/// Numbers on both sides of each limit of the look-up.
struct limits {
  bool n1 = false;
  std::uint32_t n15 = 0;
  std::uint32_t n16 = 0;
  std::optional<color> n127;
  std::optional<color> n128;
  double n2047 = 0;
  float n2048 = 0;
  std::optional<One> last;

  using self = limits;
  static constexpr auto proto = headwire::schema(
      headwire::field<1, &self::n1>, headwire::field<15, &self::n15>,
      headwire::field<16, &self::n16>, headwire::field<127, &self::n127>,
      headwire::field<128, &self::n128>, headwire::field<2047, &self::n2047>,
      headwire::field<2048, &self::n2048>, headwire::field<max_field_number, &self::last>);
};

static_assert(detail::table_of<v1::SessionRequestHeaders>::fields[1].offset ==
              offsetof(v1::SessionRequestHeaders, session_id));
static_assert(detail::table_of<limits>::dense_numbers == 128);
static_assert(detail::table_of<Empty>::dense_numbers == 16);

/// Decodes by the table alone.
template <message T>
status read(const hex_input& in, T& out, detail::rules accepted = detail::rules::standard) {
  out = T{};
  return detail::decode_slow(in.view(), in.view().data(), out, accepted);
}

}  // namespace

template <>
struct headwire::schema_of<derived> {
  static constexpr auto proto = headwire::schema(headwire::field<3, &derived::y>);
};

TEST_CASE("tables say where members are, and find fields by their tags") {
  CHECK(table_fits<v1::CommandRequestHeaders>());
  CHECK(table_fits<v1::SessionResponseHeaders>());
  CHECK(table_fits<v1::OperationResponseHeaders>());
  CHECK(table_fits<AllScalars>());
  CHECK(table_fits<Explicit>());
  CHECK(table_fits<WideTags>());
  CHECK(table_fits<Keeper<3>>());
  CHECK(table_fits<Empty>());
  CHECK(table_fits<limits>());
  CHECK(table_fits<odd>());
  CHECK(table_fits<derived>());
}

TEST_CASE("structs that are not standard-layout decode by their offsets") {
  const hex_input in("1801102a0a026869e02b01");
  odd out;
  REQUIRE(read(in, out));
  CHECK(out.id() == 42);
  CHECK(out.flag == true);
  CHECK(encode_hex(out) == "0a026869102a1801e02b01");
  derived both;
  both.x = 7;
  REQUIRE(decode(hex_input("1809").view(), both));
  CHECK(both.y == 9);
  CHECK(both.x == 0);  // in no field, and reset like all members
}

TEST_CASE("fields of all ranges of numbers decode in any order") {
  const hex_input ascending(
      "0801"
      "7805"
      "800106"
      "f80702"
      "800803"
      "f97f000000000000f03f"
      "8580010000803f"
      "faffffff0f020807");
  limits out;
  REQUIRE(read(ascending, out, detail::rules::canonical));
  CHECK(out.n1);
  CHECK(out.n15 == 5);
  CHECK(out.n16 == 6);
  CHECK(out.n127 == static_cast<color>(2));
  CHECK(out.n128 == static_cast<color>(3));
  CHECK(out.n2047 == 1.0);
  CHECK(out.n2048 == 1.0F);
  REQUIRE(out.last);
  const hex_input descending(
      "faffffff0f020807"
      "8580010000803f"
      "f97f000000000000f03f"
      "800803"
      "f80702"
      "800106"
      "7805"
      "0801");
  limits again;
  REQUIRE(read(descending, again));
  CHECK(equal(again, out));
  CHECK(read(descending, again, detail::rules::canonical) == status{errc::not_canonical, 8, 2048});
}

TEST_CASE("levels above the message that is read count for its sub-messages") {
  const hex_input in(nested(3, "1005"));
  chain<3> out;
  detail::reader r{in.view()};
  CHECK(detail::decode_slow(r, r.begin, out, detail::rules::standard, 97));
  CHECK(detail::decode_slow(r, r.begin, out, detail::rules::standard, 98) ==
        status{errc::too_deep, 4, 1});
}
