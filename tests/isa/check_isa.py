#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compiles one source for all processors and for newer ones, as two units of one program may be, and checks
that no function which both units hold under one name needs a newer processor: the linker keeps either.

    check_isa.py SOURCE --flags OPTION... -- COMPILER...

And that HEADWIRE_NO_BMI2 leaves out pext and pdep.

Judged are the functions of the library. Those of the standard library and of the program's own types are
the same in both units, too: a program that mixes units must see to them itself.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

# Each option at one level of optimisation at least: a compilation takes seconds.
NEWER = {
    "-O0": ["-march=x86-64-v3"],
    "-O1": ["-mbmi2"],
    "-O2": ["-mmovbe", "-mtbm"],
}
# clang 14 uses no movbe here.
ONLY_GCC = {"-mmovbe"}
# BMI2, BMI and TBM, LZCNT, MOVBE, and anything with the prefix of AVX.
INSTRUCTION = re.compile(r"\s+[0-9a-f]+:\s+(pext|pdep|shlx|shrx|sarx|rorx|mulx|bzhi|bextr|lzcnt|movbe|v[a-z]\w*)\b")
OURS = re.compile(r"_ZNK?8headwire")
FUNCTION = re.compile(r"[0-9a-f]+ <(.*)>:")


def run(command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def weak_functions(unit):
    """Names of the functions that may be in several units."""
    listed = [line.split() for line in run(["nm", "--defined-only", unit]).splitlines()]
    return {name for _, kind, name in listed if kind in "Wu" and OURS.match(name)}


def newer_functions(unit):
    """The functions with instructions that only newer processors have, and the first such instruction."""
    found = {}
    name = None
    for line in run(["objdump", "-d", "--no-show-raw-insn", unit]).splitlines():
        if begin := FUNCTION.match(line):
            name = begin.group(1)
        elif instruction := INSTRUCTION.match(line):
            found.setdefault(name, instruction.group(1))
    return found


def is_clang(compiler):
    return "__clang__" in run([*compiler, "-E", "-dM", "-o", "-"])


def problems_of_macro(compiler, unit):
    """HEADWIRE_NO_BMI2 leaves out what is in microcode on some processors, and nothing else does."""
    found = {}
    for macro in ("NDEBUG", "HEADWIRE_NO_BMI2"):
        run([*compiler, "-O1", "-mbmi2", f"-D{macro}", "-o", unit])
        found[macro] = re.findall(r"\b(?:pext|pdep)\b", run(["objdump", "-d", "--no-show-raw-insn", unit]))
    if not found["NDEBUG"]:
        yield "-mbmi2: no pext anywhere, so nothing was shown"
    if found["HEADWIRE_NO_BMI2"]:
        yield "HEADWIRE_NO_BMI2: there is pext or pdep"


def main():
    separator = sys.argv.index("--")
    source, _, *flags = sys.argv[1:separator]
    compiler = [*sys.argv[separator + 1:], *flags, "-c", source]
    problems = []
    used = set()
    expected = {option for options in NEWER.values() for option in options}
    if is_clang(compiler):
        expected -= ONLY_GCC
    with tempfile.TemporaryDirectory() as folder:
        plain, newer = (str(pathlib.Path(folder) / f"{name}.o") for name in ("plain", "newer"))
        for level, options in NEWER.items():
            run([*compiler, level, "-o", plain])
            shared = weak_functions(plain)
            for option in options:
                run([*compiler, level, option, "-o", newer])
                instructions = newer_functions(newer)
                if instructions:
                    used.add(option)
                problems += [f"{level} {option}: {name} is in both units and has {instructions[name]}"
                             for name in sorted(shared & weak_functions(newer) & instructions.keys())]
        problems += problems_of_macro(compiler, newer)
    problems += [f"{option}: no such instruction anywhere, so nothing was shown"
                 for option in sorted(expected - used)]
    print("\n".join(problems) or "no function of the library depends on the unit that is linked first")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
