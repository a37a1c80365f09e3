#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs steps of scripts/results.sh, whose folder is the argument: what is counted, shown and returned."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

SCRIPTS = pathlib.Path(sys.argv.pop(1))

# In a copy, because the scripts go to their project and write to its build folder.
HEAD = ". scripts/lib.sh\n. scripts/results.sh\n"


class Results(unittest.TestCase):
    def run_script(self, body):
        with tempfile.TemporaryDirectory() as folder:
            copies = pathlib.Path(folder) / "scripts"
            copies.mkdir()
            for name in ("lib.sh", "results.sh"):
                (copies / name).write_bytes((SCRIPTS / name).read_bytes())
            return subprocess.run(["bash", "-c", HEAD + body], cwd=folder, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)

    def run_steps(self, body):
        return self.run_script(f"steps_of_test() {{\n{body}\n}}\n"
                               "count_steps steps_of_test\nsteps_of_test\nshow_results\n")

    def test_each_step_says_how_far_the_run_is(self):
        done = self.run_steps('run_step "first" true\nrun_step "second" true')
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("=== step 1 of 2, after 0 min 00 s: first\n", done.stdout)
        self.assertIn("=== step 2 of 2, after 0 min 0", done.stdout)
        self.assertTrue(done.stdout.endswith("2 passed, 0 failed\n"), done.stdout)

    def test_counting_runs_nothing(self):
        done = self.run_steps('run_step "once" bash -c "echo ran >>ran"\n$counting || cat ran')
        self.assertEqual(done.stdout.count("ran\n"), 1, done.stdout)

    def test_without_a_count_a_step_is_just_numbered(self):
        done = self.run_script('run_step "only" true\nshow_results\n')
        self.assertIn("=== step 1, after 0 min 00 s: only\n", done.stdout)

    def test_a_failed_step_fails_the_run_and_shows_its_output(self):
        done = self.run_steps('run_step "bad" bash -c "echo why; exit 3"\nrun_step "good" true')
        self.assertEqual(done.returncode, 1)
        self.assertIn("why\n", done.stdout)
        self.assertTrue(done.stdout.endswith("1 passed, 1 failed\n"), done.stdout)

    def test_a_skipped_step_is_no_failure(self):
        done = self.run_steps('run_step "skipped" bash -c "exit 77"')
        self.assertEqual(done.returncode, 0)
        self.assertIn("0 passed    0 failed    1 skipped", done.stdout)

    def test_a_build_that_fails_is_a_failure_and_its_tests_are_left_out(self):
        done = self.run_steps('build x build/x no-such-compiler || return 0\nrun_tests x build/x')
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn("=== step 1 of 2, after 0 min 00 s: building x in build/x\n", done.stdout)
        self.assertNotIn("step 2", done.stdout)
        self.assertTrue(done.stdout.endswith("0 passed, 1 failed\n"), done.stdout)

    def test_targets_that_cannot_be_told_fail_the_build(self):
        done = self.run_steps("configure() { mkdir -p \"$1\"; }\nninja() { echo built everything; }\n"
                              "build x build/x g++ -- tests-without long || return 0")
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertNotIn("built everything", done.stdout)


unittest.main()
