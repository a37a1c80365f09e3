#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Bytes that are no message: what they look like is said when they do not decode."""
import csv
import pathlib
import tempfile
import unittest

from program import DATA, MALFORMED, SUCCESS, ProgramTest, run
from samples import wrong_files

REQUEST = ("--type", "CommandRequestHeaders")
MESSAGE = bytes.fromhex("0a0d0a0b0a070a02080510ac021007102a")
COMMANDS = {
    "inspect": ("inspect", *REQUEST),
    "inspect by shape": ("inspect",),
    "inspect json": ("inspect", "--format", "json", *REQUEST),
    "verify": ("verify", *REQUEST),
    "verify canonical": ("verify", "--canonical", *REQUEST),
    "peek": ("peek", *REQUEST, "--path", "sequence_num"),
    "peek canonical": ("peek", "--canonical", *REQUEST, "--path", "sequence_num"),
    "peek by numbers": ("peek", "--as", "uint64", "--path", "2"),
    "patch": ("patch", *REQUEST, "--set", "sequence_num=41"),
    "splice": ("splice", *REQUEST, "--set", "sequence_num=300"),
}


def frame(message, flag=0):
    return bytes([flag]) + len(message).to_bytes(4, "big") + message


class Hints(ProgramTest):
    def check(self, data, hint):
        for name, command in COMMANDS.items():
            with self.subTest(name, data=data[:20]):
                outcome = self.fail_with(MALFORMED, *command, "--raw", stdin=data, text=f"hint: these bytes look like {hint}")
                if name.startswith("verify"):
                    self.assertRegex(outcome.out, r"\Ainvalid: [^\n]+\n\Z")
                    self.assertNotIn("hint", outcome.out)

    def test_wrong_files_are_named(self):
        for name, remedy, data in wrong_files(MESSAGE * 40):
            self.check(data, f"{name}: {remedy}")

    def test_the_command_that_unpacks_is_whole(self):
        outcome = run("inspect", "--raw", stdin=wrong_files(MESSAGE)[0][2])
        self.assertIn("look like gzip: gzip -dc FILE | headwire ... --raw\n", outcome.err)

    def test_a_file_is_looked_at_as_standard_input_is(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "message.gz"
            path.write_bytes(wrong_files(MESSAGE)[0][2])
            self.fail_with(MALFORMED, *COMMANDS["peek"], "--raw", str(path), text="look like gzip")

    def test_a_grpc_frame(self):
        size = len(MESSAGE) + 5
        self.check(frame(MESSAGE), f"a gRPC frame of {size} bytes: leave out the first 5\n")
        self.check(frame(b""), "a gRPC frame of 5 bytes: leave out the first 5\n")
        self.check(
            frame(MESSAGE, 1),
            f"a compressed gRPC frame of {size} bytes: leave out the first 5 and decompress the rest\n",
        )

    def test_frames_in_a_row(self):
        advice = "gRPC frames in a row: take one message at a time, without the 5 bytes in front of it"
        self.check(frame(MESSAGE) * 2, f"2 {advice}\n")
        self.check(frame(b"") + frame(MESSAGE) + frame(b""), f"3 {advice}\n")
        self.check(frame(MESSAGE) + frame(MESSAGE, 1), f"2 {advice}; some are compressed\n")

    def test_what_is_no_frame_gets_no_hint(self):
        for data in (bytes(10), frame(MESSAGE) * 2 + b"\0", frame(MESSAGE) + frame(MESSAGE)[:-1], frame(MESSAGE) + frame(MESSAGE, 2),
                     b'"x', b'"x"y', b'"\x08"', b"[nul]", b"[t]", '\ufeff"'.encode("utf-16-le"), b"\xff\xfe", b"\xfe\xff{",
                     frame(MESSAGE)[:-1], frame(MESSAGE) + b"\0", frame(MESSAGE, 2), b"\0\0\0\0", b"\x0a", b"{", b"[x"):
            for name, command in COMMANDS.items():
                with self.subTest(name, data=data):
                    outcome = run(*command, "--raw", stdin=data)
                    self.assertEqual(outcome.code, MALFORMED)
                    self.assertNotIn("hint", outcome.err)

    def test_a_valid_message_gets_no_hint(self):
        # The front of a pcapng file is a field 1 of 13 bytes, and that of JSON a group.
        for data in (b"\x0a\x0d\x0d\x0a" + b"\x7a" * 11, b'{"\x01a\x7c'):
            outcome = run("inspect", "--raw", stdin=data)
            self.assertEqual((outcome.code, outcome.err), (SUCCESS, ""), outcome.out)

    def test_malformed_messages_get_no_hint(self):
        with open(DATA / "vectors" / "malformed.tsv", encoding="utf-8") as file:
            rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        for row in rows[1::5]:
            with self.subTest(row[2]):
                self.assertNotIn("hint", run("verify", "--type", row[1], "--hex", row[2].replace("-", "")).err)


if __name__ == "__main__":
    unittest.main()
