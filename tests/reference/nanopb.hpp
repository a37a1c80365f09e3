// SPDX-License-Identifier: Apache-2.0
//
// What nanopb reads, compared with a message of Headwire.
#pragma once

#include <pb_decode.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <headwire/headwire.hpp>
#include <optional>
#include <string_view>
#include <type_traits>

#include "headers.nanopb.h"
#include "reference/types.hpp"

namespace headwire::reference {

/// The C struct that stands for T, and nanopb's description of it.
template <class C, const pb_msgdesc_t& Description>
struct nanopb_type {
  using type = C;
  static const pb_msgdesc_t* description() { return &Description; }
};
template <message T>
struct nanopb_of;

// clang-format off
template <> struct nanopb_of<hw::PartitionRequestHeaders> : nanopb_type<atomix_multiraft_v1_PartitionRequestHeaders, atomix_multiraft_v1_PartitionRequestHeaders_msg> {};
template <> struct nanopb_of<hw::PartitionResponseHeaders> : nanopb_type<atomix_multiraft_v1_PartitionResponseHeaders, atomix_multiraft_v1_PartitionResponseHeaders_msg> {};
template <> struct nanopb_of<hw::SessionRequestHeaders> : nanopb_type<atomix_multiraft_v1_SessionRequestHeaders, atomix_multiraft_v1_SessionRequestHeaders_msg> {};
template <> struct nanopb_of<hw::SessionResponseHeaders> : nanopb_type<atomix_multiraft_v1_SessionResponseHeaders, atomix_multiraft_v1_SessionResponseHeaders_msg> {};
template <> struct nanopb_of<hw::PrimitiveRequestHeaders> : nanopb_type<atomix_multiraft_v1_PrimitiveRequestHeaders, atomix_multiraft_v1_PrimitiveRequestHeaders_msg> {};
template <> struct nanopb_of<hw::PrimitiveResponseHeaders> : nanopb_type<atomix_multiraft_v1_PrimitiveResponseHeaders, atomix_multiraft_v1_PrimitiveResponseHeaders_msg> {};
template <> struct nanopb_of<hw::OperationRequestHeaders> : nanopb_type<atomix_multiraft_v1_OperationRequestHeaders, atomix_multiraft_v1_OperationRequestHeaders_msg> {};
template <> struct nanopb_of<hw::OperationResponseHeaders> : nanopb_type<atomix_multiraft_v1_OperationResponseHeaders, atomix_multiraft_v1_OperationResponseHeaders_msg> {};
template <> struct nanopb_of<hw::CommandRequestHeaders> : nanopb_type<atomix_multiraft_v1_CommandRequestHeaders, atomix_multiraft_v1_CommandRequestHeaders_msg> {};
template <> struct nanopb_of<hw::CommandResponseHeaders> : nanopb_type<atomix_multiraft_v1_CommandResponseHeaders, atomix_multiraft_v1_CommandResponseHeaders_msg> {};
template <> struct nanopb_of<hw::QueryRequestHeaders> : nanopb_type<atomix_multiraft_v1_QueryRequestHeaders, atomix_multiraft_v1_QueryRequestHeaders_msg> {};
template <> struct nanopb_of<hw::QueryResponseHeaders> : nanopb_type<atomix_multiraft_v1_QueryResponseHeaders, atomix_multiraft_v1_QueryResponseHeaders_msg> {};
// clang-format on

/// The longest string that the C structs have room for (nanopb.options).
inline constexpr std::size_t nanopb_string_size =
    sizeof(atomix_multiraft_v1_OperationResponseHeaders_message_t::bytes);

template <message T>
[[nodiscard]] bool same_message(const std::optional<T>& ours, bool present,
                                const typename nanopb_of<T>::type& theirs);

// One function a message: C has no way to list the members of a struct.
[[nodiscard]] inline bool same(const hw::PartitionRequestHeaders& ours,
                               const atomix_multiraft_v1_PartitionRequestHeaders& theirs) {
  return ours.partition_id == theirs.partition_id;
}
[[nodiscard]] inline bool same(const hw::PartitionResponseHeaders& ours,
                               const atomix_multiraft_v1_PartitionResponseHeaders& theirs) {
  return ours.index == theirs.index;
}
[[nodiscard]] inline bool same(const hw::SessionRequestHeaders& ours,
                               const atomix_multiraft_v1_SessionRequestHeaders& theirs) {
  return same_message(ours.partition, theirs.has_partition, theirs.partition) &&
         ours.session_id == theirs.session_id;
}
[[nodiscard]] inline bool same(const hw::SessionResponseHeaders& ours,
                               const atomix_multiraft_v1_SessionResponseHeaders& theirs) {
  return same_message(ours.partition, theirs.has_partition, theirs.partition);
}
[[nodiscard]] inline bool same(const hw::PrimitiveRequestHeaders& ours,
                               const atomix_multiraft_v1_PrimitiveRequestHeaders& theirs) {
  return same_message(ours.session, theirs.has_session, theirs.session) &&
         ours.primitive_id == theirs.primitive_id;
}
[[nodiscard]] inline bool same(const hw::PrimitiveResponseHeaders& ours,
                               const atomix_multiraft_v1_PrimitiveResponseHeaders& theirs) {
  return same_message(ours.session, theirs.has_session, theirs.session);
}
[[nodiscard]] inline bool same(const hw::OperationRequestHeaders& ours,
                               const atomix_multiraft_v1_OperationRequestHeaders& theirs) {
  return same_message(ours.session, theirs.has_session, theirs.session);
}
[[nodiscard]] inline bool same(const hw::OperationResponseHeaders& ours,
                               const atomix_multiraft_v1_OperationResponseHeaders& theirs) {
  // An enum of C may hold any number, but to read an unnamed one as such would be undefined in C++.
  static_assert(sizeof(theirs.status) == sizeof(ours.status));
  const std::string_view message(reinterpret_cast<const char*>(theirs.message.bytes),
                                 theirs.message.size);
  return same_message(ours.session, theirs.has_session, theirs.session) &&
         std::memcmp(&ours.status, &theirs.status, sizeof(ours.status)) == 0 &&
         ours.message == message;
}
[[nodiscard]] inline bool same(const hw::CommandRequestHeaders& ours,
                               const atomix_multiraft_v1_CommandRequestHeaders& theirs) {
  return same_message(ours.operation, theirs.has_operation, theirs.operation) &&
         ours.sequence_num == theirs.sequence_num;
}
[[nodiscard]] inline bool same(const hw::CommandResponseHeaders& ours,
                               const atomix_multiraft_v1_CommandResponseHeaders& theirs) {
  return same_message(ours.operation, theirs.has_operation, theirs.operation) &&
         ours.output_sequence_num == theirs.output_sequence_num;
}
[[nodiscard]] inline bool same(const hw::QueryRequestHeaders& ours,
                               const atomix_multiraft_v1_QueryRequestHeaders& theirs) {
  return same_message(ours.operation, theirs.has_operation, theirs.operation) &&
         ours.max_received_index == theirs.max_received_index;
}
[[nodiscard]] inline bool same(const hw::QueryResponseHeaders& ours,
                               const atomix_multiraft_v1_QueryResponseHeaders& theirs) {
  return same_message(ours.operation, theirs.has_operation, theirs.operation);
}

template <message T>
[[nodiscard]] bool same_message(const std::optional<T>& ours, bool present,
                                const typename nanopb_of<T>::type& theirs) {
  return ours.has_value() == present && (!present || same(*ours, theirs));
}

/// Reads with nanopb; false if it refuses the input.
template <message T>
[[nodiscard]] bool read_nanopb(bytes in, typename nanopb_of<T>::type& out) {
  const std::string_view text = as_text(in);
  pb_istream_t stream =
      pb_istream_from_buffer(reinterpret_cast<const pb_byte_t*>(text.data()), text.size());
  return pb_decode(&stream, nanopb_of<T>::description(), &out);
}

}  // namespace headwire::reference
