#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The line on the terminal that says how far a long input is read."""
import pathlib
import re
import subprocess
import tempfile
import unittest

from binlog import REQUEST, call, go
from program import SUCCESS, ProgramTest
from terminal import COLOUR, run_on_terminal

ERASE = "\r\x1b[K"


def log_of(size):
    log = go(*call(1, request=REQUEST + b"\x1a\x7f" + b"x" * 127)) * 1000
    return log * (size // len(log) + 1)


class Progress(ProgramTest):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.long = pathlib.Path(cls.folder.name) / "long"
        cls.long.write_bytes(log_of(80_000_000))
        cls.short = pathlib.Path(cls.folder.name) / "short"
        cls.short.write_bytes(log_of(1_000_000))

    def lines(self, path, stdin=b"", **options):
        """The lines that a run draws one over the other."""
        code, seen = run_on_terminal(self, "overhead", "--no-cost", str(path), stdin=stdin, output=subprocess.DEVNULL, **options)
        self.assertEqual(code, SUCCESS, seen)
        self.assertNotIn("\n", seen)
        if not seen:
            return []
        self.assertTrue(seen.startswith(ERASE) and seen.endswith(ERASE), seen)
        return seen.split(ERASE)[1:-1]

    def test_a_long_file_shows_a_line_and_takes_it_away(self):
        lines = self.lines(self.long)
        self.assertGreater(len(lines), 5)
        for line in lines:
            self.assertRegex(line, r"\A\[#+ *\] +\d+ %  \d+ MB/s\Z")
            self.assertEqual(line.index("]"), 41)

    def test_a_short_file_shows_nothing(self):
        self.assertEqual(self.lines(self.short), [])

    def test_a_long_pipe_shows_what_was_read(self):
        lines = self.lines("-", stdin=log_of(80_000_000))
        self.assertTrue(lines)
        for line in lines:
            self.assertRegex(line, r"\A\d+ MB  \d+ MB/s\Z")
        for line in self.lines("-", stdin=log_of(80_000_000), columns=8):
            self.assertRegex(line, r"\A\d+ MB\Z")

    def test_the_line_fits_the_terminal(self):
        with_bar, without_bar = r"\[#* *\] +\d+ %  \d+ MB/s", r" *\d+ %  \d+ MB/s"
        for columns, form in [(200, with_bar), (40, with_bar), (30, with_bar), (22, without_bar), (10, r" *\d+ %"),
                              (6, r" *\d+ %"), (5, ""), (1, "")]:
            with self.subTest(columns):
                for lines in (self.lines(self.long, columns=columns),
                              self.lines(self.long, columns=80, environment={"COLUMNS": str(columns)})):
                    self.assertTrue(lines)
                    for line in lines:
                        self.assertRegex(line, rf"\A{form}\Z")
                        self.assertLess(len(line), columns)

    def test_a_width_that_is_not_known_is_80(self):
        for environment in ({}, {"COLUMNS": "wide"}, {"COLUMNS": "0"}, {"COLUMNS": "-7"}):
            lines = self.lines(self.long, columns=0, environment=environment)
            self.assertEqual(lines[0].index("]"), 41)

    def test_a_terminal_that_cannot_erase_shows_nothing(self):
        for name in ("dumb", "", None):
            self.assertEqual(self.lines(self.long, environment={"TERM": name}), [])

    def test_nothing_is_coloured(self):
        for environment in ({}, {"NO_COLOR": "1"}):
            code, seen = run_on_terminal(self, "overhead", str(self.long), environment=environment)
            self.assertEqual(code, SUCCESS)
            self.assertIn(ERASE + "[#", seen)
            self.assertIsNone(COLOUR.search(seen))
            self.assertEqual(set(re.findall("\x1b..", seen)), {"\x1b[K"})

    def test_a_dumb_terminal_gets_no_escape_sequence(self):
        code, seen = run_on_terminal(self, "overhead", str(self.long), environment={"TERM": "dumb"})
        self.assertEqual(code, SUCCESS)
        self.assertNotIn("\x1b", seen)
        self.assertNotIn("\r", seen)


if __name__ == "__main__":
    unittest.main()
