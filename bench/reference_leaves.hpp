// SPDX-License-Identifier: Apache-2.0
//
// The leaves of a header that libprotobuf has decoded, as in leaves.hpp.
#pragma once

#include <cstdint>
#include <string_view>

#include "headers.pb.h"
#include "leaves.hpp"

namespace headwire::bench {

namespace google_hw = ::atomix::multiraft::v1;

// clang-format off
[[nodiscard]] inline std::uint64_t sum_of(const google_hw::PartitionRequestHeaders& m) { return m.partition_id(); }
[[nodiscard]] inline std::uint64_t sum_of(const google_hw::SessionRequestHeaders& m) { return sum_of(m.partition()) + m.session_id(); }
[[nodiscard]] inline std::uint64_t sum_of(const google_hw::PrimitiveRequestHeaders& m) { return sum_of(m.session()) + m.primitive_id(); }
[[nodiscard]] inline std::uint64_t sum_of(const google_hw::OperationRequestHeaders& m) { return sum_of(m.session()); }
[[nodiscard]] inline std::uint64_t sum_of(const google_hw::CommandRequestHeaders& m) { return sum_of(m.operation()) + m.sequence_num(); }
[[nodiscard]] inline std::uint64_t sum_of(const google_hw::PartitionResponseHeaders& m) { return m.index(); }
[[nodiscard]] inline std::uint64_t sum_of(const google_hw::SessionResponseHeaders& m) { return sum_of(m.partition()); }
[[nodiscard]] inline std::uint64_t sum_of(const google_hw::PrimitiveResponseHeaders& m) { return sum_of(m.session()); }
[[nodiscard]] inline std::uint64_t sum_of(const google_hw::OperationResponseHeaders& m) { return sum_of(m.session()) + static_cast<std::uint32_t>(m.status()) + sum_of(std::string_view(m.message())); }
[[nodiscard]] inline std::uint64_t sum_of(const google_hw::CommandResponseHeaders& m) { return sum_of(m.operation()) + m.output_sequence_num(); }
// clang-format on

}  // namespace headwire::bench
