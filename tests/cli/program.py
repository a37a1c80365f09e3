# SPDX-License-Identifier: Apache-2.0
"""Runs the headwire program for tests."""
import csv
import dataclasses
import json
import os
import pathlib
import subprocess
import unittest

PROGRAM = os.environ["HEADWIRE"]
VERSION = os.environ["HEADWIRE_VERSION"]
DATA = pathlib.Path(os.environ["HEADWIRE_TEST_DATA"])

SUCCESS = 0
MALFORMED = 1
USAGE = 2
FILE = 3


@dataclasses.dataclass
class Outcome:
    """What one run left behind."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self):
        return self.raw.decode("utf-8")

    @property
    def json(self):
        return json.loads(self.out, parse_constant=_no_constant)


def _no_constant(name):
    raise AssertionError(f"{name} is not JSON")


def vectors(name):
    """A sample of the rows of a golden table, each a list of columns; an empty column stands as ""."""
    with open(DATA / "vectors" / name, encoding="utf-8") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    if len(rows) < 1000:
        raise AssertionError(f"{name} has only {len(rows)} rows")
    return [["" if column == "-" else column for column in row] for row in rows[:: len(rows) // 150]]


def leaf_values(column):
    """The values of a golden row by path, as text; the table has strings as x and hex digits."""
    values = dict(leaf.split("=") for leaf in column.split())
    return {
        path: bytes.fromhex(value[1:]).decode() if path.endswith("message") else value
        for path, value in values.items()
    }


def run(*arguments, stdin=b"", **options):
    """Runs `headwire ARGUMENTS` with those bytes as its standard input."""
    done = subprocess.run(
        [PROGRAM, *arguments], input=stdin, capture_output=True, timeout=60, check=False, **options
    )
    return Outcome(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))


def peak_memory(code, *arguments):
    """Kilobytes that a run, which must end with `code`, had in memory at most."""
    with subprocess.Popen(
        [PROGRAM, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as program:
        _, status, usage = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode != code:
        raise AssertionError(f"exit code {program.returncode}")
    return usage.ru_maxrss


class ProgramTest(unittest.TestCase):
    """Assertions on runs of the program."""

    maxDiff = None

    def succeed(self, *arguments, stdin=b""):
        """Runs the program, which must succeed and complain of nothing."""
        outcome = run(*arguments, stdin=stdin)
        self.assertEqual((outcome.code, outcome.err), (SUCCESS, ""), outcome.raw)
        return outcome

    def fail_with(self, code, *arguments, stdin=b"", text=""):
        """Runs the program, which must end with this code and one line that holds `text`."""
        outcome = run(*arguments, stdin=stdin)
        self.assertEqual(outcome.code, code, outcome.err)
        self.assertRegex(outcome.err, r"\Aheadwire: [^\n]+\n\Z")
        self.assertIn(text, outcome.err)
        return outcome
