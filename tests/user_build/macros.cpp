// SPDX-License-Identifier: Apache-2.0
//
// The headers of Headwire behind those of a system. Compiled with the macros of the list, with real
// headers in front (-include), and without either.
#include <algorithm>
#include <iterator>
#include <string_view>

#ifdef ALL_SYSTEM_MACROS
#include "system_macros.hpp"
#endif

// What each name of the Atomix schema that may be a macro expands to; itself where it is none.
#define TEXT_OF_EXPANSION(expansion) #expansion
#define TEXT_OF(name) TEXT_OF_EXPANSION(name)
#include "schema_names.hpp"

constexpr std::string_view names_before[] = SCHEMA_NAMES;

#include <headwire/atomix/multiraft/v1/headers.hpp>
#include <headwire/explain.hpp>
#include <headwire/fmt.hpp>
#include <headwire/fuzz.hpp>
#include <headwire/headwire.hpp>

constexpr std::string_view names_after[] = SCHEMA_NAMES;

static_assert(std::ranges::equal(names_before, names_after), "each macro is what it was");
#ifdef ALL_SYSTEM_MACROS
static_assert(std::ranges::count(names_before, "a_macro_was_used @") == std::ssize(names_before),
              "each one was a macro");
#endif
