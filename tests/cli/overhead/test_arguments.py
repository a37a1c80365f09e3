# SPDX-License-Identifier: Apache-2.0
"""Arguments, files that cannot be read, and exit codes."""
import subprocess
import unittest

from program import DATA, FILE, MALFORMED, PROGRAM, ProgramTest, USAGE, run

SAMPLE = str(DATA / "traffic" / "atomix-client.binlog")
CUT = str(DATA / "traffic" / "cut-tail.binlog")


class Arguments(ProgramTest):
    def test_a_bad_flag_or_value_gets_one_line(self):
        self.fail_with(USAGE, "overhead", "--nonsense", SAMPLE, text="--nonsense")
        self.fail_with(USAGE, "overhead", text="FILE")
        self.fail_with(USAGE, "overhead", "--format", "xml", SAMPLE, text="--format")
        self.fail_with(USAGE, "overhead", "--framing", "rust", SAMPLE, text="--framing")
        self.fail_with(USAGE, "overhead", "--logger", "proxy", SAMPLE, text="--logger")
        for flag in ("--max-record", "--max-open-calls", "--max-methods"):
            for value in ("0", "-1", "x", "99999999999999999999"):
                self.fail_with(USAGE, "overhead", flag, value, SAMPLE, text=flag)
        self.fail_with(USAGE, "overhead", "--seed", "x", SAMPLE, text="--seed")

    def test_a_negative_number_is_not_taken_for_a_large_one(self):
        for flag in ("--seed", "--max-record", "--max-open-calls", "--max-methods"):
            for value in ("-5", "-0", " -5", "-18446744073709551615"):
                for arguments in ((flag, value), (f"{flag}={value}",)):
                    self.fail_with(USAGE, "overhead", *arguments, SAMPLE,
                                   text=f"{flag}: {value} is negative; it takes a number from 0 on\n")

    def test_help_names_every_flag(self):
        text = self.succeed("overhead", "--help").out
        for flag in ("--framing", "--logger", "--frames", "--method", "--direction", "--header", "--headers", "--format",
                     "--plot", "--no-cost", "--seed", "--max-record", "--max-open-calls", "--max-methods"):
            self.assertIn(flag, text)


class Files(ProgramTest):
    def json(self, code, *files):
        outcome = run("overhead", "--no-cost", "--format", "json", *files)
        self.assertEqual(outcome.code, code, outcome.err)
        return outcome

    def test_a_missing_file_is_told(self):
        outcome = self.json(FILE, "/nonexistent/log")
        self.assertEqual(outcome.err, "headwire: /nonexistent/log: No such file or directory\n")

    def test_a_directory_is_told(self):
        self.assertEqual(self.json(FILE, "/").err, "headwire: /: Is a directory\n")

    def test_the_other_files_are_counted(self):
        outcome = self.json(FILE, "/nonexistent/log", CUT, SAMPLE)
        self.assertEqual(len(outcome.err.splitlines()), 2)
        self.assertEqual(outcome.json["entries"], 3297 + 416)
        self.assertEqual([file["error"] is None for file in outcome.json["files"]], [False, False, True])

    def test_malformed_input_gives_code_1(self):
        self.json(MALFORMED, CUT, SAMPLE)

    def test_an_error_stands_behind_the_report(self):
        done = subprocess.run([PROGRAM, "overhead", "--no-cost", CUT], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        self.assertIn(b"METHODS", done.stdout)
        self.assertEqual(len(done.stderr.splitlines()), 1)


if __name__ == "__main__":
    unittest.main()
