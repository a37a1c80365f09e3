// SPDX-License-Identifier: Apache-2.0
//
// Catch2 under one name: v3 where the system has it, else v2 (one header, as in Debian 12). Tests
// keep to what both have: TEST_CASE, SECTION, GENERATE, CHECK, REQUIRE, INFO, CAPTURE.
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
