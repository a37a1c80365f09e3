// SPDX-License-Identifier: Apache-2.0
#include <headwire/frame/progress.hpp>

#include "support/catch.hpp"

using headwire::errc;
using headwire::progress;
using headwire::readiness;
using headwire::status;

TEST_CASE("an answer is there, or so many bytes are missing, or there is none") {
  const progress<int> ready = 7;
  CHECK(ready);
  CHECK(ready.state() == readiness::ready);
  CHECK(*ready == 7);
  CHECK(ready.needed() == 0);
  CHECK(ready.status() == status{});

  const auto more = progress<int>::missing(3);
  CHECK_FALSE(more);
  CHECK(more.state() == readiness::need_more);
  CHECK(more.needed() == 3);
  CHECK(more.status() == status{});

  const progress<int> bad = status(errc::truncated, 2, 1);
  CHECK_FALSE(bad);
  CHECK(bad.state() == readiness::malformed);
  CHECK(bad.needed() == 0);
  CHECK(bad.status() == status(errc::truncated, 2, 1));
}
