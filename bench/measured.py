# SPDX-License-Identifier: Apache-2.0
"""What scripts/bench has measured, as numbers; shared by report and plot."""
import json
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results"

WORKLOADS = ["W1", "W2", "W3", "W4", "W5", "W6", "W7", "W7r"]


class Timing:
    """One run of a program: a compiler and an instruction set."""

    def __init__(self, path):
        self.name = path.stem.partition("-")[2]
        with open(path, encoding="utf-8") as file:
            self.raw = json.load(file)
        # s_per_message of the median is in seconds.
        self.medians = {
            row["run_name"].removesuffix("/manual_time"): row["s_per_message"] * 1e9
            for row in self.raw["benchmarks"] if row.get("aggregate_name") == "median"
        }
        self.bytes = {row["run_name"]: row["bytes"] for row in self.raw["benchmarks"]
                      if row.get("aggregate_name") == "median" and "bytes" in row}

    def ns(self, workload, operation, library):
        """Nanoseconds a message, or None."""
        return self.medians.get(f"{workload}/{operation}/{library}")

    def libraries(self, operation):
        """Who does this operation, Headwire first."""
        found = {name.split("/")[2] for name in self.medians if name.split("/")[1] == operation}
        return sorted(found, key=lambda library: (library != "headwire", library))


def timings(program, folder=RESULTS):
    """All runs of a program, in the order of their names."""
    return [Timing(path) for path in sorted(folder.glob(f"{program}-*.json"))]


def stored(name):
    """A result that is one file, or nothing."""
    path = RESULTS / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
