# SPDX-License-Identifier: Apache-2.0
"""The table of executions in docs/fuzzing.md, between two markers. It only grows: each recorded run
adds its counts to the row of its target."""
import datetime
import json
import os
import re
import subprocess

from project_files import ROOT

PAGE = ROOT / "docs/fuzzing.md"
BEGIN = "<!-- executions: begin -->"
END = "<!-- executions: end -->"
HEAD = ["target", "executions with sanitizers and coverage", "seconds", "executions without sanitizers",
        "seconds", "last run", "compiler", "machine"]


def machine():
    """Cores and model of the processor."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            model = re.search(r"model name\s*:\s*(.*)", file.read())
    except OSError:
        model = None
    name = model.group(1).strip() if model else os.uname().machine
    return f"{os.cpu_count()} cores, {name}"


def compiler(folder):
    """Name and version of what the folder is built with."""
    commands = json.loads((folder / "compile_commands.json").read_text(encoding="utf-8"))
    program = next(word for word in commands[0]["command"].split() if not word.endswith("ccache"))
    version = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout
    name = "clang" if "clang" in version else "g++"
    return f"{name} {re.search(r'[0-9]+[.][0-9.]+', version).group()}"


def read_rows(text):
    """The cells of each row, by target."""
    rows = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == len(HEAD) and cells[0] != HEAD[0] and set(cells[0]) != {"-"}:
            rows[cells[0]] = cells
    return rows


def number(cell):
    return int(cell.replace(",", ""))


def with_total(rows):
    """All rows, and a last one with the sums."""
    rows = [cells for name, cells in sorted(rows.items()) if name != "all"]
    sums = [f"{sum(number(cells[column]) for cells in rows):,}" for column in range(1, 5)]
    return [*rows, ["all", *sums, "", "", ""]]


def lines(rows):
    yield "| " + " | ".join(HEAD) + " |"
    yield "|---|--:|--:|--:|--:|---|---|---|"
    for cells in rows:
        yield "| " + " | ".join(cells) + " |"


def updated(page, target, executions, seconds, is_fuzzer, built_by):
    """The page with that run added."""
    before, rest = page.split(BEGIN)
    table, behind = rest.split(END)
    rows = read_rows(table)
    cells = rows.setdefault(target, [target, "0", "0", "0", "0", "", "", ""])
    first = 1 if is_fuzzer else 3
    cells[first] = f"{number(cells[first]) + executions:,}"
    cells[first + 1] = f"{number(cells[first + 1]) + round(seconds):,}"
    cells[5:] = [datetime.date.today().isoformat(), built_by, machine()]
    return before + BEGIN + "\n" + "\n".join(lines(with_total(rows))) + "\n" + END + behind


def add(target, executions, seconds, is_fuzzer, folder):
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(updated(page, target, executions, seconds, is_fuzzer, compiler(folder)), encoding="utf-8")
