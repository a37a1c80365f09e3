#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a header that defines every name of a list as a macro whose expansion does not compile.

    define_macros.py INCLUDE_FOLDER system_macros.txt OUTPUT

First it includes what the headers in the folder include of others: those were made before such macros.
"""
import pathlib
import re
import sys


def foreign_includes(folder):
    texts = (path.read_text(encoding="utf-8") for path in pathlib.Path(folder).rglob("*.hpp"))
    return sorted({line for text in texts for line in re.findall(r"^#include <.*>$", text, re.MULTILINE)})


def main(folder, names, output):
    # Linux's own, as -std=gnu++20 has them, are defined already.
    definitions = [
        f"#undef {re.match('[A-Za-z0-9_]+', entry)[0]}\n#define {entry} a_macro_was_used @"
        for entry in pathlib.Path(names).read_text(encoding="utf-8").split()
    ]
    lines = ["// Made by define_macros.py.", *foreign_includes(folder), *definitions, ""]
    pathlib.Path(output).write_text("\n".join(lines), encoding="utf-8")


main(*sys.argv[1:])
