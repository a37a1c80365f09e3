#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that work grows with the input and no faster: instructions per byte are the same at each size.

check.py PROGRAM CALL LARGEST    sizes are 0 and 1000, 10000, ... up to LARGEST

Instructions are counted by valgrind, so nothing else that the machine does matters. Exit code 77: there
is no valgrind.
"""
import re
import shutil
import subprocess
import sys

SHAPES = ["unknown", "padded", "duplicates", "groups"]
TOLERANCE = 0.05
COLLECTED = re.compile(r"^==\d+== Collected : (\d+)$", re.MULTILINE)


def cost(program, call, shape, size):
    """The instructions of the call, and the message's size: that of the first whole field from `size` on."""
    run = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", "--toggle-collect=*measured_*",
         program, call, shape, str(size)],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        errors="replace", check=False,
    )
    counted = COLLECTED.search(run.stderr)
    if run.returncode != 0 or counted is None or int(counted[1]) == 0:
        sys.exit(f"{call} {shape} {size}: nothing was counted\n{run.stdout}{run.stderr}")
    return int(counted[1]), int(run.stdout)


def rates(program, call, shape, sizes):
    nothing, _ = cost(program, call, shape, 0)
    for size in sizes:
        instructions, real_size = cost(program, call, shape, size)
        yield (instructions - nothing) / real_size


def main(program, call, largest):
    if shutil.which("valgrind") is None:
        print("skipped: no valgrind")
        sys.exit(77)
    sizes = [10**power for power in range(3, len(largest))]
    bad = []
    for shape in SHAPES:
        found = list(rates(program, call, shape, sizes))
        listed = ", ".join(f"{rate:.3f}" for rate in found)
        print(f"{call} {shape}: {listed} instructions a byte, for {sizes[0]} to {sizes[-1]} bytes", flush=True)
        if max(found) > min(found) * (1 + TOLERANCE):
            bad.append(shape)
    if bad:
        sys.exit(f"{call} is not linear: {', '.join(bad)}")


if len(sys.argv) != 4 or not re.fullmatch(r"10{3,}", sys.argv[3]):
    sys.exit(__doc__)
main(*sys.argv[1:])
