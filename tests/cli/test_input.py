#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""INPUT of all commands: which bytes a flag means, and that text is never taken for bytes."""
import base64
import csv
import json
import re
import unittest

from program import DATA, SUCCESS, USAGE, ProgramTest, run

REQUEST = ("--type", "CommandRequestHeaders")
MESSAGE = bytes.fromhex("0a0d0a0b0a070a02080510ac021007102a")
# A header whose base64 has both of the digits that the two alphabets write differently.
RESPONSE = ("--type", "CommandResponseHeaders")
ODD_DIGITS = bytes.fromhex("0a06" + "1a04" + "7e7e7e7e" + "10bf7f")
COMMANDS = {
    "inspect": ("inspect", *REQUEST),
    "inspect by shape": ("inspect",),
    "verify": ("verify", *REQUEST),
    "verify canonical": ("verify", "--canonical", *REQUEST),
    "peek": ("peek", *REQUEST, "--path", "sequence_num"),
    "peek by numbers": ("peek", "--as", "uint64", "--path", "2"),
    "patch": ("patch", *REQUEST, "--set", "sequence_num=41"),
    "splice": ("splice", *REQUEST, "--set", "sequence_num=300"),
}


def could_be_text(data):
    return re.fullmatch(rb"(?:[\s0-9A-Fa-f:]|0[xX])+|[\sA-Za-z0-9+/_=-]+", data) is not None


def column(path, number):
    """The bytes of a column of hex in a golden table."""
    with open(DATA / path, encoding="utf-8") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [bytes.fromhex(row[number]) for row in rows if not row[0].startswith("#") and row[number] != "-"]


class TextOnStandardInput(ProgramTest):
    def test_text_without_a_flag_is_refused_by_every_command(self):
        for text, form in [
            (MESSAGE.hex(), "hex"),
            (MESSAGE.hex().upper() + "\n", "hex"),
            (MESSAGE.hex(" "), "hex"),
            (MESSAGE.hex(":"), "hex"),
            ("0x10 0x07", "hex"),
            ("100", "hex"),  # half a byte is text still
            ("1 0 0 7", "hex"),
            ("\n", "hex"),  # an empty message in hex
            (base64.b64encode(MESSAGE).decode(), "base64"),
            (base64.b64encode(MESSAGE).decode().rstrip("="), "base64"),
            (base64.encodebytes(MESSAGE * 9).decode(), "base64"),
            (base64.urlsafe_b64encode(ODD_DIGITS).decode(), "base64"),
            (base64.b64encode(ODD_DIGITS).decode(), "base64"),
            ("EAcHE", "base64"),  # cut in the middle
            ("x0", "base64"),  # as bytes it is field 15, a valid message
        ]:
            for name, command in COMMANDS.items():
                for arguments in ((), ("-",)):
                    with self.subTest(name, text=text, arguments=arguments):
                        outcome = self.fail_with(
                            USAGE, *command, *arguments, stdin=text.encode(),
                            text=f"standard input may be {form} text: say --{form}, or --raw",
                        )
                        self.assertEqual(outcome.raw, b"")

    def test_a_flag_decides(self):
        for form, text in [("--hex", MESSAGE.hex()), ("--base64", base64.b64encode(MESSAGE).decode()), ("--raw", None)]:
            for name, command in COMMANDS.items():
                with self.subTest(name, form=form):
                    stdin = MESSAGE if text is None else text.encode()
                    self.assertEqual(
                        self.succeed(*command, form, stdin=stdin).raw, self.succeed(*command, MESSAGE.hex()).raw
                    )

    def test_raw_is_the_bytes_even_if_they_are_digits(self):
        # Field 6 of the digits is 48: a valid message, which as hex would be field 0.
        self.assertEqual(self.succeed("verify", *REQUEST, "--raw", stdin=b"00").out, "valid, 1 unknown field skipped\n")
        self.fail_with(USAGE, "verify", *REQUEST, stdin=b"00", text="say --hex, or --raw")

    def test_bytes_that_no_text_has_need_no_flag(self):
        for name, command in COMMANDS.items():
            with self.subTest(name):
                self.assertEqual(self.succeed(*command, stdin=MESSAGE).raw, self.succeed(*command, MESSAGE.hex()).raw)

    def test_nothing_at_all_is_an_empty_message(self):
        self.assertEqual(self.succeed("verify", "--canonical", *REQUEST).out, "valid and canonical\n")

    def test_what_encode_and_the_edits_print_needs_a_flag(self):
        encoded = self.succeed("encode", *REQUEST, "sequence_num=7")
        self.fail_with(USAGE, "verify", "--canonical", *REQUEST, stdin=encoded.raw, text="say --hex")
        self.succeed("verify", "--canonical", *REQUEST, "--hex", stdin=encoded.raw)
        spliced = self.succeed("splice", *REQUEST, "--set", "sequence_num=9", "--hex", stdin=encoded.raw)
        self.assertEqual(spliced.out, "1009\n")
        raw = self.succeed("splice", *REQUEST, "--set", "sequence_num=9", "--output", "raw", "--hex", stdin=spliced.raw)
        self.assertEqual(self.succeed("verify", "--canonical", *REQUEST, stdin=raw.raw).out, "valid and canonical\n")

    def test_no_recorded_message_is_taken_for_text(self):
        messages = column("vectors/atomix-go.tsv", 1) + column("vectors/atomix-cpp.tsv", 1)
        for index in sorted((DATA / "traffic").glob("*.idx.jsonl")):
            frames = index.with_name(index.name.replace(".idx.jsonl", ".bin")).read_bytes()
            at = 0
            for line in index.read_text(encoding="utf-8").splitlines():
                length = json.loads(line)["len"]
                messages.append(frames[at + 5 : at + 5 + length])
                at += 5 + length
        self.assertGreater(len(messages), 2500)
        self.assertEqual([each.hex() for each in messages if each and could_be_text(each)], [])

    def test_of_odd_messages_only_those_of_text_are_refused(self):
        for data in column("vectors/malformed.tsv", 2)[::7] + [b"d", b"\n", b"\n\x0c", b"\txxxxxxxx", b"\xef\xbb\xbf10"]:
            with self.subTest(data.hex()):
                outcome = run("verify", *REQUEST, stdin=data)
                self.assertEqual(outcome.code == USAGE, could_be_text(data), outcome.err)

    def test_an_argument_without_a_flag_is_hex(self):
        self.assertEqual(run("verify", *REQUEST, "1007").code, SUCCESS)
        self.fail_with(USAGE, "verify", *REQUEST, base64.b64encode(MESSAGE).decode(), text="is not hex")


class Base64(ProgramTest):
    def test_both_alphabets_padded_or_not(self):
        expected = self.succeed("inspect", *RESPONSE, ODD_DIGITS.hex()).raw
        for data in (ODD_DIGITS, ODD_DIGITS + b"\x78\x01", ODD_DIGITS + b"\x78\x80\x01"):
            for encode in (base64.b64encode, base64.urlsafe_b64encode):
                text = encode(data).decode()
                for each in (text, text.rstrip("="), "\n".join(text)):
                    with self.subTest(each):
                        self.assertEqual(
                            self.succeed("inspect", *RESPONSE, "--base64", each).raw,
                            self.succeed("inspect", *RESPONSE, data.hex()).raw,
                        )
        self.assertNotEqual(base64.b64encode(ODD_DIGITS), base64.urlsafe_b64encode(ODD_DIGITS))
        self.assertIn(b"~~~~", expected)

    def test_base64_that_begins_with_a_dash(self):
        unknown = bytes.fromhex("f80101")  # a field 31
        text = base64.urlsafe_b64encode(unknown).decode()
        self.assertEqual(text, "-AEB")
        self.assertEqual(self.succeed("verify", *REQUEST, "--base64", "--", text).out, "valid, 1 unknown field skipped\n")
        advice = "a value that begins with - takes -- in front of it\n"
        for each in (text, "-_8=", "--_8", "-hAB", "-h8=", "-help"):
            outcome = self.fail_with(USAGE, "verify", *REQUEST, "--base64", each, text=f"; {advice}")
            self.assertEqual(outcome.out, "")
            self.assertIn(each, outcome.err)
        self.fail_with(USAGE, "-hAB", text=advice)

    def test_help_is_given_where_it_is_asked_for(self):
        for flags in (("-h",), ("--help",), ("--base64", "-h"), ("-h", "-hAB")):
            self.assertIn("Usage: headwire verify", self.succeed("verify", *flags).out)
        self.assertNotIn("takes --", self.fail_with(USAGE, "verify", *REQUEST, "00", "11").err)

    def test_what_is_wrong_is_told(self):
        for text, why in [
            ("EAc*", "it has other characters"),
            ("EA=c", "padding before its end"),
            ("+-AA", "it mixes two alphabets"),
            ("A_/A", "it mixes two alphabets"),
            ("E", "a digit is missing"),
            ("EAcHE", "a digit is missing"),
            ("EAc==", "its padding is of the wrong length"),
            ("EAcH=", "its padding is of the wrong length"),
            ("EB==", "its last digit has bits that belong to no byte"),
            ("EAd", "its last digit has bits that belong to no byte"),
        ]:
            with self.subTest(text):
                self.fail_with(USAGE, "verify", *REQUEST, "--base64", text, text="is not base64: ")
                self.fail_with(USAGE, "verify", *REQUEST, "--base64", text, text=why)
                self.fail_with(USAGE, "verify", *REQUEST, "--base64", stdin=text.encode(), text=why)

    def test_of_the_last_digits_one_in_16_or_4_is_valid(self):
        alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        for front, step in (("C", 16), ("EA", 4)):
            accepted = [c for c in alphabet if run("inspect", "--base64", front + c).code != USAGE]
            self.assertEqual(accepted, list(alphabet[::step]))


if __name__ == "__main__":
    unittest.main()
