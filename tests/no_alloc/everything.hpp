// SPDX-License-Identifier: Apache-2.0
//
// Functions that call all of the core, built without exceptions and RTTI.
#pragma once

#include <headwire/wire/bytes.hpp>

namespace headwire::test {

/// Gives the input to every call of the core, for each of the twelve headers and for messages with
/// every kind of field; writes what decodes into `scratch` and reads it back. `in` may be anything.
/// False if a message that was encoded does not come back equal.
[[nodiscard]] bool exercise_everything(bytes in, mutable_bytes scratch) noexcept;

/// The same for the calls that read and change messages as bytes, whole and in segments, and for
/// those that read frames. False if two that should agree do not.
[[nodiscard]] bool exercise_edits(bytes in, mutable_bytes scratch) noexcept;

}  // namespace headwire::test
