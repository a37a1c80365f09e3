// SPDX-License-Identifier: Apache-2.0
//
// HEADWIRE_ALWAYS_INLINE: the attribute of the short functions that the fast paths are made of.
//
// The compiler decides itself in a build without optimisation, where each inlined call makes the
// function around it larger and nothing makes it smaller, and under AddressSanitizer, which takes
// several times as long to compile such functions (a unit with many paths: 153 s and 6.8 GB instead
// of 22 s and 1.2 GB).
//
// Members of a type that units for different processors share, such as `status`, have no namespace
// of such a unit (see isa.hpp). They are gnu::always_inline in every build, so that none is shared.
#pragma once

#if !defined(__OPTIMIZE__) || defined(__SANITIZE_ADDRESS__)
#define HEADWIRE_ALWAYS_INLINE
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HEADWIRE_ALWAYS_INLINE
#endif
#endif

#ifndef HEADWIRE_ALWAYS_INLINE
#define HEADWIRE_ALWAYS_INLINE gnu::always_inline
#endif
