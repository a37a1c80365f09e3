#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How much of include/headwire has been run: lines and branches, from clang's source coverage.

coverage_report.py LLVM_COV PROFDATA PROGRAM...

A template counts once, however many types it is made for: a line or a branch is covered if it is so in any
instantiation, in any program. Branches that the compiler has decided are no branches; a comment or a closing
brace is no line.

docs/internal/coverage.md names lines by their code, or by that and the line above: under "Left out" those that do not
count, each with the whole function if one begins there, and under "Not covered" those that do, but whose
reason is known, so that they are not printed again. Exit code 1 below the thresholds, and if a line that it
names is gone.
"""
import collections
import json
import pathlib
import re
import subprocess
import sys

from project_files import ROOT

HEADERS = ROOT / "include" / "headwire"
NOTES = ROOT / "docs" / "internal" / "coverage.md"
LINES_WANTED = 98.0
BRANCHES_WANTED = 95.0
NOTE = re.compile(r"^\| `([^`]+)` \| `(.*)` \| .+ \|$")
NO_CODE = re.compile(r"([{}();,]*|} else {)(//.*)?")
# A region is [first line, column, last line, column, runs, file, expanded file, kind]; a branch begins alike.
RUNS, FILE, KIND = 4, 5, 7
CODE, GAP = 0, 3


def exported(llvm_cov, profile, program):
    run = subprocess.run(
        [llvm_cov, "export", "-format=text", f"-instr-profile={profile}", program],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        check=False,
    )
    if run.returncode != 0:
        sys.exit(f"{program}: {run.stderr}")
    return json.loads(run.stdout)


def own_header(name):
    """The path below include/headwire, or None for any other file."""
    path = pathlib.Path(name).resolve()
    return path.relative_to(HEADERS).as_posix() if HEADERS in path.parents else None


class Coverage:
    """The union of all programs."""

    def __init__(self, source):
        self.source = source
        self.lines = collections.defaultdict(collections.Counter)  # (file, line): {block: runs}
        self.sides = {}                     # (file, place of the condition): [times true, times false]
        self.decided = set()                # conditions that some instantiation has no choice about
        self.functions = {}                 # (file, first line): last line
        self.names = {}

    def file_of(self, name):
        if name not in self.names:
            self.names[name] = own_header(name)
        return self.names[name]

    def add(self, export):
        for function in export["data"][0]["functions"]:
            files = [self.file_of(name) for name in function["filenames"]]
            for index, file in enumerate(files):
                if file is not None:
                    self.add_lines(file, [r for r in function["regions"] if r[FILE] == index])
            self.add_function(files, function["regions"][0])
            for branch in function["branches"]:
                file = files[branch[6]]
                if file is not None:
                    self.add_branch(file, branch, function["regions"])

    def add_lines(self, file, regions):
        """Each line ran as often as the innermost region at its first character, or as one that begins
        behind that on the line."""
        by_start = collections.defaultdict(list)
        for region in regions:
            if region[KIND] == CODE:
                by_start[region[0]].append(region[RUNS])
        blocks = [r for r in regions if not is_continuation(r, regions)]
        for line in range(min(r[0] for r in regions), max(r[2] for r in regions) + 1):
            point = (line, self.source.indent(file, line))
            around = innermost(regions, point)
            runs = by_start[line] + ([around[RUNS]] if around is not None and around[KIND] == CODE else [])
            if runs:
                block = innermost(blocks, point)
                self.lines[file, line][tuple(block[:4]) if block else ()] += max(runs)

    def line_runs(self):
        """(file, line): runs. What an `if constexpr` discards has no region of its own in that instantiation:
        those count in which the line stands in the innermost block."""
        return {place: runs_in[max(runs_in)] for place, runs_in in self.lines.items()}

    def add_function(self, files, body):
        file, first, last = files[body[5]], body[0], body[2]
        if file is not None:
            self.functions[file, first] = max(last, self.functions.get((file, first), 0))

    def add_branch(self, file, branch, regions):
        place = (file, *branch[:4])
        if branch[4] == branch[5] == 0 and runs_around(branch, regions) != 0:
            self.decided.add(place)
            return
        sides = self.sides.setdefault(place, [0, 0])
        sides[0] += branch[4]
        sides[1] += branch[5]

    def branches(self):
        """(file, line, which side): runs. Where no run got to a choice but some instantiation has none,
        none is counted."""
        for place, sides in self.sides.items():
            if sides == [0, 0] and place in self.decided:
                continue
            for side, runs in zip(("true", "false"), sides):
                yield (place[0], place[1], f"{side}, column {place[2]}"), runs


def is_continuation(region, regions):
    """Whether the region is what follows a statement that may have left the block around it."""
    return any(r is not region and r[2:4] == region[2:4] and r[:2] < region[:2] for r in regions)


def innermost(regions, point):
    """The region that begins last of those around a (line, column); None if there is none."""
    around = [r for r in regions if (r[0], r[1]) <= point < (r[2], r[3]) and r[KIND] in (CODE, GAP)]
    return max(around, key=lambda r: (r[0], r[1], -r[2], -r[3]), default=None)


def runs_around(branch, regions):
    """How often the code was run in which the condition stands: then it chose, or it had no choice."""
    own = [region for region in regions if region[FILE] == branch[6]]
    return innermost(own, (branch[0], branch[1]))[RUNS]


def notes(heading):
    """{(file, code)} of the table under a heading of docs/internal/coverage.md."""
    section = NOTES.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    matches = [NOTE.match(line) for line in section.splitlines()]
    return {(match[1], match[2]) for match in matches if match}


class Source:
    """Lines of the headers, as the notes name them: by their code, which moves less than numbers."""

    def __init__(self):
        self.texts = {}

    def text(self, file):
        if file not in self.texts:
            path = HEADERS / file
            lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
            self.texts[file] = lines
        return self.texts[file]

    def code(self, file, line):
        return self.text(file)[line - 1].strip()

    def indent(self, file, line):
        """The column of the first character, as compilers count."""
        text = self.text(file)[line - 1]
        return len(text) - len(text.lstrip()) + 1

    def lines_with(self, file, code):
        """The lines with this code, or the last ones of pairs of lines with it."""
        lines = [line.strip() for line in self.text(file)]
        return [number for number, (above, line) in enumerate(zip(["", *lines], lines), 1)
                if code in (line, f"{above} {line}")]


def left_out_lines(functions, source):
    """{(file, line)} that docs/internal/coverage.md leaves out: whole functions, and lines for themselves."""
    listed = notes("Left out")
    found = set()
    for (file, first), last in functions.items():
        if (file, source.code(file, first)) in listed:
            found.update((file, line) for line in range(first, last + 1))
    for file, code in listed:
        found.update((file, line) for line in source.lines_with(file, code))
    return found


def notes_are_current(source):
    stale = [note for heading in ("Left out", "Not covered") for note in sorted(notes(heading))
             if not source.lines_with(*note)]
    for file, code in stale:
        print(f"docs/internal/coverage.md names code that is no longer in {file}: {code}")
    return not stale


def report(what, counted, wanted, source):
    """Prints what was not run and nobody has explained. True if enough was run."""
    explained = {(file, line) for file, code in notes("Not covered")
                 for line in source.lines_with(file, code)}
    missed = sorted(place for place, runs in counted.items() if runs == 0)
    for place in missed:
        if place[:2] not in explained:
            print(f"{place[0]}:{':'.join(str(part) for part in place[1:])}: {source.code(*place[:2])}")
    share = 100 * (1 - len(missed) / len(counted))
    print(f"{what}: {len(counted) - len(missed)} of {len(counted)}, {share:.2f} % ({wanted} % wanted)")
    return share >= wanted


def main(llvm_cov, profile, *programs):
    source = Source()
    coverage = Coverage(source)
    for program in programs:
        coverage.add(exported(llvm_cov, profile, program))
    left_out = left_out_lines(coverage.functions, source)
    lines = {place: runs for place, runs in coverage.line_runs().items()
             if place not in left_out and not NO_CODE.fullmatch(source.code(*place))}
    branches = {place: runs for place, runs in coverage.branches() if place[:2] not in left_out}
    enough = [notes_are_current(source),
              report("lines", lines, LINES_WANTED, source),
              report("branches", branches, BRANCHES_WANTED, source)]
    sys.exit(0 if all(enough) else 1)


if len(sys.argv) < 4:
    sys.exit(__doc__)
main(*sys.argv[1:])
