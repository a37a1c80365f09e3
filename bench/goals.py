# SPDX-License-Identifier: Apache-2.0
"""The goals for speed, and what is measured of them. A ratio is the worst of its workloads and of the
compilers that count: g++ and the newest clang."""

USUAL = ["W1", "W2", "W3", "W4", "W7", "W7r"]


def worst_ratio(runs, workloads, ours, theirs):
    """The greatest ratio of (operation, library) pairs, with where it is; None if nothing is measured."""
    found = []
    for run in runs:
        for workload in workloads:
            a, b = run.ns(workload, *ours), run.ns(workload, *theirs)
            if a is not None and b is not None:
                found.append((a / b, f"{workload}, {run.name}"))
    return max(found, default=None)


RATIOS = [
    ("decode, W1–W4 and W7, of protozero", 0.5, USUAL, ("decode", "headwire"), ("decode", "protozero")),
    ("decode, W1–W4 and W7, of libprotobuf", 0.12, USUAL, ("decode", "headwire"), ("decode", "libprotobuf")),
    ("decode, W1–W4 and W7, of the lower bound", 1.25, USUAL, ("decode", "headwire"), ("decode", "lower_bound")),
    ("decode, W6, of protozero", 0.7, ["W6"], ("decode", "headwire"), ("decode", "protozero")),
    ("decode, W6, of libprotobuf", 0.2, ["W6"], ("decode", "headwire"), ("decode", "libprotobuf")),
    ("canonical decode, of decode", 1.15, USUAL, ("canonical", "headwire"), ("decode", "headwire")),
    ("encode, W1–W4 and W7, of protozero", 0.25, USUAL, ("encode", "headwire"), ("encode", "protozero")),
    ("encode, W1–W4 and W7, of libprotobuf", 0.18, USUAL, ("encode", "headwire"), ("encode", "libprotobuf")),
    ("encode, W1–W4 and W7, of the lower bound", 1.4, USUAL, ("encode", "headwire"), ("encode", "lower_bound")),
    ("peek, W1, of the lower bound's decode", 0.9, ["W1"], ("peek", "headwire"), ("decode", "lower_bound")),
    ("peek_trusted, W1, of protozero's first match", 0.5, ["W1"],
     ("peek_trusted", "headwire"), ("peek_trusted", "protozero")),
    ("patch of the same width, of peek", 1.2, USUAL, ("patch", "headwire"), ("peek", "headwire")),
]
INSTRUCTIONS = [("W1/decode/headwire", {"x86-64": 240, "x86-64-v3": 170}),
                ("W1/encode/headwire", {"x86-64": 120, "x86-64-v3": 100})]


def verdict(measured, goal):
    """Whether a number is as low as it should be."""
    return "reached" if measured <= goal else "**not reached**"


def ratio_rows(runs):
    """Goals for time."""
    for title, goal, workloads, ours, theirs in RATIOS:
        found = worst_ratio(runs, workloads, ours, theirs)
        if found:
            yield title, f"≤ {goal}", f"{found[0]:.2f} ({found[1]})", verdict(found[0], goal)
        else:
            yield title, f"≤ {goal}", "not measured yet", ""


def instruction_rows(recorded):
    """Goals for instructions."""
    for name, goals in INSTRUCTIONS:
        for key, counted in recorded.items():
            goal = goals[key.rpartition(" ")[2]]
            count = counted["contenders"].get(name)
            if count is not None:
                yield f"instructions, {name}, {key}", f"≤ {goal}", f"{count:.0f}", verdict(count, goal)
    for key, counted in recorded.items():
        costs = counted["growth"].values()
        spread = max(costs) / min(costs)
        yield (f"instructions for a byte of unknown fields, 1 KB to 64 MB, {key}", "≤ 1.05 of the least",
               f"{spread:.3f}", verdict(spread, 1.05))


def build_rows(compile_time, size):
    """Goals for the build; those are for g++."""
    if "g++" in compile_time:
        found = compile_time["g++"]["headwire"]
        yield "compiling one message over an empty file", "≤ 0.8 s", f"{found['one']:.2f} s", verdict(found["one"], 0.8)
        yield "a further message", "≤ 40 ms", f"{found['further'] * 1000:.0f} ms", verdict(found["further"], 0.04)
    if "g++" in size:
        found = size["g++"]["headwire"]
        yield "code for all twelve, decode and encode", "≤ 32 KB", f"{found / 1024:.1f} KB", verdict(found, 32 * 1024)
