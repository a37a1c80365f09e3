#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`headwire verify`: one line and an exit code."""
import unittest

from program import DATA, FILE, MALFORMED, SUCCESS, USAGE, ProgramTest, run

COMMAND = ("verify", "--type", "CommandRequestHeaders")


class Verify(ProgramTest):
    def verify(self, *arguments, stdin=b""):
        """Exit code and the one line; nothing may be on standard error."""
        outcome = run(*COMMAND, *arguments, stdin=stdin)
        self.assertEqual(outcome.err, "")
        self.assertRegex(outcome.out, r"\A[^\n]+\n\Z")
        return outcome.code, outcome.out.rstrip("\n")

    def test_valid(self):
        self.assertEqual(self.verify("0a001007"), (SUCCESS, "valid"))
        self.assertEqual(self.verify(""), (SUCCESS, "valid"))

    def test_unknown_fields_are_counted(self):
        self.assertEqual(self.verify("7801"), (SUCCESS, "valid, 1 unknown field skipped"))
        self.assertEqual(self.verify("78010a027801"), (SUCCESS, "valid, 2 unknown fields skipped"))

    def test_an_unknown_group_counts_once(self):
        self.assertEqual(self.verify("7b08010b0c7c"), (SUCCESS, "valid, 1 unknown field skipped"))

    def test_wrong_wire_types_are_told(self):
        why = "VARINT expected for sequence_num at byte"
        self.assertEqual(
            self.verify("1200"), (SUCCESS, f"valid, 1 unknown field skipped, 1 of wrong wire type: {why} 0")
        )
        self.assertEqual(
            self.verify("780112000805"), (SUCCESS, f"valid, 3 unknown fields skipped, 2 of wrong wire type: {why} 2")
        )
        self.assertEqual(self.verify("7b12007c"), (SUCCESS, "valid, 1 unknown field skipped"))

    def test_malformed(self):
        self.assertEqual(
            self.verify("0a02100e"[:6]),
            (
                MALFORMED,
                "invalid: operation at byte 1: the message ends inside this field: "
                "cut short, or a length is wrong",
            ),
        )

    def test_canonical(self):
        self.assertEqual(self.verify("--canonical", "0a001007"), (SUCCESS, "valid and canonical"))

    def test_valid_but_not_canonical(self):
        why = "invalid: sequence_num at byte 1: not in canonical form"
        self.assertEqual(self.verify("108700"), (SUCCESS, "valid"))
        self.assertEqual(self.verify("--canonical", "108700"), (MALFORMED, why))

    def test_forms_of_input(self):
        for arguments, stdin in [
            (("--hex", "10 07"), b""),
            (("--hex", "-"), b"0x10:0x07\n"),
            (("--hex",), b"10\n07\n"),
            (("--base64", "EAc="), b""),
            (("--base64", "EAc"), b""),
            (("--base64", "-"), b"EA\nc="),
            (("--raw", "-"), b"\x10\x07"),
            (("--raw",), b"\x10\x07"),
            (("-",), b"\x10\x07"),
            ((), b"\x10\x07"),
            (("1007",), b""),
        ]:
            with self.subTest(arguments):
                self.assertEqual(
                    self.verify("--canonical", *arguments, stdin=stdin), (SUCCESS, "valid and canonical")
                )

    def test_type_is_required(self):
        self.fail_with(USAGE, "verify", "00", text="--type is required")


class BadInput(ProgramTest):
    def test_not_hex(self):
        for text in ["1", "zz", "100", "10 0", "0x", "file.bin"]:
            with self.subTest(text):
                if text == "0x":
                    self.succeed(*COMMAND, text)
                else:
                    self.fail_with(USAGE, *COMMAND, text, text="is not hex; say --raw for a file")
                    self.fail_with(USAGE, *COMMAND, "--hex", text, text="two digits a byte")

    def test_not_base64(self):
        for text in ["E", "EAc==", "EA=c", "EAc*", "EAcHE", "EAcH="]:
            with self.subTest(text):
                self.fail_with(USAGE, *COMMAND, "--base64", text, text="is not base64")

    def test_long_text_is_cut_in_the_error(self):
        self.assertLess(len(self.fail_with(USAGE, *COMMAND, "z" * 10000).err), 200)

    def test_missing_file(self):
        self.fail_with(FILE, *COMMAND, "--raw", "/no/such", text="'/no/such': No such file")

    def test_directory(self):
        self.fail_with(FILE, *COMMAND, "--raw", str(DATA), text="Is a directory")

    def test_two_forms(self):
        for pair in [("--hex", "--base64"), ("--hex", "--raw"), ("--base64", "--raw")]:
            with self.subTest(pair):
                self.fail_with(USAGE, *COMMAND, *pair, "00", text="excludes")

    def test_two_inputs(self):
        self.fail_with(USAGE, *COMMAND, "00", "11", text="11")


if __name__ == "__main__":
    unittest.main()
