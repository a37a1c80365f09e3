#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The core as one header: a consumer has nothing but this file, and all public calls are in it. Two units of one
program include it, with warnings as errors.

check_single_header.py SOURCE_ROOT VERSION CONSUMER.cpp -- COMPILER...
"""
import pathlib
import sys
import tempfile

import installing


def main(root, version, consumer, separator, *compiler):
    if separator != "--" or not compiler:
        sys.exit(__doc__)
    root = pathlib.Path(root)
    script = root / "scripts/single-header"
    build = [*compiler, "-std=c++20", "-O1", "-Wall", "-Wextra", "-Werror"]
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        (work / "alone/headwire").mkdir(parents=True)
        installing.run(script, work / "alone/headwire/headwire.hpp")
        other = work / "other.cpp"
        other.write_text("#include <string>\n#include <headwire/headwire.hpp>\n"
                         "template class headwire::result<headwire::bytes>;\n", encoding="utf-8")
        installing.run(*build, "-I", work / "alone", consumer, other, "-o", work / "consumer")
        installing.run_consumer(work / "consumer", version)

        installing.run(script, "--tree", work / "tree")
        installing.run(*build, "-I", work / "tree", "-I", root / "tests",
                       root / "tests/foreign_names/every_call.cpp", root / "src/explain.cpp", "-o", work / "every_call")
        installing.run(work / "every_call")


main(*sys.argv[1:])
