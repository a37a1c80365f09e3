// SPDX-License-Identifier: Apache-2.0
//
// The bridge itself: that the two declarations of each type are the same, and that a difference
// would be seen.
#include "reference/bridge.hpp"

#include <cstdint>
#include <headwire/headwire.hpp>
#include <optional>
#include <string>
#include <vector>

#include "reference/comparison.hpp"
#include "reference/random.hpp"
#include "reference/wide_tag.hpp"
#include "support/catch.hpp"

namespace headwire::reference {
namespace {

using kind = google_pb::FieldDescriptor;

kind::Type type_in_proto(scalar type) {
  switch (type) {
    case scalar::double_:
      return kind::TYPE_DOUBLE;
    case scalar::float_:
      return kind::TYPE_FLOAT;
    case scalar::int32:
      return kind::TYPE_INT32;
    case scalar::int64:
      return kind::TYPE_INT64;
    case scalar::uint32:
      return kind::TYPE_UINT32;
    case scalar::uint64:
      return kind::TYPE_UINT64;
    case scalar::sint32:
      return kind::TYPE_SINT32;
    case scalar::sint64:
      return kind::TYPE_SINT64;
    case scalar::fixed32:
      return kind::TYPE_FIXED32;
    case scalar::fixed64:
      return kind::TYPE_FIXED64;
    case scalar::sfixed32:
      return kind::TYPE_SFIXED32;
    case scalar::sfixed64:
      return kind::TYPE_SFIXED64;
    case scalar::bool_:
      return kind::TYPE_BOOL;
    case scalar::string:
      return kind::TYPE_STRING;
    case scalar::bytes_:
      return kind::TYPE_BYTES;
    case scalar::enum_:
      return kind::TYPE_ENUM;
  }
  return kind::TYPE_GROUP;
}

template <message T>
void check_declaration() {
  INFO(type_name<T>);
  CHECK(reference_t<T>::descriptor()->field_count() == static_cast<int>(detail::field_count<T>));
  all_fields<T>([]<std::size_t I>() {
    using field = detail::field_at<T, I>;
    const auto* const known = counterpart<T, I>();
    CHECK(known->name() == member_name<field::member>);
    if constexpr (field::is_message) {
      CHECK(known->type() == kind::TYPE_MESSAGE);
      CHECK(known->message_type() == reference_t<typename field::value_type>::descriptor());
      check_declaration<typename field::value_type>();
    } else {
      CHECK(known->type() == type_in_proto(field::type()));
      CHECK(known->has_presence() == field::explicit_presence);
    }
    return true;
  });
}

/// Every field set to other than zero, so that clearing one is always a change.
template <message T>
T filled(random_source& source) {
  T out;
  all_fields<T>([&]<std::size_t I>() {
    using field = detail::field_at<T, I>;
    using V = typename field::value_type;
    auto& member = out.*field::member;
    if constexpr (field::is_message) {
      member = filled<V>(source);
    } else if constexpr (is_view<V>) {
      V text;
      do {
        text = random_scalar<V>(source);
      } while (text.empty());
      member = text;
    } else {
      member = static_cast<V>(1);
    }
    return true;
  });
  return out;
}

/// Clears one field after the other, at every level, and calls `seen` with each result.
template <message T, message Top, class F>
void each_change(Top& top, T& level, F seen) {
  all_fields<T>([&]<std::size_t I>() {
    using field = detail::field_at<T, I>;
    auto& member = level.*field::member;
    const auto before = member;
    member = {};
    seen(top);
    member = before;
    if constexpr (field::is_message) each_change(top, *member, seen);
    return true;
  });
}

TEST_CASE("the declarations are those of the schema files") {
  for_each_type(all_types{}, []<message T>() { check_declaration<T>(); });
}

TEST_CASE("a missing or changed field is seen at every level") {
  random_source source(1);
  for_each_type(all_types{}, [&]<message T>() {
    INFO(type_name<T>);
    T value = filled<T>(source);
    reference_t<T> theirs;
    copy(value, theirs);
    CHECK(same(value, theirs));
    int changes = 0;
    each_change(value, value, [&](const T& changed) {
      ++changes;
      CHECK_FALSE(same(changed, theirs));
    });
    CHECK(changes >= static_cast<int>(detail::field_count<T>));
    CHECK(same(value, theirs));
  });
}

TEST_CASE("a sub-message that is present but empty is seen") {
  hw::SessionRequestHeaders value;
  atomix_pb::SessionRequestHeaders theirs;
  CHECK(same(value, theirs));
  theirs.mutable_partition();
  CHECK_FALSE(same(value, theirs));
  value.partition.emplace();
  CHECK(same(value, theirs));
}

TEST_CASE("unknown fields are found where they are dropped and where they are kept") {
  const auto find = []<message T>(std::string_view hex) {
    const std::vector<std::byte> input = test::from_hex(hex);
    reference_t<T> theirs;
    REQUIRE(theirs.ParseFromArray(input.data(), static_cast<int>(input.size())));
    const unknown_summary found = find_unknown<T>(theirs);
    return std::vector<bool>{found.dropped, found.kept, found.overflows};
  };
  using expected = std::vector<bool>;
  CHECK(find.operator()<hw::SessionRequestHeaders>("0a020805") == expected{false, false, false});
  CHECK(find.operator()<hw::SessionRequestHeaders>("0a021805") == expected{true, false, false});
  CHECK(find.operator()<KeepingSession>("0a0218051805") == expected{false, true, false});
  CHECK(find.operator()<KeepingSession>("180518051805") == expected{false, true, true});
  CHECK(find.operator()<KeepingOperation>("0a021805") == expected{true, false, false});
}

TEST_CASE("a tag wider than 32 bits is found where a reader meets it") {
  const auto find = [](std::string_view hex) {
    const std::vector<std::byte> input = test::from_hex(hex);
    return wide_tag_scan::find(input, atomix_pb::SessionRequestHeaders::descriptor());
  };
  CHECK(find("908080801005") == 0);                 // at the top
  CHECK(find("10050a06888080801005") == 4);         // in a sub-message
  CHECK(find("100583018880808010058401") == 4);     // in a group of an unknown number
  CHECK(find("1a06888080801005") == std::nullopt);  // in bytes that are skipped
  CHECK(find("0888808080100a00") == std::nullopt);  // as a value
  CHECK(find("908080800f05") == std::nullopt);      // 32 bits
  CHECK(find("00908080801005") == std::nullopt);    // behind an error
}

TEST_CASE("the report names input, verdicts, values and a test case") {
  const std::string text =
      report<hw::SessionRequestHeaders>(test::from_hex("0a02080510"), "for this test");
  for (const char* part : {"for this test", "SessionRequestHeaders", "0a02080510",
                           "the message ends inside this field", "offset 5, field 2", "rejects",
                           "partition { partition_id: 5 }", "CHECK(disagreement<"}) {
    CHECK(text.find(part) != std::string::npos);
  }
}

}  // namespace
}  // namespace headwire::reference
