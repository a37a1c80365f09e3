// SPDX-License-Identifier: Apache-2.0
#include "contender.hpp"

namespace headwire::bench {

contenders all_contenders() {
  contenders all;
  add_headwire(all);
  add_headwire_edit(all);
  add_lower_bound(all);
  add_copy(all);
  add_plain(all);
  add_libprotobuf(all);
#if defined(HEADWIRE_BENCH_PROTOZERO)
  add_protozero(all);
#endif
#if defined(HEADWIRE_BENCH_NANOPB)
  add_nanopb(all);
#endif
  return all;
}

}  // namespace headwire::bench
