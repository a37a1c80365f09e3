#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares the speed of `headwire overhead` with that of a loop that only parses the entries of the log
with libprotobuf. The log is the sample again and again. Fails below the ratio that is asked for.

    speed.py HEADWIRE PARSE_WITH_LIBPROTOBUF SAMPLE [--megabytes 1000] [--runs 5] [--ratio 3]
"""
import argparse
import os
import subprocess
import sys
import tempfile
import time


def seconds(command):
    start = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("headwire")
    parser.add_argument("reference")
    parser.add_argument("sample")
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--ratio", type=float, default=3)
    given = parser.parse_args()

    with tempfile.NamedTemporaryFile() as log:
        with open(given.sample, "rb") as file:
            sample = file.read()
        while log.tell() < given.megabytes * 1_000_000:
            log.write(sample)
        log.flush()
        ours, reference = [], []
        # In turns, so that what else the machine does slows both. The first runs warm the page cache.
        for _ in range(given.runs + 1):
            ours.append(seconds([given.headwire, "overhead", "--no-cost", "--format", "json", log.name]))
            reference.append(seconds([given.reference, log.name]))
        size = log.tell()
    best, best_reference = min(ours[1:]), min(reference[1:])
    ratio = best_reference / best
    print(f"{size} bytes, {os.cpu_count()} processors")
    print(f"headwire overhead: {best:.3f} s, {size / best / 1e6:.0f} MB/s")
    print(f"libprotobuf:       {best_reference:.3f} s, {size / best_reference / 1e6:.0f} MB/s")
    print(f"{ratio:.2f} times as fast; at least {given.ratio} is asked for")
    return 0 if ratio >= given.ratio else 1


if __name__ == "__main__":
    sys.exit(main())
