#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Text of payloads, arguments and file names does nothing to a terminal but appear on it."""
import json
import os
import tempfile
import unittest

from program import FILE, MALFORMED, SUCCESS, USAGE, ProgramTest, run
from terminal import UNSAFE, check_safe, json_escaped, run_on_terminal

RESPONSE = ("--type", "CommandResponseHeaders")
SAFE = "aé\u05d0中\U0001f600\u00a0\u200a\u2010\u2027\u202f\u205f\u2070\ufefe\U000e0080"


def block(field, content):
    size = len(content)
    length = [size] if size < 128 else [size & 127 | 128, size >> 7]
    return bytes([field << 3 | 2, *length]) + content


def response(text):
    """CommandResponseHeaders whose operation.message is that text."""
    return block(1, block(3, text.encode()))


class Payloads(ProgramTest):
    def on_terminal(self, *arguments, stdin):
        code, text = run_on_terminal(self, *arguments, stdin=stdin)
        self.assertEqual(code, SUCCESS, text)
        check_safe(self, text)
        return text

    def test_typed_text(self):
        for letter in UNSAFE:
            with self.subTest(hex(ord(letter))):
                self.assertIn(f'"<{json_escaped(letter)}>"\n', self.on_terminal("inspect", *RESPONSE, stdin=response(f"<{letter}>")))

    def test_untyped_text(self):
        for letter in UNSAFE:
            with self.subTest(hex(ord(letter))):
                text = self.on_terminal("inspect", stdin=block(1, f"<{letter}>".encode()))
                if letter > "\u2000" or letter == "\u061c" or letter in "\t\n\r":
                    self.assertIn(f'"<{json_escaped(letter)}>", ', text)
                else:  # with control characters it is bytes
                    self.assertNotIn('"', text)
                    self.assertIn("<".encode().hex(), text)

    def test_peek(self):
        for letter in UNSAFE:
            with self.subTest(hex(ord(letter))):
                shown = {"\b": r"\b", "\f": r"\f"}.get(letter, json_escaped(letter))
                by_name = self.on_terminal("peek", *RESPONSE, "--path", "operation.message", stdin=response(f"<{letter}>"))
                self.assertEqual(by_name, f'operation.message = "<{shown}>"\n')
                by_number = self.on_terminal("peek", "--as", "string", "--path", "1.3", stdin=response(f"<{letter}>"))
                self.assertEqual(by_number, f'1.3 = "<{shown}>"\n')

    def test_json(self):
        everything = "".join(UNSAFE) + SAFE
        for arguments in (("inspect", "--format", "json", *RESPONSE),
                          ("inspect", "--format", "json"), ("peek", *RESPONSE, "--path", "operation.message")):
            text = self.on_terminal(*arguments, stdin=response(everything))
            if arguments[0] == "peek":
                self.assertEqual(json.loads(text.partition(" = ")[2]), everything)
            elif RESPONSE[0] in arguments:
                self.assertEqual(json.loads(text)["fields"][1]["value"], everything)

    def test_other_characters_stay(self):
        self.assertIn(f'"{SAFE}"\n', self.on_terminal("inspect", *RESPONSE, stdin=response(SAFE)))
        self.assertIn(f'"{SAFE}"', self.on_terminal("inspect", "--format", "json", *RESPONSE, stdin=response(SAFE)))
        self.assertIn(f'"{SAFE}", ', self.on_terminal("inspect", stdin=block(1, SAFE.encode())))
        self.assertIn(f'= "{SAFE}"\n', self.on_terminal("peek", *RESPONSE, "--path", "operation.message", stdin=response(SAFE)))


class Errors(ProgramTest):
    # What a shell can pass, and bytes that are not UTF-8: alone, cut short, overlong, a surrogate.
    HOSTILE = ["\\".join(UNSAFE[1:]).encode(), b"\xff", b"a\xc3", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"]

    def test_arguments(self):
        for hostile in self.HOSTILE:
            for code, arguments in [
                (USAGE, (hostile,)),
                (USAGE, (b"--" + hostile,)),
                (USAGE, ("inspect", hostile)),
                (USAGE, ("inspect", "--hex", hostile)),
                (USAGE, ("inspect", "--base64", hostile)),
                (USAGE, ("inspect", "--type", hostile, "00")),
                (USAGE, ("inspect", "--format", hostile, "00")),
                (USAGE, ("inspect", b"--" + hostile, "00")),
                (FILE, ("inspect", "--raw", hostile)),
                (USAGE, ("verify", "--type", hostile, "00")),
                (USAGE, ("encode", *RESPONSE, hostile)),
                (USAGE, ("encode", *RESPONSE, b"output_sequence_num=" + hostile)),
                (USAGE, ("peek", *RESPONSE, "--path", hostile, "00")),
                (USAGE, ("peek", "--as", hostile, "--path", "1", "00")),
                (USAGE, ("peek", "--as", "string", "--path", hostile, "")),
                (USAGE, ("patch", *RESPONSE, "--set", hostile, "00")),
                (USAGE, ("splice", *RESPONSE, "--clear", hostile, "00")),
                (USAGE, ("types", hostile)),
                (USAGE, ("overhead", "--frames", "--direction", "request", "--method", hostile, "-")),
                (USAGE, ("overhead", "--header", hostile, "-")),
                (USAGE, ("overhead", "--seed", hostile, "-")),
                (USAGE, ("overhead", "--plot", hostile, "-")),
                (FILE, ("overhead", "--headers", hostile, "-")),
                (FILE, ("overhead", hostile)),
            ]:
                with self.subTest(arguments):
                    seen, text = run_on_terminal(self, *arguments)
                    self.assertEqual(seen, code, text)
                    check_safe(self, text)
                    self.assertIn("headwire: ", text)

    def test_a_file_name_is_shown_in_escapes(self):
        outcome = run("overhead", b"/nonexistent/\xff\xc3\xa9\x1b[31m\n")
        self.assertEqual(outcome.err, "headwire: /nonexistent/\\xff\u00e9\\u001b[31m\\n: No such file or directory\n")
        outcome = run("inspect", "--raw", b"\xe2\x80\xae\xe2\x80")
        self.assertEqual(outcome.err, "headwire: cannot open '\\u202e\\xe2\\x80': No such file or directory\n")

    def test_rules_in_a_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "rules\x1b[31m")
            with open(path, "wb") as file:
                file.write(b"/a/b request no\xc2\x9btype\n")
            outcome = self.fail_with(USAGE, "overhead", "--headers", path, "-", text="rules\\u001b[31m:1: unknown type 'no\\u009btype'")
            check_safe(self, outcome.err)

    def test_malformed_payload(self):
        code, text = run_on_terminal(self, "inspect", *RESPONSE, stdin=response("\x1b[31m\u202e") + b"\x1a\x05\x1b")
        self.assertEqual(code, MALFORMED)
        check_safe(self, text)


if __name__ == "__main__":
    unittest.main()
