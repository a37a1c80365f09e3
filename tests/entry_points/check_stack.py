#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Works out how much stack each entry point takes at most, and compares it with stack_bounds.tsv.

check_stack.py INCLUDE_DIR... -- COMPILER...              fails where an entry point takes more than its bound
check_stack.py INCLUDE_DIR... --write -- COMPILER...      writes stack_bounds.tsv anew: what is measured, and a quarter more

g++ gives the frame of each function and who calls whom (-fcallgraph-info). The sum along the longest
chain of calls is the answer: no input can take more. Recursion that the input drives, a frame without a
bound or a call through a pointer would make that sum worthless, so they are failures. Exit code 77: this
compiler is not g++.
"""
import math
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE / "entry_points.cpp"
BOUNDS = HERE / "stack_bounds.tsv"
# What most users build with; the frames are of the same order with -O3 and smaller with -Os.
OPTIONS = ["-std=c++20", "-O2"]
# From the C library: leaf functions that keep to registers. This much covers a call and its trampoline.
LEAVES = {"memcpy", "memmove", "memset", "memcmp", "strlen"}
LEAF_BYTES = 64
# What recurses over levels that are in the program and not in the input, and how many entry_points.cpp has
# at most: of the path that is rewritten, and of the messages that the slow path reads (with an envelope).
BOUNDED_RECURSION = {"9rewriting": 5, "12field_reader": 6}
# The slow path calls functions that know C++ types, all of one struct, through pointers in its tables.
TABLE_CALLERS = ("12field_reader", "12unknown_span")
TABLE_FUNCTIONS = "12typed_access"
# What a leaf function may use below its frame, by the calling convention of x86-64.
RED_ZONE = 128
NODE = re.compile(r'^node: \{ title: "([^"]*)" label: "((?:[^"\\]|\\.)*)"')
EDGE = re.compile(r'^edge: \{ sourcename: "([^"]*)" targetname: "([^"]*)"')
FRAME = re.compile(r"\\n(\d+) bytes \((static|dynamic,bounded)\)\\n")
INDIRECT = "__indirect_call"
SLACK = 1.25


def call_graph(compiler, include_dirs):
    """The frames {function: bytes} and the calls {function: {function}} of the entry points."""
    with tempfile.TemporaryDirectory() as folder:
        includes = [f"-I{path}" for path in include_dirs]
        run = subprocess.run(
            [*compiler, *OPTIONS, *includes, "-fcallgraph-info=su,da", "-c", SOURCE, "-o", "unit.o"],
            cwd=folder, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8", check=False,
        )
        if run.returncode != 0:
            sys.exit(run.stderr)
        text = (pathlib.Path(folder) / "unit.ci").read_text(encoding="utf-8")
    frames, calls = {}, {}
    for line in text.splitlines():
        node, edge = NODE.match(line), EDGE.match(line)
        if node:
            frame = FRAME.search(node[2])
            frames[node[1]] = int(frame[1]) if frame else None
        elif edge:
            calls.setdefault(edge[1], set()).add(edge[2])
    resolve_table_calls(frames, calls)
    return frames, calls


def resolve_table_calls(frames, calls):
    """Puts the functions in the tables of the slow path in the place of its calls through pointers."""
    in_tables = {function for function in frames if TABLE_FUNCTIONS in function}
    for caller, callees in calls.items():
        if INDIRECT in callees and any(name in caller for name in TABLE_CALLERS):
            callees.remove(INDIRECT)
            callees |= in_tables


def reachable(function, calls):
    """All functions that this one calls, also through others."""
    found, open_ends = set(), [function]
    while open_ends:
        for callee in calls.get(open_ends.pop(), ()):
            if callee not in found:
                found.add(callee)
                open_ends.append(callee)
    return found


def frame_of(function, frames):
    own = frames.get(function)
    if own is None and function in LEAVES:
        own = LEAF_BYTES
    if own is None:
        sys.exit(f"{function} has no bound that g++ knows")
    return own


def cycle_through(function, calls):
    """The functions that call each other in circles with this one; itself alone if it does not recurse."""
    below = reachable(function, calls)
    if function not in below:
        return {function}
    cycle = {other for other in below if function in reachable(other, calls)}
    strangers = [other for other in cycle if levels_of(other) is None]
    if strangers:
        sys.exit(f"recursion without a bound: {', '.join(sorted(strangers))}")
    return cycle


def levels_of(function):
    """How deep a function that may recurse does; None for all others."""
    return next((levels for name, levels in BOUNDED_RECURSION.items() if name in function), None)


def deepest(function, frames, calls, known):
    """The bytes of the longest chain of calls from this function on."""
    if function not in known:
        cycle = cycle_through(function, calls)
        times = levels_of(function) if function in calls.get(function, ()) or len(cycle) > 1 else 1
        own = times * sum(frame_of(member, frames) for member in cycle)
        below = set().union(*(calls.get(member, ()) for member in cycle)) - cycle
        deeper = max((deepest(callee, frames, calls, known) for callee in below), default=0)
        known.update((member, own + deeper) for member in cycle)
    return known[function]


def measure(compiler, include_dirs):
    frames, calls = call_graph(compiler, include_dirs)
    known = {}
    return {name.removeprefix("entry_"): RED_ZONE + deepest(name, frames, calls, known)
            for name in sorted(frames) if name.startswith("entry_")}


def read_bounds():
    rows = [line.split("\t") for line in BOUNDS.read_text(encoding="utf-8").splitlines()
            if not line.startswith("#")]
    return {name: int(size) for name, size in rows}


def write_bounds(measured):
    lines = ["# Bytes of stack that an entry point may take: tests/entry_points/check_stack.py --write makes this table."]
    lines += [f"{name}\t{math.ceil(size * SLACK / 64) * 64}" for name, size in measured.items()]
    BOUNDS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def is_gcc(compiler):
    macros = subprocess.run([*compiler, "-dM", "-E", "-x", "c++", "/dev/null"], stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout
    return "__GNUC__" in macros and "__clang__" not in macros


def main(*arguments):
    separator = arguments.index("--")
    arguments, compiler = arguments[:separator], arguments[separator + 1:]
    if not is_gcc(compiler):
        print("skipped: only g++ says who calls whom")
        sys.exit(77)
    measured = measure(compiler, [pathlib.Path(a).resolve() for a in arguments if a != "--write"])
    if "--write" in arguments:
        write_bounds(measured)
    bounds = read_bounds()
    if set(bounds) != set(measured):
        sys.exit(f"entry points and bounds differ: {sorted(set(bounds) ^ set(measured))}")
    for name, size in measured.items():
        print(f"{name:24} {size:6} bytes, bound {bounds[name]}")
    over = [name for name, size in measured.items() if size > bounds[name]]
    if over:
        sys.exit(f"more than their bounds: {', '.join(over)}")


if "--" not in sys.argv[2:-1]:
    sys.exit(__doc__)
main(*sys.argv[1:])
