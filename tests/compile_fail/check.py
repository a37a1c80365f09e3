#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compiles one case and says whether the compiler did what the case expects of it: the words, and at most
15 lines besides those of the source that it quotes.

check.py compiles|fails COMPILER_ID CASE.cpp -- COMPILER ARGUMENTS...
"""
import os
import re
import subprocess
import sys
import tempfile

# Without the source lines that compilers quote: only their own words shall be matched.
MOST_LINES = 15
NO_QUOTES = {"gcc": "-fno-diagnostics-show-caret", "clang": "-fno-caret-diagnostics"}


def expected_texts(path, compiler):
    """The texts of the case's expect lines; those for one compiler replace the general ones."""
    with open(path, encoding="utf-8") as file:
        found = re.findall(r"^\s*// expect(-gcc|-clang)?: (.+?)\s*$", file.read(), re.MULTILINE)
    own = [text for kind, text in found if kind == "-" + compiler]
    return own or [text for kind, text in found if kind == ""]


def is_long(path):
    """A case whose errors are those of the standard library: `// long: why`."""
    with open(path, encoding="utf-8") as file:
        return re.search(r"^// long: .+$", file.read(), re.MULTILINE) is not None


def compile_case(command, path, extra):
    """Compiles to an object, not with -fsyntax-only, which leaves out some instantiations."""
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run(
            [*command, *extra, "-c", path, "-o", os.path.join(folder, "case.o")],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "LC_ALL": "C"},  # messages in English and quotes in ASCII
        )


def main(mode, compiler, path, separator, *command):
    if separator != "--" or mode not in ("compiles", "fails"):
        sys.exit(__doc__)
    texts = expected_texts(path, compiler)
    if not texts:
        sys.exit(f"{path}: no line `// expect: text` for {compiler}")
    extra = [NO_QUOTES[compiler]] + (["-DSHOULD_FAIL"] if mode == "fails" else [])
    run = compile_case(command, path, extra)
    output = run.stdout

    if mode == "compiles":
        if run.returncode != 0:
            sys.exit(f"{path} does not compile without SHOULD_FAIL:\n{output}")
        return
    if run.returncode == 0:
        sys.exit(f"{path} compiles although SHOULD_FAIL is defined")
    lines = len(output.splitlines())
    print(f"{lines} lines of errors")
    if lines > MOST_LINES and not is_long(path):
        sys.exit(f"{path}: {lines} lines of errors, more than {MOST_LINES}:\n{output}")
    missing = [text for text in texts if text not in output]
    if missing:
        sys.exit(f"{path}: the compiler does not say {missing}, but:\n{output}")


main(*sys.argv[1:])
