#!/bin/bash -eu
# SPDX-License-Identifier: Apache-2.0
# Builds the target that needs nothing but Headwire: the image has another standard library than the
# packages of libprotobuf, so the differential targets are for scripts/fuzz.
cd "$SRC/headwire"
# shellcheck disable=SC2086  # the flags are lists of words
$CXX $CXXFLAGS -std=c++20 -Iinclude -Ifuzz \
  fuzz/selfcheck.cpp fuzz/mutator.cpp fuzz/custom_mutator.cpp $LIB_FUZZING_ENGINE -o "$OUT/selfcheck"
fuzz/seed_archive.py unpack fuzz/seeds/selfcheck.tar "$WORK/seeds"
zip -q -j "$OUT/selfcheck_seed_corpus.zip" "$WORK"/seeds/*
cp fuzz/protobuf.dict "$OUT/selfcheck.dict"
