#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What all commands have in common: help, version, wrong usage, output that cannot be written."""
import os
import re
import shlex
import subprocess
import unittest

from program import DATA, FILE, PROGRAM, USAGE, VERSION, ProgramTest, run

COMMANDS = ["overhead", "inspect", "encode", "verify", "peek", "patch", "splice", "types"]


class Commands(ProgramTest):
    def test_version(self):
        self.assertEqual(self.succeed("--version").out, f"headwire {VERSION}\n")

    def test_help_names_all_commands_and_exit_codes(self):
        text = self.succeed("--help").out
        for command in COMMANDS:
            self.assertIn(f"\n  {command} ", text)
        self.assertIn("Exit codes: 0 success, 1 malformed input, 2 wrong usage, 3 a file", text)

    def test_every_command_has_help(self):
        for command in COMMANDS:
            with self.subTest(command):
                self.assertIn("Usage: headwire " + command, self.succeed(command, "--help").out)

    def test_no_command(self):
        self.fail_with(USAGE, text="a command is required; the commands are overhead, inspect")

    def test_unknown_command(self):
        self.fail_with(USAGE, "inspekt", text="there is no 'inspekt'")

    def test_unknown_flag(self):
        self.fail_with(USAGE, "--fast", text="--fast")
        for command in COMMANDS:
            with self.subTest(command):
                self.fail_with(USAGE, command, "--fast")

    def test_an_error_is_one_line_whatever_was_given(self):
        self.fail_with(USAGE, "inspect", "one\ntwo\r\nthree", text="one two  three")


class Documentation(ProgramTest):
    def test_examples_in_the_manual_are_what_the_program_prints(self):
        manual = (DATA.parent.parent / "docs" / "cli.md").read_text(encoding="utf-8")
        blocks = re.findall(r"^```\n(\$ headwire .*?)^```$", manual, re.MULTILINE | re.DOTALL)
        examples = [e.partition("\n") for block in blocks for e in block.split("$ headwire ")[1:]]
        self.assertGreaterEqual(len(examples), 5)
        for command, _, output in examples:
            with self.subTest(command):
                printed = b""
                for part in command.split(" | headwire "):
                    printed = run(*shlex.split(part), stdin=printed).raw
                self.assertEqual(printed.decode(), output)


class Output(ProgramTest):
    def test_full_device(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "types"], stdout=full, stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, FILE)
        self.assertEqual(
            done.stderr.decode(),
            "headwire: cannot write to standard output: No space left on device\n",
        )

    def test_closed_output(self):
        done = subprocess.run(
            ["sh", "-c", 'exec "$0" types >&-', PROGRAM], stderr=subprocess.PIPE, check=False
        )
        self.assertEqual(done.returncode, FILE)
        self.assertRegex(done.stderr.decode(), r"\Aheadwire: cannot write to standard output: [^\n]+\n\Z")

    def test_reader_that_goes_away(self):
        # Whether the signal ends the program or the error does, it ends at once and is no success.
        ours, theirs = os.pipe()
        os.close(ours)
        with os.fdopen(theirs, "wb") as broken:
            done = subprocess.run([PROGRAM, "types"], stdout=broken, stderr=subprocess.PIPE, check=False)
        self.assertNotEqual(done.returncode, 0)
        self.assertLessEqual(done.stderr.count(b"\n"), 1)

    def test_error_goes_to_standard_error_only(self):
        outcome = run("inspect", "--type", "NoSuchType", "00")
        self.assertEqual(outcome.raw, b"")


if __name__ == "__main__":
    unittest.main()
