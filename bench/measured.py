# SPDX-License-Identifier: Apache-2.0
"""What scripts/bench has measured, as numbers: the file that it keeps them in, and those of a program's raw
output. Shared by all that writes or reads them."""
import json
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
# By kind: codec, shapes and systems (times), instructions, compile_time, size, machine.
SUMMARY = ROOT / "bench" / "results.json"

WORKLOADS = ["W1", "W2", "W3", "W4", "W5", "W6", "W7", "W7r"]


def stored(kind):
    """The results of a kind; empty if there are none."""
    known = json.loads(SUMMARY.read_text(encoding="utf-8")) if SUMMARY.exists() else {}
    return known.get(kind, {})


def store(kind, results):
    """Replaces the results of a kind."""
    known = json.loads(SUMMARY.read_text(encoding="utf-8")) if SUMMARY.exists() else {}
    known[kind] = results
    SUMMARY.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")


class Timing:
    """One run of a program: a compiler and an instruction set."""

    def __init__(self, name, medians, sizes):
        self.name = name
        self.medians = medians  # nanoseconds a message
        self.bytes = sizes  # of a message, where they vary

    def as_stored(self):
        return {"ns": self.medians, "bytes": self.bytes}

    def ns(self, workload, operation, library):
        """Nanoseconds a message, or None."""
        return self.medians.get(f"{workload}/{operation}/{library}")

    def libraries(self, operation):
        """Who does this operation, Headwire first."""
        found = {name.split("/")[2] for name in self.medians if name.split("/")[1] == operation}
        return sorted(found, key=lambda library: (library != "headwire", library))


def raw_timing(path):
    """The run of a raw file of Google Benchmark, named PROGRAM-RUN.json. A hundredth of a picosecond is
    less than any repetition agrees on."""
    medians = [row for row in json.loads(path.read_text(encoding="utf-8"))["benchmarks"]
               if row.get("aggregate_name") == "median"]
    return Timing(
        path.stem.partition("-")[2],
        {row["run_name"].removesuffix("/manual_time"): round(row["s_per_message"] * 1e9, 5) for row in medians},
        {row["run_name"]: row["bytes"] for row in medians if "bytes" in row})


def widest_first(name):
    """Sorts runs by compiler, with x86-64-v3 before x86-64."""
    compiler, _, extension = name.partition("-x86-64")
    return compiler, not extension


def timings(program):
    """All runs of a program that are kept."""
    runs = stored(program)
    return [Timing(name, runs[name]["ns"], runs[name]["bytes"]) for name in sorted(runs, key=widest_first)]


def raw_timings(program, folder):
    """All runs of a program in a folder of raw files."""
    runs = [raw_timing(path) for path in folder.glob(f"{program}-*.json")]
    return sorted(runs, key=lambda run: widest_first(run.name))
