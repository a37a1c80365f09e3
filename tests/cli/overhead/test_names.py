#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Method names of a log and names of files: safe on a terminal, in a spreadsheet and in a drawing."""
import csv
import io
import os
import pathlib
import shutil
import tempfile
import unittest

from binlog import CLIENT_HEADER, CLIENT_MESSAGE, block, entry, go, message
from program import SUCCESS, ProgramTest, run
from terminal import UNSAFE, check_safe, escaped, run_on_terminal


def log_of(*names):
    """One message of one byte for each method name."""
    return go(*(each for number, name in enumerate(names, 1) for each in (
        entry(number, 1, CLIENT_HEADER, (6, block(2, name))), entry(number, 2, CLIENT_MESSAGE, message(b"x")))))


class Methods(ProgramTest):
    LOG = log_of(*(f"/a.B/<{letter}>".encode() for letter in UNSAFE), "/a.B/é\U0001f600".encode(), b"/a.B/\xff")
    SHOWN = [*(f"/a.B/<{escaped(letter)}>" for letter in UNSAFE), r"/a.B/\u00e9\U0001f600", r"/a.B/\xff"]

    def test_every_format_on_a_terminal(self):
        for form in ("table", "json", "csv"):
            code, text = run_on_terminal(self, "overhead", "--no-cost", "--format", form, "-", stdin=self.LOG)
            self.assertEqual(code, SUCCESS, text)
            check_safe(self, text)
            self.assertTrue(text.isascii())
            for name in self.SHOWN:
                self.assertIn(name.replace("\\", r"\\") if form == "json" else name.removeprefix("/a.B/"), text)

    def test_no_two_methods_share_a_row(self):
        long = "/a.B/" + "x" * 195
        names = {
            long: long, long + "1": f"{long}...", long + "2": f"{long}... (2)", long + "3": f"{long}... (3)",
            "/a.B/\x1b": r"/a.B/\u001b", r"/a.B/\u001b (2)": r"/a.B/\u001b (2)", r"/a.B/\u001b": r"/a.B/\u001b (3)",
            "(unknown call)": "(unknown call) (2)", "(other methods)": "(other methods) (2)", "": "",
        }
        log = log_of(*map(str.encode, names)) + go(entry(99, 2, CLIENT_MESSAGE, message(b"xyz")))
        report = self.succeed("overhead", "--no-cost", "--format", "json", "-", stdin=log).json
        for key in ("methods", "headers_per_method"):
            self.assertEqual(sorted(report[key]), sorted([*names.values(), "(unknown call)"]))
        self.assertEqual(report["calls_per_method"], {name: 1 for name in names.values()})
        self.assertEqual(report["methods"]["(unknown call)"]["request"]["message_bytes"], 3)
        out = self.succeed("overhead", "--no-cost", "--format", "csv", "-", stdin=log).out
        self.assertEqual(sorted(row["method"] for row in csv.DictReader(io.StringIO(out))), sorted([*names.values(), "(unknown call)"]))

    def test_many_names_that_are_cut_alike_take_no_time(self):
        log = log_of(*(b"/a.B/" + b"x" * 195 + str(number).encode() for number in range(20_000)))
        out = self.succeed("overhead", "--no-cost", "--format", "csv", "--max-methods", "20000", "-", stdin=log).out
        self.assertEqual(len({row["method"] for row in csv.DictReader(io.StringIO(out))}), 20_000)

    def test_values_of_json_and_csv(self):
        report = self.succeed("overhead", "--no-cost", "--format", "json", "-", stdin=self.LOG).json
        self.assertEqual(set(report["methods"]), set(self.SHOWN))
        out = self.succeed("overhead", "--no-cost", "--format", "csv", "-", stdin=self.LOG).out
        self.assertEqual({row["method"] for row in csv.DictReader(io.StringIO(out))}, set(self.SHOWN))

    @unittest.skipUnless(shutil.which("gnuplot"), "gnuplot draws")
    def test_the_drawing(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "plot.svg"
            for letters in (UNSAFE[:40], UNSAFE[40:80], UNSAFE[80:]):  # there is no room for all of them
                log = log_of(*(f"/a.B/({letter})".encode() for letter in letters))
                self.succeed("overhead", "--no-cost", "--plot", str(path), "-", stdin=log)
                text = path.read_text(encoding="utf-8").replace("\t", "")  # gnuplot indents with it
                check_safe(self, text)
                for letter in letters:
                    self.assertIn(f">B/({escaped(letter)}) request<", text)


class Spreadsheet(ProgramTest):
    def test_no_cell_begins_a_formula(self):
        names = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("a,b")', "'=1", "/a.B/=1", "plain"]
        out = self.succeed("overhead", "--no-cost", "--format", "csv", "-", stdin=log_of(*map(str.encode, names))).out
        rows = list(csv.DictReader(io.StringIO(out)))
        for row in rows:
            for cell in row.values():
                self.assertNotIn(cell[:1], set("=+-@\t\r"), row)
        self.assertEqual(sorted(row["method"] for row in rows),
                         sorted(["'=1+1", "'+1", "'-1", "'@SUM(A1)", r"\t=1", r"\r=1", "'=HYPERLINK(\"a,b\")", "'=1", "/a.B/=1", "plain"]))
        for row in rows:
            self.assertEqual((row["messages"], row["message_bytes"]), ("1", "1"))


class Files(ProgramTest):
    def test_a_name_is_escaped_in_the_table_and_kept_in_json(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "".join(UNSAFE[1:46]).replace("/", "") + "é\u202e").encode()
            pathlib.Path(os.fsdecode(path)).write_bytes(log_of(b"/a.B/C"))
            code, table = run_on_terminal(self, "overhead", "--no-cost", path)
            self.assertEqual(code, SUCCESS)
            check_safe(self, table)
            self.assertIn("é\\u202e\n", table)
            code, text = run_on_terminal(self, "overhead", "--no-cost", "--format", "json", path)
            self.assertEqual(code, SUCCESS)
            check_safe(self, text)
            self.assertEqual(run("overhead", "--no-cost", "--format", "json", path).json["files"][0]["path"], path.decode())

    def test_a_name_that_is_not_utf8_is_told_apart(self):
        with tempfile.TemporaryDirectory() as folder:
            for byte in (b"\xfe", b"\xff"):
                path = os.path.join(folder.encode(), byte)
                with open(path, "wb") as file:
                    file.write(log_of(b"/a.B/C"))
                shown = f"{folder}/\\x{byte.hex()}"
                self.assertTrue(run("overhead", "--no-cost", path).out.startswith(shown + "\n"))
                report = run("overhead", "--no-cost", "--format", "json", path).json
                self.assertEqual((report["file"], report["files"][0]["path"]), (f"\\x{byte.hex()}", shown))


if __name__ == "__main__":
    unittest.main()
