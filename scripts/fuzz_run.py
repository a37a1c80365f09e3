#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs one built fuzz target for some seconds, shows how far it is, and keeps the counts: see
scripts/fuzz, which builds it first."""
import argparse
import os
import pathlib
import random
import re
import subprocess
import sys
import time

import fuzz_table
from project_files import ROOT

PROGRESS = re.compile(r"#(\d+)(?:.*cov: (\d+))?(?:.*corp: (\d+))?")
TOTAL = re.compile(r"^(?:stat::number_of_executed_units:\s+(\d+)|(\d+) executions in )")
FOUND = re.compile(r"(?:Test unit written to|the input is in) (\S+)")


def command(target, seconds, folder, findings, seed):
    """The program, and whether it is libFuzzer's."""
    seeds = str(folder / f"fuzz/seeds_{target}")
    fuzzer = folder / f"fuzz/fuzz_{target}"
    if not fuzzer.exists():
        return [folder / f"fuzz/replay_{target}", "--mutate-for", str(seconds), str(seed), seeds], False
    corpus = ROOT / "build/corpus" / target
    corpus.mkdir(parents=True, exist_ok=True)
    return [fuzzer, f"-max_total_time={seconds}", f"-seed={seed}", "-max_len=512", "-print_final_stats=1",
            "-timeout=20", f"-dict={ROOT / 'fuzz/protobuf.dict'}", f"-artifact_prefix={findings}/{target}-",
            str(corpus), seeds], True


def show(target, line, started, seconds):
    """Draws the progress line, if there is a terminal to draw it on."""
    match = PROGRESS.match(line)
    if not match or not sys.stderr.isatty():
        return
    passed = max(time.monotonic() - started, 0.001)
    count, covered, corpus = match.groups()
    text = f"{target}: {int(count):,} executions, {passed:.0f} of {seconds} s, {int(count) / passed:,.0f}/s"
    if covered and corpus:
        text += f", {covered} branches covered, {corpus} inputs"
    print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def run(target, seconds, folder):
    """Number of executions, seconds, whether coverage was measured, exit code."""
    findings = ROOT / "build/findings"
    findings.mkdir(parents=True, exist_ok=True)
    arguments, is_fuzzer = command(target, seconds, folder, findings, random.randrange(1, 2**31))
    started = time.monotonic()
    executions = 0
    log = []
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace", cwd=findings, bufsize=1) as process:
        for line in process.stdout:
            total = TOTAL.match(line)
            if total:
                executions = int(total.group(1) or total.group(2))
            elif PROGRESS.match(line):
                show(target, line, started, seconds)
            else:
                log.append(line)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    if process.returncode != 0:
        report(target, log, findings)
    return executions, time.monotonic() - started, is_fuzzer, process.returncode


def report(target, log, findings):
    sys.stdout.writelines(line for line in log if not line.startswith("INFO:"))
    for match in (FOUND.search(line) for line in log):
        if match:
            print(f"{target}: found {os.path.relpath(findings / match.group(1))}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target")
    parser.add_argument("seconds", type=int)
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--record", action="store_true")
    given = parser.parse_args()
    folder = given.folder.resolve()
    executions, passed, is_fuzzer, code = run(given.target, given.seconds, folder)
    how = "with sanitizers and coverage" if is_fuzzer else "without sanitizers"
    print(f"{given.target}: {executions:,} executions in {passed:.0f} s {how}, "
          + ("nothing found" if code == 0 else f"ended with code {code}"))
    if given.record:
        fuzz_table.add(given.target, executions, passed, is_fuzzer, folder)
    sys.exit(0 if code == 0 else 1)


if __name__ == "__main__":
    main()
