#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks the symbols of objects that hold the core: no state, no RTTI, no exceptions, no allocation.

check_symbols.py NM OBJECT_OR_ARCHIVE FUNCTION [NEEDED...]

FUNCTION must be in there, or the check would pass for an empty file. NEEDED are the only symbols that
may come from elsewhere, in place of those that an ordinary program has anyway.
"""
import subprocess
import sys

# All that the core may need from elsewhere in a program. Anything else (operator new, __cxa_throw, a guard of a
# static, a type_info ...) is a promise broken.
ALLOWED_UNDEFINED = {
    # what compilers make of copies and comparisons
    "memcpy", "memmove", "memset", "memcmp", "bcmp", "strlen",
    # hardening: stack protectors, checks of the standard library, fortified copies
    "__stack_chk_fail", "__memcpy_chk", "__memset_chk", "abort", "std::__glibcxx_assert_fail", "printf",
    "_GLOBAL_OFFSET_TABLE_",
}
# Sections that stay writable; .data.rel.ro does not, the loader closes it after relocation.
WRITABLE = (".data", ".bss", ".sdata", ".sbss", ".tdata", ".tbss", "*COM*")
READ_ONLY = ".data.rel.ro"
SUSPICIOUS = ("typeinfo", "vtable", "guard variable", "__cxa_")


def symbols(nm, path):
    """(class, name, section) of each symbol, as nm lists them: name|value|class|type|size|line|section."""
    out = subprocess.run([nm, "--demangle", "--format=sysv", path], stdin=subprocess.DEVNULL,
                         stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout
    for line in out.splitlines():
        columns = [column.strip() for column in line.rsplit("|", 6)]
        if len(columns) == 7 and columns[2] != "Class":
            yield columns[2], columns[0], columns[6]


def complaint(kind, name, section, allowed):
    bare = name.split("(")[0].split("@")[0]
    if kind in "Uw" and bare not in allowed:
        return f"needs {name}"
    if section.startswith(WRITABLE) and not section.startswith(READ_ONLY):
        return f"has writable data: {name} in {section}"
    if any(word in name for word in SUSPICIOUS):
        return f"has {name}"
    return None


def main(nm, path, function, *needed):
    found = list(symbols(nm, path))
    if not any(function in name for kind, name, _ in found if kind == "T"):
        sys.exit(f"{path} does not hold the function it was built for")
    bad = [text for text in (complaint(*symbol, set(needed) or ALLOWED_UNDEFINED) for symbol in found) if text]
    if bad:
        sys.exit("\n".join(f"{path} {text}" for text in bad))
    print(f"{len(found)} symbols, none of them state, RTTI, exceptions or allocation")


if len(sys.argv) < 4:
    sys.exit(__doc__)
main(*sys.argv[1:])
