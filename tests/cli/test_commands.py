#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What all commands have in common: help, version, wrong usage."""
import re
import shlex
import unittest

from program import DATA, USAGE, VERSION, ProgramTest, run

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
        self.fail_with(USAGE, "inspect", "one\ntwo\r\nthree", text="'one\\ntwo\\r\\nthree'")


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
    def test_error_goes_to_standard_error_only(self):
        outcome = run("inspect", "--type", "NoSuchType", "00")
        self.assertEqual(outcome.raw, b"")


if __name__ == "__main__":
    unittest.main()
