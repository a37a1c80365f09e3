// SPDX-License-Identifier: Apache-2.0
//
// Mapbox's protozero as its documentation advises: a reader for each sub-message, next() and a
// switch over tag and type; a writer for each sub-message into a buffer that is used again. It does
// not check UTF-8.
#include <array>
#include <protozero/buffer_fixed.hpp>
#include <protozero/exception.hpp>
#include <protozero/pbf_reader.hpp>
#include <protozero/pbf_writer.hpp>
#include <type_traits>

#include "contender.hpp"
#include "expected.hpp"

namespace headwire::bench {
namespace {

using protozero::pbf_reader;
using protozero::pbf_wire_type;

constexpr auto varint_1 = tag_and_type(1, pbf_wire_type::varint);
constexpr auto varint_2 = tag_and_type(2, pbf_wire_type::varint);
constexpr auto message_1 = tag_and_type(1, pbf_wire_type::length_delimited);
constexpr auto text_3 = tag_and_type(3, pbf_wire_type::length_delimited);

/// The sub-message to read into; a repeated one is merged.
template <class T>
T& there(std::optional<T>& message) {
  return message ? *message : message.emplace();
}

void read(pbf_reader in, hw::PartitionRequestHeaders& out) {
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

void read(pbf_reader in, hw::SessionRequestHeaders& out) {
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

void read(pbf_reader in, hw::PrimitiveRequestHeaders& out) {
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

void read(pbf_reader in, hw::PartitionResponseHeaders& out);
void read(pbf_reader in, hw::SessionResponseHeaders& out);

/// A message whose only field is the sub-message `session` or `partition`.
template <class T, class Inner>
void read_only_child(pbf_reader in, std::optional<Inner> T::*child, T& out) {
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

void read(pbf_reader in, hw::OperationRequestHeaders& out) {
  read_only_child(in, &hw::OperationRequestHeaders::session, out);
}

void read(pbf_reader in, hw::CommandRequestHeaders& out) {
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

void read(pbf_reader in, hw::PartitionResponseHeaders& out) {
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

void read(pbf_reader in, hw::SessionResponseHeaders& out) {
  read_only_child(in, &hw::SessionResponseHeaders::partition, out);
}

void read(pbf_reader in, hw::PrimitiveResponseHeaders& out) {
  read_only_child(in, &hw::PrimitiveResponseHeaders::session, out);
}

void read(pbf_reader in, hw::OperationResponseHeaders& out) {
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

void read(pbf_reader in, hw::CommandResponseHeaders& out) {
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

struct reader {
  template <message T>
  bool operator()(bytes in, T& out) const try {
    out = T{};
    read(pbf_reader(reinterpret_cast<const char*>(in.data()), in.size()), out);
    return true;
  } catch (const protozero::exception&) {
    return false;
  }
};

using pbf_writer = protozero::basic_pbf_writer<protozero::fixed_size_buffer_adaptor>;

void write(pbf_writer& to, std::uint32_t number, std::uint64_t value) {
  if (value != 0) to.add_uint64(number, value);
}

void write_fields(pbf_writer& to, const hw::PartitionRequestHeaders& in);
void write_fields(pbf_writer& to, const hw::SessionRequestHeaders& in);
void write_fields(pbf_writer& to, const hw::PrimitiveRequestHeaders& in);
void write_fields(pbf_writer& to, const hw::OperationRequestHeaders& in);
void write_fields(pbf_writer& to, const hw::PartitionResponseHeaders& in);
void write_fields(pbf_writer& to, const hw::SessionResponseHeaders& in);
void write_fields(pbf_writer& to, const hw::PrimitiveResponseHeaders& in);
void write_fields(pbf_writer& to, const hw::OperationResponseHeaders& in);

template <class T>
void write_message(pbf_writer& to, const std::optional<T>& message) {
  if (!message) return;
  pbf_writer inner(to, 1);
  write_fields(inner, *message);
}

void write_fields(pbf_writer& to, const hw::PartitionRequestHeaders& in) {
  write(to, 1, in.partition_id);
}
void write_fields(pbf_writer& to, const hw::SessionRequestHeaders& in) {
  write_message(to, in.partition);
  write(to, 2, in.session_id);
}
void write_fields(pbf_writer& to, const hw::PrimitiveRequestHeaders& in) {
  write_message(to, in.session);
  write(to, 2, in.primitive_id);
}
void write_fields(pbf_writer& to, const hw::OperationRequestHeaders& in) {
  write_message(to, in.session);
}
void write_fields(pbf_writer& to, const hw::CommandRequestHeaders& in) {
  write_message(to, in.operation);
  write(to, 2, in.sequence_num);
}
void write_fields(pbf_writer& to, const hw::PartitionResponseHeaders& in) {
  write(to, 1, in.index);
}
void write_fields(pbf_writer& to, const hw::SessionResponseHeaders& in) {
  write_message(to, in.partition);
}
void write_fields(pbf_writer& to, const hw::PrimitiveResponseHeaders& in) {
  write_message(to, in.session);
}
void write_fields(pbf_writer& to, const hw::OperationResponseHeaders& in) {
  write_message(to, in.session);
  if (in.status != hw::OperationResponseHeaders::Status::UNKNOWN) {
    to.add_enum(2, static_cast<std::int32_t>(in.status));
  }
  if (!in.message.empty()) to.add_string(3, in.message.data(), in.message.size());
}
void write_fields(pbf_writer& to, const hw::CommandResponseHeaders& in) {
  write_message(to, in.operation);
  write(to, 2, in.output_sequence_num);
}

struct writer {
  template <message T>
  std::size_t operator()(const T& in, mutable_bytes out) const {
    protozero::fixed_size_buffer_adaptor buffer(reinterpret_cast<char*>(out.data()), out.size());
    pbf_writer to(buffer);
    write_fields(to, in);
    return buffer.size();
  }
};

/// The first number 1 that is no message, down the first sub-messages with number 1: what a reader
/// of one field does when it does not care for duplicates.
template <class Workload>
class first_match {
 public:
  std::uint64_t once(std::size_t index) try {
    const bytes in = corpus_.encoded(index);
    pbf_reader level(reinterpret_cast<const char*>(in.data()), in.size());
    while (level.next(1)) {
      if (level.wire_type() == pbf_wire_type::varint) return level.get_uint64();
      level = level.get_message();
    }
    return 0;
  } catch (const protozero::exception&) {
    return 0;
  }

  bool is_right(std::size_t index) {
    return once(index) == get<Workload::peeked>(corpus_.value(index)).value_or(0);
  }

 private:
  const corpus<Workload>& corpus_ = corpus<Workload>::get();
};

}  // namespace

void add_protozero(contenders& all) {
  each_workload([&]<class Workload>() {
    add<Workload, decode_with<Workload, reader>>(all, "decode/protozero");
    add<Workload, encode_with<Workload, writer>>(all, "encode/protozero");
    add<Workload, first_match<Workload>>(all, "peek_trusted/protozero");
  });
}

}  // namespace headwire::bench
