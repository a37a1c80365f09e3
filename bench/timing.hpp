// SPDX-License-Identifier: Apache-2.0
//
// Times contenders with Google Benchmark, after it has checked them.
#pragma once

#include "contender.hpp"

namespace headwire::bench {

/// What a program that times contenders does: checks each of them on every message, then measures
/// those that the arguments of Google Benchmark ask for; `--check` only checks. Returns its exit
/// code: 1 if a contender is wrong.
int time_contenders(int argc, char** argv, const contenders& all);

}  // namespace headwire::bench
