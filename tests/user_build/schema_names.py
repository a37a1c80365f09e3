#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a macro that lists the texts of the names whose macros a header puts aside.

    schema_names.py HEADER OUTPUT
"""
import pathlib
import re
import sys


def main(header, output):
    text = pathlib.Path(header).read_text(encoding="utf-8")
    names = re.findall(r'^#pragma push_macro\("(\w+)"\)', text, re.MULTILINE)
    if not names:
        sys.exit(f"{header} puts no macro aside")
    texts = ", ".join(f"TEXT_OF({name})" for name in names)
    pathlib.Path(output).write_text(f"#define SCHEMA_NAMES {{{texts}}}\n", encoding="utf-8")


main(*sys.argv[1:])
