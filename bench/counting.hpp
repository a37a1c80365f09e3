// SPDX-License-Identifier: Apache-2.0
//
// Marks for callgrind: what lies between two of them is counted under a name. Elsewhere, and where
// valgrind's header is missing, they do nothing.
#pragma once

#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>
#else
#define CALLGRIND_ZERO_STATS
#define CALLGRIND_DUMP_STATS_AT(name)
#endif

namespace headwire::bench {

inline void start_counting() {
  CALLGRIND_ZERO_STATS;
}

inline void stop_counting([[maybe_unused]] const char* name) {
  CALLGRIND_DUMP_STATS_AT(name);
}

}  // namespace headwire::bench
