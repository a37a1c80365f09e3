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

    NUMBERS = {"--seed": (0, 2**64 - 1), "--max-record": (1, 2**31 - 1), "--max-open-calls": (1, 2**30), "--max-methods": (1, 2**20)}

    def test_a_number_is_decimal_digits_in_range(self):
        for flag, (least, most) in self.NUMBERS.items():
            outside = [str(most + 1), str(least - 1), "18446744073709551616", str(2**64 + least + 1), "9" * 100]
            for value in (*outside, "-5", "-0", "-18446744073709551615", "-", "+5", "", " ", " 5", " -5", "5 ", "5x", "x", "0x10", "1e3",
                          "1.0", "1,000", "1_000", "'5", "5\n", "\u0665", "true"):
                for arguments in ((flag, value), (f"{flag}={value}",)):
                    with self.subTest(arguments):
                        outcome = self.fail_with(USAGE, "overhead", "--no-cost", *arguments, SAMPLE, text=f"headwire: {flag}: ")
                        if value and value != "5\n":
                            self.assertIn(f"'{value}' is not a whole number from {least} to {most}, in decimal digits\n", outcome.err)

    def test_numbers_at_the_ends_of_their_range_are_taken(self):
        for flag, (least, most) in self.NUMBERS.items():
            for value in (str(least), str(most), "010", "007", f"000000000000000000000000{most}"):
                with self.subTest(flag, value=value):
                    self.assertEqual(run("overhead", "--no-cost", flag, value, "-").err, "headwire: standard input: the file is empty\n")

    def test_zeros_in_front_are_not_octal(self):
        report = self.succeed("overhead", "--no-cost", "--format", "json", "--max-methods", "010", SAMPLE).json
        self.assertEqual(len(report["methods"]), 10 + 1)

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
