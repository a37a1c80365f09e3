// SPDX-License-Identifier: Apache-2.0
//
// The instruction set that this unit is compiled for, as the name of an inline namespace.
//
// A program may compile one unit with -mbmi2 for the processors that have it, and the rest for all.
// Functions of templates and inline functions are in both units; if they had one name, the linker
// would keep either, and the whole program might need BMI2. So every function that decodes, encodes
// or edits is in a namespace named after the instructions that the compiler may use. Types are not:
// a status or a message passes between such units.
//
// HEADWIRE_NO_BMI2, defined before any header of Headwire is included, leaves out `pext` and `pdep`
// where the compiler may use BMI2. Zen 1 and 2 have them in microcode: one takes up to some 300
// cycles, where other processors take 3.
#pragma once

#if defined(__x86_64__) && defined(__BMI2__) && !defined(HEADWIRE_NO_BMI2)
#define HEADWIRE_ISA_PEXT _pext
#else
#define HEADWIRE_ISA_PEXT
#endif

#ifdef __SSE3__
#define HEADWIRE_ISA_SSE3 _sse3
#else
#define HEADWIRE_ISA_SSE3
#endif

#ifdef __SSSE3__
#define HEADWIRE_ISA_SSSE3 _ssse3
#else
#define HEADWIRE_ISA_SSSE3
#endif

#ifdef __SSE4_1__
#define HEADWIRE_ISA_SSE41 _sse41
#else
#define HEADWIRE_ISA_SSE41
#endif

#ifdef __SSE4_2__
#define HEADWIRE_ISA_SSE42 _sse42
#else
#define HEADWIRE_ISA_SSE42
#endif

#ifdef __AVX__
#define HEADWIRE_ISA_AVX _avx
#else
#define HEADWIRE_ISA_AVX
#endif

#ifdef __AVX2__
#define HEADWIRE_ISA_AVX2 _avx2
#else
#define HEADWIRE_ISA_AVX2
#endif

#ifdef __AVX512F__
#define HEADWIRE_ISA_AVX512 _avx512
#else
#define HEADWIRE_ISA_AVX512
#endif

#ifdef __AVX512VL__
#define HEADWIRE_ISA_AVX512VL _vl
#else
#define HEADWIRE_ISA_AVX512VL
#endif

#ifdef __AVX512BW__
#define HEADWIRE_ISA_AVX512BW _bw
#else
#define HEADWIRE_ISA_AVX512BW
#endif

#ifdef __AVX512DQ__
#define HEADWIRE_ISA_AVX512DQ _dq
#else
#define HEADWIRE_ISA_AVX512DQ
#endif

#ifdef __BMI__
#define HEADWIRE_ISA_BMI _bmi
#else
#define HEADWIRE_ISA_BMI
#endif

#ifdef __BMI2__
#define HEADWIRE_ISA_BMI2 _bmi2
#else
#define HEADWIRE_ISA_BMI2
#endif

#ifdef __LZCNT__
#define HEADWIRE_ISA_LZCNT _lzcnt
#else
#define HEADWIRE_ISA_LZCNT
#endif

#ifdef __MOVBE__
#define HEADWIRE_ISA_MOVBE _movbe
#else
#define HEADWIRE_ISA_MOVBE
#endif

#ifdef __TBM__
#define HEADWIRE_ISA_TBM _tbm
#else
#define HEADWIRE_ISA_TBM
#endif

// NOLINTBEGIN(cppcoreguidelines-macro-usage): nothing else makes the name of a namespace
#define HEADWIRE_ISA_JOIN_(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q) \
  a##b##c##d##e##f##g##h##i##j##k##l##m##n##o##p##q
#define HEADWIRE_ISA_JOIN(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q) \
  HEADWIRE_ISA_JOIN_(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q)

/// `isa`, and behind it what goes beyond the least that the processor family has: `isa_bmi2_pext`.
#define HEADWIRE_ISA                                                                              \
  HEADWIRE_ISA_JOIN(isa, HEADWIRE_ISA_SSE3, HEADWIRE_ISA_SSSE3, HEADWIRE_ISA_SSE41,               \
                    HEADWIRE_ISA_SSE42, HEADWIRE_ISA_AVX, HEADWIRE_ISA_AVX2, HEADWIRE_ISA_AVX512, \
                    HEADWIRE_ISA_AVX512VL, HEADWIRE_ISA_AVX512BW, HEADWIRE_ISA_AVX512DQ,          \
                    HEADWIRE_ISA_BMI, HEADWIRE_ISA_BMI2, HEADWIRE_ISA_LZCNT, HEADWIRE_ISA_MOVBE,  \
                    HEADWIRE_ISA_TBM, HEADWIRE_ISA_PEXT)
// NOLINTEND(cppcoreguidelines-macro-usage)
