// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace headwire::bench {

/// Makes the compiler believe that someone looks at `value`.
template <class T>
void use(const T& value) noexcept {
  asm volatile("" : : "g"(&value) : "memory");
}

}  // namespace headwire::bench
