#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How much of include/headwire has been run: lines and branches, from clang's source coverage.

coverage_report.py LLVM_COV PROFDATA PROGRAM...

A template counts once, however many types it is made for: a line or a branch is covered if it is so in any
instantiation, in any program. Branches that the compiler has decided are no branches; a comment or a closing
brace is no line.

`// not run: REASON` above a line leaves it out, with the whole function if one begins there. So is a function
that takes no argument but an index sequence, and that never ran: it is evaluated by the compiler. Exit code 1
below the thresholds.
"""
import collections
import json
import pathlib
import re
import subprocess
import sys

from project_files import ROOT

HEADERS = ROOT / "include" / "headwire"
LINES_WANTED = 98.0
BRANCHES_WANTED = 95.0
MARKER = re.compile(r" *// not run: .+")
METAFUNCTION = re.compile(r".*constexpr .*\((std::index_sequence<[\w.]+>)?\)( const)? noexcept \{")
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


class Source:
    """Lines of the headers."""

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

    def is_marked(self, file, line):
        return line > 1 and MARKER.fullmatch(self.text(file)[line - 2]) is not None


def left_out_lines(coverage, source):
    """{(file, line)} that are not counted: marked lines, and functions that are marked or for the compiler."""
    runs = coverage.line_runs()
    found = {place for place in runs if source.is_marked(*place)}
    for (file, first), last in coverage.functions.items():
        lines = [(file, line) for line in range(first, last + 1)]
        only_compiled = (METAFUNCTION.fullmatch(source.text(file)[first - 1]) is not None
                         and not any(runs.get(place) for place in lines))
        if source.is_marked(file, first) or only_compiled or source.code(file, first).endswith("= default;"):
            found.update(lines)
    return found


def report(what, counted, wanted, source):
    """Prints what was not run. True if enough was run."""
    missed = sorted(place for place, runs in counted.items() if runs == 0)
    for place in missed:
        print(f"{place[0]}:{':'.join(str(part) for part in place[1:])}: {source.code(*place[:2])}")
    share = 100 * (1 - len(missed) / len(counted))
    print(f"{what}: {len(counted) - len(missed)} of {len(counted)}, {share:.2f} % ({wanted} % wanted)")
    return share >= wanted


def main(llvm_cov, profile, *programs):
    source = Source()
    coverage = Coverage(source)
    for program in programs:
        coverage.add(exported(llvm_cov, profile, program))
    left_out = left_out_lines(coverage, source)
    lines = {place: runs for place, runs in coverage.line_runs().items()
             if place not in left_out and not NO_CODE.fullmatch(source.code(*place))}
    branches = {place: runs for place, runs in coverage.branches() if place[:2] not in left_out}
    enough = [report("lines", lines, LINES_WANTED, source),
              report("branches", branches, BRANCHES_WANTED, source)]
    sys.exit(0 if all(enough) else 1)


if len(sys.argv) < 4:
    sys.exit(__doc__)
main(*sys.argv[1:])
