#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The size that is reported of a log which changes while it is read."""
import os
import pathlib
import subprocess
import tempfile
import threading
import time
import unittest

from binlog import REQUEST, call, go
from program import DATA, MALFORMED, PROGRAM, Outcome, ProgramTest, run

BAD = go(b"\x0f")  # a record that does not decode, of which the program tells at once
CALLS = go(*call(1, request=REQUEST + b"\x1a\x7f" + b"x" * 127)) * 1000
REPEATED = 64


class Growing(ProgramTest):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name) / "log"
        self.path.write_bytes(BAD + CALLS * REPEATED)
        self.size = self.path.stat().st_size
        self.assertGreater(self.size, 20_000_000)  # more than is read ahead

    def read_while(self, change):
        """Holds the program up in the middle of the file, changes that, and lets the program go on."""
        ours, theirs = os.pipe()
        os.set_blocking(theirs, False)
        try:
            while True:
                os.write(theirs, b"\n" * 4096)
        except BlockingIOError:
            pass
        os.set_blocking(theirs, True)
        with subprocess.Popen([PROGRAM, "overhead", "--no-cost", "--format", "json", str(self.path)],
                              stdout=subprocess.PIPE, stderr=theirs) as program:
            os.close(theirs)
            self.wait_until_reading(program.pid)
            change()
            with os.fdopen(ours, "rb") as errors:
                reader = threading.Thread(target=errors.read)
                reader.start()
                out = program.stdout.read()
                reader.join()
        return Outcome(program.returncode, out, "")

    def wait_until_reading(self, process):
        """Until the program has read from the file and now waits: its warning finds no room."""
        folder = pathlib.Path("/proc") / str(process)
        before, deadline = None, time.monotonic() + 30
        while time.monotonic() < deadline:
            time.sleep(0.2)
            position = None
            for link in (folder / "fd").iterdir():
                if os.path.realpath(link) == os.path.realpath(self.path):
                    position = (folder / "fdinfo" / link.name).read_text(encoding="ascii").split()[1]
            if position not in (None, "0") and position == before:
                self.assertLess(int(position), self.size // 2)
                return
            before = position
        self.fail("the program does not read the file")

    def check(self, outcome, size, entries, cut=False):
        self.assertEqual(outcome.code, MALFORMED)
        report = outcome.json
        self.assertEqual(report["entries"], entries)
        self.assertEqual(report["files"][0]["error"] is not None, cut)
        self.assertEqual((report["files"][0]["bytes"], report["file_bytes"]), (size, size))

    def test_a_file_that_stays(self):
        self.check(self.read_while(lambda: None), self.size, REPEATED * 5000)

    def test_a_file_that_grows(self):
        def grow():
            with self.path.open("ab") as file:
                file.write(CALLS)

        self.check(self.read_while(grow), self.size + len(CALLS), (REPEATED + 1) * 5000)

    def test_a_file_that_grows_by_half_a_record(self):
        def grow():
            with self.path.open("ab") as file:
                file.write(CALLS[:3])

        self.check(self.read_while(grow), self.size + 3, REPEATED * 5000, cut=True)

    def test_a_file_that_shrinks(self):
        size = len(BAD) + len(CALLS) * (REPEATED - 5)
        self.check(self.read_while(lambda: os.truncate(self.path, size)), size, (REPEATED - 5) * 5000)

    def test_a_file_that_cannot_be_read_to_its_end(self):
        self.path.write_bytes(CALLS + b"\x7f" * 1_000_000)
        report = run("overhead", "--no-cost", "--format", "json", str(self.path)).json
        self.assertEqual(report["files"][0]["error"]["offset"], len(CALLS))
        self.assertEqual(report["file_bytes"], len(CALLS) + 1_000_000)

    def test_the_rest_of_a_file_as_standard_input(self):
        log = (DATA / "traffic" / "atomix-client.binlog").read_bytes()
        self.path.write_bytes(b"front" + log)
        with self.path.open("rb") as file:
            file.seek(5)
            done = subprocess.run([PROGRAM, "overhead", "--no-cost", "--format", "json", "-"], stdin=file,
                                  stdout=subprocess.PIPE, check=True)
        self.assertEqual(Outcome(0, done.stdout, "").json["file_bytes"], len(log))


if __name__ == "__main__":
    unittest.main()
