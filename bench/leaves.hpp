// SPDX-License-Identifier: Apache-2.0
//
// Reads every leaf of a decoded header, the same for every library: a decoder is only
// worth what a reader gets out of it, and a compiler may drop what is not read.
#pragma once

#include <cstdint>
#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <optional>
#include <string_view>

namespace headwire::bench {

namespace hw = headwire::atomix::multiraft::v1;

/// Both ends of a text, and its length.
[[nodiscard]] inline std::uint64_t sum_of(std::string_view text) {
  if (text.empty()) return 0;
  return text.size() + static_cast<unsigned char>(text.front()) +
         static_cast<unsigned char>(text.back());
}

/// The sub-message, or an empty one where it is absent: what libprotobuf's getters give.
template <class T>
[[nodiscard]] const T& or_empty(const std::optional<T>& message) {
  static constexpr T empty{};
  return message ? *message : empty;
}

// clang-format off
[[nodiscard]] inline std::uint64_t sum_of(const hw::PartitionRequestHeaders& m) { return m.partition_id; }
[[nodiscard]] inline std::uint64_t sum_of(const hw::SessionRequestHeaders& m) { return sum_of(or_empty(m.partition)) + m.session_id; }
[[nodiscard]] inline std::uint64_t sum_of(const hw::PrimitiveRequestHeaders& m) { return sum_of(or_empty(m.session)) + m.primitive_id; }
[[nodiscard]] inline std::uint64_t sum_of(const hw::OperationRequestHeaders& m) { return sum_of(or_empty(m.session)); }
[[nodiscard]] inline std::uint64_t sum_of(const hw::CommandRequestHeaders& m) { return sum_of(or_empty(m.operation)) + m.sequence_num; }
[[nodiscard]] inline std::uint64_t sum_of(const hw::PartitionResponseHeaders& m) { return m.index; }
[[nodiscard]] inline std::uint64_t sum_of(const hw::SessionResponseHeaders& m) { return sum_of(or_empty(m.partition)); }
[[nodiscard]] inline std::uint64_t sum_of(const hw::PrimitiveResponseHeaders& m) { return sum_of(or_empty(m.session)); }
[[nodiscard]] inline std::uint64_t sum_of(const hw::OperationResponseHeaders& m) { return sum_of(or_empty(m.session)) + static_cast<std::uint32_t>(m.status) + sum_of(m.message); }
[[nodiscard]] inline std::uint64_t sum_of(const hw::CommandResponseHeaders& m) { return sum_of(or_empty(m.operation)) + m.output_sequence_num; }
// clang-format on

}  // namespace headwire::bench
