// SPDX-License-Identifier: Apache-2.0
//
// The main of every test where Catch2 is v2; v3 has a library for it.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
