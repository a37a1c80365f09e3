// SPDX-License-Identifier: Apache-2.0
//
// The headers read and written with Mapbox's protozero as its documentation advises: a reader for
// each sub-message, next() and a switch over tag and type; a writer for each sub-message into a
// buffer that is there.
#pragma once

#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <optional>
#include <protozero/buffer_fixed.hpp>
#include <protozero/pbf_reader.hpp>
#include <protozero/pbf_writer.hpp>

namespace headwire::bench::with_protozero {

namespace hw = headwire::atomix::multiraft::v1;

using protozero::pbf_reader;
using protozero::pbf_wire_type;

inline constexpr auto varint_1 = tag_and_type(1, pbf_wire_type::varint);
inline constexpr auto varint_2 = tag_and_type(2, pbf_wire_type::varint);
inline constexpr auto message_1 = tag_and_type(1, pbf_wire_type::length_delimited);
inline constexpr auto text_3 = tag_and_type(3, pbf_wire_type::length_delimited);

/// The sub-message to read into; a repeated one is merged.
template <class T>
T& there(std::optional<T>& message) {
  return message ? *message : message.emplace();
}

inline void read(pbf_reader in, hw::PartitionRequestHeaders& out) {
  while (in.next()) {
    switch (in.tag_and_type()) {
      case varint_1:
        out.partition_id = in.get_uint32();
        break;
      default:
        in.skip();
    }
  }
}

inline void read(pbf_reader in, hw::SessionRequestHeaders& out) {
  while (in.next()) {
    switch (in.tag_and_type()) {
      case message_1:
        read(in.get_message(), there(out.partition));
        break;
      case varint_2:
        out.session_id = in.get_uint64();
        break;
      default:
        in.skip();
    }
  }
}

inline void read(pbf_reader in, hw::PrimitiveRequestHeaders& out) {
  while (in.next()) {
    switch (in.tag_and_type()) {
      case message_1:
        read(in.get_message(), there(out.session));
        break;
      case varint_2:
        out.primitive_id = in.get_uint64();
        break;
      default:
        in.skip();
    }
  }
}

inline void read(pbf_reader in, hw::PartitionResponseHeaders& out);
inline void read(pbf_reader in, hw::SessionResponseHeaders& out);
void read(pbf_reader in, hw::OperationResponseHeaders& out);

/// A message whose only field is the sub-message `session` or `partition`.
template <class T, class Inner>
void read_only_child(pbf_reader in, std::optional<Inner> T::* child, T& out) {
  while (in.next()) {
    switch (in.tag_and_type()) {
      case message_1:
        read(in.get_message(), there(out.*child));
        break;
      default:
        in.skip();
    }
  }
}

inline void read(pbf_reader in, hw::OperationRequestHeaders& out) {
  read_only_child(in, &hw::OperationRequestHeaders::session, out);
}

inline void read(pbf_reader in, hw::CommandRequestHeaders& out) {
  while (in.next()) {
    switch (in.tag_and_type()) {
      case message_1:
        read(in.get_message(), there(out.operation));
        break;
      case varint_2:
        out.sequence_num = in.get_uint64();
        break;
      default:
        in.skip();
    }
  }
}

inline void read(pbf_reader in, hw::PartitionResponseHeaders& out) {
  while (in.next()) {
    switch (in.tag_and_type()) {
      case varint_1:
        out.index = in.get_uint64();
        break;
      default:
        in.skip();
    }
  }
}

inline void read(pbf_reader in, hw::SessionResponseHeaders& out) {
  read_only_child(in, &hw::SessionResponseHeaders::partition, out);
}

inline void read(pbf_reader in, hw::PrimitiveResponseHeaders& out) {
  read_only_child(in, &hw::PrimitiveResponseHeaders::session, out);
}

inline void read(pbf_reader in, hw::OperationResponseHeaders& out) {
  while (in.next()) {
    switch (in.tag_and_type()) {
      case message_1:
        read(in.get_message(), there(out.session));
        break;
      case varint_2:
        out.status = static_cast<hw::OperationResponseHeaders::Status>(in.get_enum());
        break;
      case text_3: {
        const protozero::data_view text = in.get_view();
        out.message = {text.data(), text.size()};
        break;
      }
      default:
        in.skip();
    }
  }
}

inline void read(pbf_reader in, hw::CommandResponseHeaders& out) {
  while (in.next()) {
    switch (in.tag_and_type()) {
      case message_1:
        read(in.get_message(), there(out.operation));
        break;
      case varint_2:
        out.output_sequence_num = in.get_uint64();
        break;
      default:
        in.skip();
    }
  }
}

inline void read(pbf_reader in, hw::QueryRequestHeaders& out) {
  while (in.next()) {
    switch (in.tag_and_type()) {
      case message_1:
        read(in.get_message(), there(out.operation));
        break;
      case varint_2:
        out.max_received_index = in.get_uint64();
        break;
      default:
        in.skip();
    }
  }
}

inline void read(pbf_reader in, hw::QueryResponseHeaders& out) {
  read_only_child(in, &hw::QueryResponseHeaders::operation, out);
}

using pbf_writer = protozero::basic_pbf_writer<protozero::fixed_size_buffer_adaptor>;

inline void write(pbf_writer& to, std::uint32_t number, std::uint64_t value) {
  if (value != 0) to.add_uint64(number, value);
}

inline void write_fields(pbf_writer& to, const hw::PartitionRequestHeaders& in);
inline void write_fields(pbf_writer& to, const hw::SessionRequestHeaders& in);
inline void write_fields(pbf_writer& to, const hw::PrimitiveRequestHeaders& in);
inline void write_fields(pbf_writer& to, const hw::OperationRequestHeaders& in);
inline void write_fields(pbf_writer& to, const hw::PartitionResponseHeaders& in);
inline void write_fields(pbf_writer& to, const hw::SessionResponseHeaders& in);
inline void write_fields(pbf_writer& to, const hw::PrimitiveResponseHeaders& in);
inline void write_fields(pbf_writer& to, const hw::OperationResponseHeaders& in);

template <class T>
void write_message(pbf_writer& to, const std::optional<T>& message) {
  if (!message) return;
  if (*message == T{}) {
    to.add_message(1, "", 0);  // a writer for it would leave it out
    return;
  }
  pbf_writer inner(to, 1);
  write_fields(inner, *message);
}

inline void write_fields(pbf_writer& to, const hw::PartitionRequestHeaders& in) {
  write(to, 1, in.partition_id);
}
inline void write_fields(pbf_writer& to, const hw::SessionRequestHeaders& in) {
  write_message(to, in.partition);
  write(to, 2, in.session_id);
}
inline void write_fields(pbf_writer& to, const hw::PrimitiveRequestHeaders& in) {
  write_message(to, in.session);
  write(to, 2, in.primitive_id);
}
inline void write_fields(pbf_writer& to, const hw::OperationRequestHeaders& in) {
  write_message(to, in.session);
}
inline void write_fields(pbf_writer& to, const hw::CommandRequestHeaders& in) {
  write_message(to, in.operation);
  write(to, 2, in.sequence_num);
}
inline void write_fields(pbf_writer& to, const hw::PartitionResponseHeaders& in) {
  write(to, 1, in.index);
}
inline void write_fields(pbf_writer& to, const hw::SessionResponseHeaders& in) {
  write_message(to, in.partition);
}
inline void write_fields(pbf_writer& to, const hw::PrimitiveResponseHeaders& in) {
  write_message(to, in.session);
}
inline void write_fields(pbf_writer& to, const hw::OperationResponseHeaders& in) {
  write_message(to, in.session);
  if (in.status != hw::OperationResponseHeaders::Status::UNKNOWN) {
    to.add_enum(2, static_cast<std::int32_t>(in.status));
  }
  if (!in.message.empty()) to.add_string(3, in.message.data(), in.message.size());
}
inline void write_fields(pbf_writer& to, const hw::CommandResponseHeaders& in) {
  write_message(to, in.operation);
  write(to, 2, in.output_sequence_num);
}

inline void write_fields(pbf_writer& to, const hw::QueryRequestHeaders& in) {
  write_message(to, in.operation);
  write(to, 2, in.max_received_index);
}
inline void write_fields(pbf_writer& to, const hw::QueryResponseHeaders& in) {
  write_message(to, in.operation);
}

}  // namespace headwire::bench::with_protozero
