// SPDX-License-Identifier: Apache-2.0
//
// Error texts for people. Optional: not part of headwire.hpp, and needs the library `headwire` to
// link.
#pragma once

#include <string>

#include "headwire/schema/descriptor.hpp"
#include "headwire/wire/bytes.hpp"
#include "headwire/wire/error.hpp"

namespace headwire {

/// As `explain<T>(in, failure)`, for a type known at run time.
[[nodiscard]] std::string explain(bytes in, status failure,
                                  const message_descriptor& type) noexcept;

/// Says what went wrong and where, as in
/// `operation.session.session.partition.partition_id at byte 9: varint runs past 10 bytes`.
///
/// `failure` is what `decode` said of the same `in`; for what `encode` says, `in` may be empty.
/// Never fails, whatever the two are; without memory for the text the program ends
/// (std::terminate).
template <message T>
[[nodiscard]] std::string explain(bytes in, status failure) noexcept {
  return headwire::explain(in, failure, descriptor<T>);
}

}  // namespace headwire
