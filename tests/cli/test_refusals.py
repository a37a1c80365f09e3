#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the operating system refuses is an error with a line and an exit code like any other."""
import os
import resource
import subprocess
import unittest

from program import DATA, FILE, PROGRAM, ProgramTest, run

FAIL_TO_CLOSE = os.environ["HEADWIRE_FAIL_TO_CLOSE"]
LOG = str(DATA / "traffic" / "atomix-client.binlog")


class Refusals(ProgramTest):
    def run_limited(self, limit, size, *arguments, **options):
        def set_limit():
            resource.setrlimit(limit, (size, size))

        done = subprocess.run([PROGRAM, *arguments], capture_output=True, timeout=60, check=False,
                              preexec_fn=set_limit, **options)
        self.assertEqual((done.returncode, done.stdout), (FILE, b""), done.stderr)
        return done.stderr.decode()

    def test_standard_output_that_fails_when_it_is_closed(self):
        outcome = run("types", env={**os.environ, "LD_PRELOAD": FAIL_TO_CLOSE})
        self.assertEqual((outcome.code, outcome.err),
                         (FILE, "headwire: cannot write to standard output: Disk quota exceeded\n"))
        self.assertEqual(outcome.out, self.succeed("types").out)

    def test_a_thread(self):
        # Its stack would be as large as the limit: more than there are addresses.
        self.assertEqual(self.run_limited(resource.RLIMIT_STACK, 1 << 47, "overhead", LOG),
                         "headwire: the operating system refuses: Resource temporarily unavailable\n")

    def test_memory(self):
        self.assertEqual(self.run_limited(resource.RLIMIT_AS, 64 << 20, "inspect", "--raw", input=bytes(64 << 20)),
                         "headwire: out of memory\n")


if __name__ == "__main__":
    unittest.main()
