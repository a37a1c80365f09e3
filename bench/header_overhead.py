#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures what headers cost, and writes the tables and figures of docs/header-overhead.md.

header_overhead.py BUILD [PART...]

BUILD is a build folder with src/cli/headwire, bench/nesting, bench/encoding_choices and
bench/log_headers in it. PART is log, nesting, encodings or presence; without one, all of them.
Needs valgrind and gnuplot."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from header_figures import BYTES, DECODE, ENCODE, GREY, bars, lines

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "header-overhead.md"
FIGURES = ROOT / "docs" / "header-overhead"
LOG = "tests/data/traffic/atomix-client.binlog"
TIMED_RUNS = 5


# --- measuring --------------------------------------------------------------------------------------


class Pass:
    """One pass of a program: per message the bytes, the instructions, and the nanoseconds."""

    def __init__(self, messages, size, instructions, time):
        self.messages = messages
        self.bytes = size / messages
        self.instructions = instructions / messages
        self.time = time / messages


def instructions_by_pass(command):
    """Runs the program under callgrind, which writes a file for each pass."""
    with tempfile.TemporaryDirectory() as folder:
        # The dynamic linker looks names up now, and not within the first pass that uses them.
        subprocess.run(["valgrind", "-q", "--tool=callgrind", f"--callgrind-out-file={folder}/out", *command],
                       stdout=subprocess.DEVNULL, env={**os.environ, "LD_BIND_NOW": "1"}, check=True)
        counted = {}
        for path in pathlib.Path(folder).iterdir():
            text = path.read_text(encoding="utf-8")
            if name := re.search(r"^desc: Trigger: Client Request: (.*)$", text, re.MULTILINE):
                counted[name[1]] = int(re.search(r"^totals: (\d+)", text, re.MULTILINE)[1])
        return counted


def measured(build, program, *arguments):
    """{name: Pass}. Of the times of several runs the least: other programs only ever add to it."""
    command = [build / "bench" / program, *arguments]
    counted = instructions_by_pass(command)
    passes = {}
    for _ in range(TIMED_RUNS):
        for line in subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines():
            name, messages, size, time = line.split("\t")
            best = min(float(time), passes[name].time * int(messages)) if name in passes else float(time)
            passes[name] = Pass(int(messages), int(size), counted[name], best)
    return passes


def report_of_log(build):
    done = subprocess.run([build / "src/cli/headwire", "overhead", "--format", "json", "--plot", FIGURES / "log.svg", LOG],
                          stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def machine():
    model = re.search(r"^model name\s*: (.*)$", pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    return model[1] if model else os.uname().machine


# --- writing ----------------------------------------------------------------------------------------


def table(titles, rows):
    """A Markdown table; the first column is text, the others numbers."""
    cells = [titles, ["---"] + ["---:"] * (len(titles) - 1), *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in cells)


def write_between(marker, text):
    page = PAGE.read_text(encoding="utf-8")
    begin, end = f"<!-- begin {marker} -->\n", f"<!-- end {marker} -->"
    if page.count(begin) != 1 or page.count(end) != 1:
        raise SystemExit(f"{PAGE}: no single pair of markers for {marker}")
    before, rest = page.split(begin)
    _, after = rest.split(end)
    PAGE.write_text(before + begin + text + "\n" + end + after, encoding="utf-8")


def percent(share):
    return f"{100 * share:.1f} %"


def total_bytes(field):
    return field["tag_bytes"] + field["length_bytes"] + field["value_bytes"]


def difference(passes, more, less, attribute, times):
    """What the one costs more than the other, for each of `times` occurrences."""
    both = [getattr(passes[name], attribute) * passes[name].messages for name in (more, less)]
    return (both[0] - both[1]) / times


# --- the log ----------------------------------------------------------------------------------------


def write_methods(report, passes):
    whole = {way: passes[f"method/all/{way}"] for way in ("decode", "encode")}
    rows = []
    for method, ways in report["methods"].items():
        for way, row in ways.items():
            name = f"method/{method} {way}"
            if f"{name}/decode" not in passes:
                continue
            decode, encode = passes[f"{name}/decode"], passes[f"{name}/encode"]
            rows.append((row["header_bytes"], [
                f"{method.rsplit('.', 1)[1]} {way}", f"{decode.messages:,}", f"{decode.bytes:.1f}",
                f"{row['header_bytes']:,}", percent(row["header_bytes"] / row["message_bytes"]),
                f"{decode.instructions:.0f}", f"{encode.instructions:.0f}",
                f"{decode.time / whole['decode'].time:.2f}", f"{encode.time / whole['encode'].time:.2f}"]))
    rows.sort(key=lambda row: -row[0])
    every = report["totals"]["all"]
    rows.append((0, ["**all**", f"{whole['decode'].messages:,}", f"{whole['decode'].bytes:.1f}",
                     f"{every['header_bytes']:,}", percent(every["header_bytes"] / every["message_bytes"]),
                     f"{whole['decode'].instructions:.0f}", f"{whole['encode'].instructions:.0f}", "1", "1"]))
    write_between("methods", table(
        ["method", "headers", "bytes each", "bytes", "of the method's bytes", "decode, instructions", "encode, instructions",
         "decode, time", "encode, time"], [row for _, row in rows]))
    write_between("unit", f"Time 1, the mean of all headers, was {whole['decode'].time:.1f} ns to decode and "
                          f"{whole['encode'].time:.1f} ns to encode on {machine()}.")


def whole_by_field(report):
    """The pass through whole headers on the way on which fields and levels are told apart."""
    return f"levels/{len(report['headers_total']['all']['levels'])}"


def field_costs(report, passes):
    """[(field, {decode, encode: instructions}, share of the time to decode)]. A scalar costs what goes away
    with it; a sub-message what goes away with it when nothing is inside."""
    every = passes[f"{whole_by_field(report)}/decode"]
    costs = []
    for field in report["headers_total"]["all"]["fields"]:
        name = f"fields/{field['path']}"
        instructions = {way: difference(passes, f"{name}/emptied/{way}", f"{name}/without/{way}", "instructions", field["count"])
                        for way in ("decode", "encode")}
        time = difference(passes, f"{name}/emptied/decode", f"{name}/without/decode", "time", every.messages) / every.time
        costs.append((field, instructions, time))
    return costs


def write_fields(report, passes):
    whole = report["totals"]["all"]["header_bytes"]
    costs = field_costs(report, passes)
    write_between("fields", table(
        ["field", "times", "bytes each", "of header bytes", "decode, instructions", "encode, instructions", "of the time to decode"],
        [[f"`{field['path']}`", f"{field['count']:,}", f"{total_bytes(field) / field['count']:.1f}",
          percent(total_bytes(field) / whole), f"{instructions['decode']:.0f}", f"{instructions['encode']:.0f}",
          percent(time)] for field, instructions, time in costs]))
    bars(FIGURES / "fields.svg", "Cost of one field of the sample log", "instructions",
         [("decode", DECODE), ("encode", ENCODE)],
         [(f"{field['path'].split('.')[-1]} ({field['numbers']})", [instructions["decode"], instructions["encode"]])
          for field, instructions, _ in costs])


def write_levels(report, passes):
    header_bytes = report["totals"]["all"]["header_bytes"]
    every = {way: passes[f"{whole_by_field(report)}/{way}"] for way in ("decode", "encode")}
    rows, drawn = [], []
    for level in report["headers_total"]["all"]["levels"]:
        number = level["level"]
        cost, time = ([difference(passes, f"levels/{number}/{way}", f"levels/{number - 1}/{way}", attribute, whole.messages)
                       for way, whole in every.items()] for attribute in ("instructions", "time"))
        time = [part / whole.time for part, whole in zip(time, every.values())]
        overhead = level["tag_bytes"] + level["length_bytes"]
        rows.append([str(number), f"{total_bytes(level):,}", percent(total_bytes(level) / header_bytes),
                     percent(overhead / total_bytes(level)), f"{cost[0]:.0f}", f"{cost[1]:.0f}", percent(time[0]), percent(time[1])])
        drawn.append((f"level {number}", cost))
    write_between("levels", table(
        ["level", "bytes", "of header bytes", "of them tags and lengths", "decode, instructions a header",
         "encode, instructions a header", "of the time to decode", "of the time to encode"], rows))
    bars(FIGURES / "levels.svg", "Cost of a nesting level, per header of the sample log", "instructions",
         [("decode", DECODE), ("encode", ENCODE)], drawn)


def write_log(build):
    report = report_of_log(build)
    passes = measured(build, "log_headers", LOG)
    write_methods(report, passes)
    write_between("by-field", f"Whole headers read and written in this way take "
                              f"{passes[whole_by_field(report) + '/decode'].instructions:.0f} and "
                              f"{passes[whole_by_field(report) + '/encode'].instructions:.0f} instructions.")
    write_fields(report, passes)
    write_levels(report, passes)


# --- choices ----------------------------------------------------------------------------------------


def slope(passes, first, last, way, attribute):
    """The cost of one level, between two depths."""
    return (getattr(passes[f"{last}/{way}"], attribute) - getattr(passes[f"{first}/{way}"], attribute)) / (last - first)


def write_nesting(build):
    passes = measured(build, "nesting")
    depths = [int(name.split("/")[0]) for name in passes if name.endswith("/decode")]
    flat = {way: passes[f"1/{way}"] for way in ("decode", "encode")}
    write_between("nesting", table(
        ["levels", "bytes", "decode, instructions", "encode, instructions", "decode, time", "encode, time"],
        [[str(depth), f"{passes[f'{depth}/decode'].bytes:.1f}",
          *(f"{passes[f'{depth}/{way}'].instructions:.0f}" for way in flat),
          *(f"{passes[f'{depth}/{way}'].time / flat[way].time:.2f}" for way in flat)] for depth in depths]))
    ranges = [(1, 4), (6, 16), (16, 32)]  # 5 levels are a chain, and read as a whole
    write_between("nesting-slope", table(
        ["one level more, of", "bytes", "decode, instructions", "encode, instructions"],
        [[f"{first} to {last}", f"{slope(passes, first, last, 'decode', 'bytes'):.1f}",
          *(f"{slope(passes, first, last, way, 'instructions'):.1f}" for way in flat)] for first, last in ranges]))
    curve = {way: [(depth, passes[f"{depth}/{way}"].instructions) for depth in depths] for way in flat}
    size = {"bytes": [(depth, passes[f"{depth}/decode"].bytes) for depth in depths]}
    lines(FIGURES / "nesting.svg", "Four ids inside of so many nesting levels", "levels",
          {"decode": (DECODE, 1), "encode": (ENCODE, 1), "bytes": (BYTES, 1)},
          [("bytes", size), ("instructions", curve)])


def write_encodings(build):
    passes = measured(build, "encoding_choices")
    shown = []
    for width in (32, 64):
        bits = [name.split("/")[1] for name in passes if re.match(rf"varint{width}/\w+/decode", name)]
        rows = []
        for each in bits:
            row = [f"{each} bit{'' if each == '1' else 's'}" if each != "any" else "1 bit to all, mixed"]
            for way, attribute in (("decode", "bytes"), ("decode", "instructions"), ("encode", "instructions")):
                pair = [getattr(passes[f"{kind}{width}/{each}/{way}"], attribute) for kind in ("varint", "fixed")]
                row += [f"{value / 4:.1f}" for value in pair]
            for way in ("decode", "encode"):
                row.append(f"{passes[f'varint{width}/{each}/{way}'].time / passes[f'fixed{width}/{each}/{way}'].time:.2f}")
            rows.append(row)
        write_between(f"encodings-{width}", table(
            [f"{width}-bit id of", "varint, bytes", f"fixed{width}, bytes", "varint, decode", f"fixed{width}, decode",
             "varint, encode", f"fixed{width}, encode", "time to decode, varint : fixed", "to encode"], rows))
        shown.append((width, [each for each in bits if each != "any"]))
    panels = []
    for title, way, attribute in (("bytes", "decode", "bytes"), ("decode, instructions", "decode", "instructions"),
                                  ("encode, instructions", "encode", "instructions")):
        data = {}
        for width, bits in shown:
            for kind in ("varint", "fixed"):
                data[f"{kind}{width}"] = [(int(each), getattr(passes[f"{kind}{width}/{each}/{way}"], attribute) / 4) for each in bits]
        panels.append((title, data))
    lines(FIGURES / "encodings.svg", "One id with its tag, by the width of its value", "bits",
          {"varint32": (GREY, 1), "fixed32": (GREY, 2), "varint64": (DECODE, 1), "fixed64": (DECODE, 2)}, panels, steps=True)


def write_presence(build):
    passes = measured(build, "encoding_choices")
    cases = {"implicit/all 1": "implicit, all four are 1", "explicit/all 1": "explicit, all four are 1",
             "implicit/all 0": "implicit, all four are 0", "explicit/all 0": "explicit, all four are set to 0",
             "explicit/all absent": "explicit, all four are absent"}
    base = {way: passes[f"implicit/all 1/{way}"].time for way in ("decode", "encode")}
    rows = []
    for case, words in cases.items():
        both = [passes[f"{case}/{way}"] for way in base]
        rows.append([words, f"{both[0].bytes:.0f}",
                     *(f"{each.instructions:.0f}" for each in both),
                     *(f"{each.time / base[way]:.2f}" for each, way in zip(both, base))])
    write_between("presence", table(
        ["presence and values", "bytes", "decode, instructions", "encode, instructions", "decode, time", "encode, time"], rows))
    bars(FIGURES / "presence.svg", "Four ids of 64 bits in one message, by presence", "instructions",
         [("decode", DECODE), ("encode", ENCODE)],
         [(words, [passes[f"{case}/{way}"].instructions for way in base]) for case, words in cases.items()])


PARTS = {"log": write_log, "nesting": write_nesting, "encodings": write_encodings, "presence": write_presence}


def main(arguments):
    if not arguments or not set(arguments[1:]) <= set(PARTS):
        sys.exit(__doc__)
    build = pathlib.Path(arguments[0]).resolve()
    os.chdir(ROOT)  # the log's name is in the report
    FIGURES.mkdir(exist_ok=True)
    for part in arguments[1:] or PARTS:
        PARTS[part](build)


if __name__ == "__main__":
    main(sys.argv[1:])
