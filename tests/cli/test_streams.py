#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Standard streams that cannot be used: every command with each of them broken in each way."""
import dataclasses
import fcntl
import os
import pathlib
import re
import subprocess
import tempfile
import threading
import unittest

from program import DATA, FILE, MALFORMED, PROGRAM, SUCCESS, USAGE, run

REQUEST_TYPE = ("--type", "CommandRequestHeaders")
MESSAGE = "0a040a021007102a"
BYTES = bytes.fromhex(MESSAGE)
CUT_MESSAGE = MESSAGE[:-2]
LOG = (DATA / "traffic" / "atomix-client.binlog").read_bytes()
CUT_LOG = (DATA / "traffic" / "cut-tail.binlog").read_bytes()
DRAWING = "<?xml?><svg></svg>\n"

IN, OUT, ERR = range(3)


@dataclasses.dataclass
class Case:
    """A run, whose {names} stand for files, and what comes of it undisturbed."""

    code: int
    arguments: tuple
    stdin: bytes = None  # nothing is read

    def __str__(self):
        return " ".join(self.arguments) + (" < stdin" if self.stdin is not None else "")


COUNT = ("overhead", "--no-cost")
CASES = [
    Case(SUCCESS, ("--help",)),
    Case(SUCCESS, ("--version",)),
    Case(USAGE, ()),
    Case(USAGE, ("nosuch",)),
    Case(SUCCESS, (*COUNT, "{log}")),
    Case(SUCCESS, (*COUNT, "--format", "json", "{log}")),
    Case(SUCCESS, (*COUNT, "--format", "csv", "{log}")),
    Case(SUCCESS, (*COUNT, "--plot", "{plot}", "{log}")),
    Case(SUCCESS, (*COUNT, "-"), LOG),
    Case(SUCCESS, ("overhead", "--help")),
    Case(MALFORMED, (*COUNT, "{cut}")),
    Case(MALFORMED, (*COUNT, "--plot", "{plot}", "{cut}", "{log}")),
    Case(FILE, (*COUNT, "{missing}", "{log}")),
    Case(FILE, (*COUNT, "--headers", "{missing}", "{log}")),
    Case(FILE, (*COUNT, "--plot", "{missing}/a.svg", "{log}")),
    Case(USAGE, (*COUNT, "--seed", "x", "{log}")),
    Case(SUCCESS, ("inspect", *REQUEST_TYPE, MESSAGE)),
    Case(SUCCESS, ("inspect", "--format", "json", MESSAGE)),
    Case(SUCCESS, ("inspect", *REQUEST_TYPE), BYTES),
    Case(SUCCESS, ("inspect", "--hex", "-"), MESSAGE.encode()),
    Case(SUCCESS, ("inspect", "--raw", "{message}")),
    Case(MALFORMED, ("inspect", *REQUEST_TYPE, CUT_MESSAGE)),
    Case(MALFORMED, ("inspect", "--format", "json", *REQUEST_TYPE, CUT_MESSAGE)),
    Case(FILE, ("inspect", "--raw", "{missing}")),
    Case(USAGE, ("inspect", "no hex")),
    Case(SUCCESS, ("encode", *REQUEST_TYPE, "sequence_num=42")),
    Case(SUCCESS, ("encode", "--raw", *REQUEST_TYPE, "sequence_num=42")),
    Case(USAGE, ("encode", *REQUEST_TYPE, "sequence_num=x")),
    Case(SUCCESS, ("verify", *REQUEST_TYPE, MESSAGE)),
    Case(SUCCESS, ("verify", *REQUEST_TYPE), BYTES),
    Case(MALFORMED, ("verify", *REQUEST_TYPE, CUT_MESSAGE)),
    Case(USAGE, ("verify", "--type", "NoSuchType", MESSAGE)),
    Case(FILE, ("verify", *REQUEST_TYPE, "--raw", "{missing}")),
    Case(SUCCESS, ("peek", *REQUEST_TYPE, "--path", "sequence_num", MESSAGE)),
    Case(SUCCESS, ("peek", "--as", "uint64", "--path", "2"), BYTES),
    Case(MALFORMED, ("peek", *REQUEST_TYPE, "--path", "sequence_num", CUT_MESSAGE)),
    Case(USAGE, ("peek", *REQUEST_TYPE, "--path", "nosuch", MESSAGE)),
    Case(FILE, ("peek", *REQUEST_TYPE, "--path", "sequence_num", "--raw", "{missing}")),
    Case(SUCCESS, ("patch", *REQUEST_TYPE, "--set", "sequence_num=7", MESSAGE)),
    Case(SUCCESS, ("patch", *REQUEST_TYPE, "--set", "sequence_num=7", "--output", "raw"), BYTES),
    Case(MALFORMED, ("patch", *REQUEST_TYPE, "--set", "sequence_num=300", MESSAGE)),
    Case(USAGE, ("patch", *REQUEST_TYPE, "--set", "sequence_num=-1", MESSAGE)),
    Case(FILE, ("patch", *REQUEST_TYPE, "--set", "sequence_num=7", "--raw", "{missing}")),
    Case(SUCCESS, ("splice", *REQUEST_TYPE, "--clear", "sequence_num", MESSAGE)),
    Case(SUCCESS, ("splice", *REQUEST_TYPE, "--set", "sequence_num=300", "--output", "raw"), BYTES),
    Case(MALFORMED, ("splice", *REQUEST_TYPE, "--clear", "sequence_num", CUT_MESSAGE)),
    Case(USAGE, ("splice", *REQUEST_TYPE, MESSAGE)),
    Case(FILE, ("splice", *REQUEST_TYPE, "--clear", "sequence_num", "--raw", "{missing}")),
    Case(SUCCESS, ("types",)),
    Case(SUCCESS, ("types", "--format", "json", "CommandRequestHeaders")),
    Case(USAGE, ("types", "NoSuchType")),
]


def close(stream):
    os.close(stream)


def fill(stream):
    """As a disk without room; for standard input a descriptor that is open for writing only."""
    os.dup2(os.open("/dev/full", os.O_WRONLY), stream)


def break_pipe(stream):
    ours, theirs = os.pipe()
    os.close(ours)
    os.dup2(theirs, stream)


def turn_around(stream):
    """Open for the other direction only."""
    os.dup2(os.open("/dev/null", os.O_WRONLY if stream == IN else os.O_RDONLY), stream)


BREAKAGES = {close: "Bad file descriptor", fill: "No space left on device", break_pipe: "Broken pipe",
             turn_around: "Bad file descriptor"}


class StreamTest(unittest.TestCase):
    """Files for the cases, and a gnuplot that is always there."""

    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.files = {name: self.folder / name for name in ("log", "cut", "message", "missing")}
        self.files["plot"] = self.folder / "plot.svg"
        self.contents = {"log": LOG, "cut": CUT_LOG, "message": BYTES}
        for name, content in self.contents.items():
            self.files[name].write_bytes(content)
        self.install_gnuplot(f"cat > /dev/null; echo '{DRAWING.strip()}'")

    def install_gnuplot(self, script):
        """Makes a shell script the gnuplot that is run."""
        gnuplot = self.folder / "gnuplot"
        gnuplot.write_text(f"#!/bin/sh\n{script}\n", encoding="ascii")
        gnuplot.chmod(0o755)
        self.environment = {**os.environ, "PATH": f"{self.folder}:/usr/bin:/bin"}

    def arguments_of(self, case):
        return [argument.format_map(self.files) for argument in case.arguments]


class Streams(StreamTest):
    def run_case(self, case, breakages=()):
        """Exit code, standard output and error of a run in which some streams are broken."""

        def break_streams():
            for stream, breakage in breakages:
                breakage(stream)

        done = subprocess.run([PROGRAM, *self.arguments_of(case)], input=case.stdin or b"", capture_output=True, timeout=60,
                              check=False, env=self.environment, preexec_fn=break_streams)
        for name, content in self.contents.items():
            self.assertEqual(self.files[name].read_bytes(), content)
        if "{plot}" in case.arguments:
            self.assertEqual(self.files["plot"].read_text(encoding="ascii"), DRAWING)
            self.files["plot"].unlink()
        return done.returncode, done.stdout, done.stderr

    def check_each_case(self, check):
        """Calls check(case, undisturbed outcome, breakage, reason) for every case and breakage."""
        for case in CASES:
            undisturbed = self.run_case(case)
            for breakage, reason in BREAKAGES.items():
                with self.subTest(str(case), breakage=breakage.__name__):
                    check(case, undisturbed, breakage, reason)

    def test_every_case_prints_something(self):
        for case in CASES:
            with self.subTest(str(case)):
                code, out, err = self.run_case(case)
                self.assertEqual(code, case.code)
                self.assertEqual(bool(err), code != SUCCESS and "verify" not in case.arguments or code > MALFORMED)
                self.assertTrue(out or err)

    def test_standard_output(self):
        def check(case, undisturbed, breakage, reason):
            code, out, err = undisturbed
            told = f"headwire: cannot write to standard output: {reason}\n".encode() if out else b""
            self.assertEqual(self.run_case(case, [(OUT, breakage)]), (FILE if out else code, b"", err + told))

        self.check_each_case(check)

    def test_standard_error(self):
        def check(case, undisturbed, breakage, _):
            code, out, _ = undisturbed
            self.assertEqual(self.run_case(case, [(ERR, breakage)]), (code, out, b""))

        self.check_each_case(check)

    def test_standard_output_and_error(self):
        def check(case, undisturbed, breakage, _):
            code, out, _ = undisturbed
            for other in BREAKAGES:
                self.assertEqual(self.run_case(case, [(OUT, breakage), (ERR, other)]), (FILE if out else code, b"", b""))

        self.check_each_case(check)

    def test_standard_input(self):
        def check(case, undisturbed, breakage, _):
            code, out, err = self.run_case(case, [(IN, breakage)])
            if case.stdin is None:
                self.assertEqual((code, out, err), undisturbed)
                return
            self.assertEqual(code, FILE)
            self.assertRegex(err, rb"\Aheadwire: [^\n]*standard input[^\n]*: Bad file descriptor\n\Z")
            if case.arguments[0] == "overhead":
                self.assertIn(b"standard input\n  Bad file descriptor\n\nNo messages.\n", out)
            else:
                self.assertEqual(out, b"")

        self.check_each_case(check)

    def test_all_streams(self):
        def check(case, undisturbed, breakage, _):
            code, out, _ = undisturbed
            expected = FILE if out or case.stdin is not None else code
            outcome = self.run_case(case, [(stream, breakage) for stream in (IN, OUT, ERR)])
            self.assertEqual(outcome, (expected, b"", b""))

        self.check_each_case(check)


class Children(StreamTest):
    def draw(self):
        case = Case(FILE, (*COUNT, "--plot", "{plot}", "{log}"))
        outcome = run(*self.arguments_of(case), env=self.environment)
        self.assertEqual(outcome.code, case.code)
        return outcome.err

    def test_sigpipe_ends_gnuplot_as_any_program(self):
        self.install_gnuplot("[ \"$1\" = --version ] && exit 0; kill -PIPE $$; echo alive >&2; exit 1")
        self.assertEqual(self.draw(), "headwire: gnuplot failed with signal 13 (Broken pipe)\n")

    def test_what_gnuplot_says_is_one_line(self):
        self.install_gnuplot("[ \"$1\" = --version ] && exit 0; printf '\\n\\nplot\\n  ^\\n\\033[31mno' >&2; exit 1")
        self.assertEqual(self.draw(), "headwire: gnuplot failed with exit code 1: plot   ^ \\u001b[31mno\n")


class Slow(unittest.TestCase):
    def test_output_that_is_not_blocking_arrives_whole(self):
        message = ("1007" * 20000)
        whole = run("inspect", message).raw
        self.assertGreater(len(whole), 500_000)
        ours, theirs = os.pipe()
        fcntl.fcntl(theirs, fcntl.F_SETFL, fcntl.fcntl(theirs, fcntl.F_GETFL) | os.O_NONBLOCK)
        with subprocess.Popen([PROGRAM, "inspect", "--hex"], stdin=subprocess.PIPE, stdout=theirs) as program:
            os.close(theirs)
            threading.Thread(target=lambda: (program.stdin.write(message.encode()), program.stdin.close())).start()
            with os.fdopen(ours, "rb", buffering=0) as pipe:
                self.assertEqual(pipe.read(), whole)
        self.assertEqual(program.returncode, SUCCESS)

    def test_a_reader_that_goes_away_in_the_middle(self):
        ours, theirs = os.pipe()
        with subprocess.Popen([PROGRAM, "inspect", "--hex"], stdin=subprocess.PIPE, stdout=theirs,
                              stderr=subprocess.PIPE) as program:
            os.close(theirs)
            program.stdin.write(b"1007" * 20000)
            program.stdin.close()
            self.assertEqual(len(os.read(ours, 100)), 100)
            os.close(ours)
            self.assertEqual(program.stderr.read(), b"headwire: cannot write to standard output: Broken pipe\n")
        self.assertEqual(program.returncode, FILE)


class Pattern(unittest.TestCase):
    def test_the_cases_cover_every_command(self):
        commands = re.findall(r"^  ([a-z]+) ", run("--help").out.partition("Subcommands:")[2], re.MULTILINE)
        self.assertGreaterEqual(len(commands), 8)
        codes = {command: {case.code for case in CASES if case.arguments[:1] == (command,)} for command in commands}
        for command, seen in codes.items():
            self.assertLessEqual({SUCCESS, USAGE}, seen, command)


if __name__ == "__main__":
    unittest.main()
