#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`headwire encode`: values to bytes."""
import unittest

from program import USAGE, ProgramTest, leaf_values, vectors

COMMAND = ("encode", "--type", "CommandRequestHeaders")
RESPONSE = ("encode", "--type", "OperationResponseHeaders")
ID = "operation.session.session.partition.partition_id"


class Encode(ProgramTest):
    def encoded(self, *arguments):
        return self.succeed(*arguments).out.rstrip("\n")

    def test_nothing(self):
        self.assertEqual(self.encoded(*COMMAND), "")

    def test_hex_and_raw(self):
        self.assertEqual(self.succeed(*COMMAND, "sequence_num=300").raw, b"10ac02\n")
        self.assertEqual(self.succeed(*COMMAND, "--hex", "sequence_num=300").raw, b"10ac02\n")
        self.assertEqual(self.succeed(*COMMAND, "--raw", "sequence_num=300").raw, b"\x10\xac\x02")

    def test_deep_path_makes_the_messages_around(self):
        self.assertEqual(self.encoded(*COMMAND, ID + "=3"), "0a080a060a040a020803")

    def test_paths_that_share_messages(self):
        self.assertEqual(
            self.encoded(*COMMAND, "sequence_num=7", "operation.session.primitive_id=5", ID + "=3"),
            "0a0a0a080a040a02080310051007",
        )

    def test_empty_message(self):
        for spelling in ("operation", "operation={}"):
            self.assertEqual(self.encoded(*COMMAND, spelling), "0a00")
        self.assertEqual(self.encoded(*COMMAND, "operation", "operation.session"), "0a020a00")

    def test_zero_of_a_bare_scalar_is_not_written(self):
        self.assertEqual(self.encoded(*COMMAND, "sequence_num=0", ID + "=0"), "0a060a040a020a00")

    def test_integers(self):
        for text, hex_text in [
            ("0x1F", "101f"),
            ("0Xff", "10ff01"),
            ("18446744073709551615", "10ffffffffffffffffff01"),
            ("0xffffffffffffffff", "10ffffffffffffffffff01"),
        ]:
            with self.subTest(text):
                self.assertEqual(self.encoded(*COMMAND, "sequence_num=" + text), hex_text)
        self.assertEqual(self.encoded("encode", "--type", "PartitionRequestHeaders",
                                      "partition_id=4294967295"), "08ffffffff0f")

    def test_enumerators(self):
        for text, hex_text in [
            ("NOT_FOUND", "1004"),
            ("4", "1004"),
            ("99", "1063"),
            ("-1", "10ffffffffffffffffff01"),
            ("-0x80000000", "1080808080f8ffffffff01"),
        ]:
            with self.subTest(text):
                self.assertEqual(self.encoded(*RESPONSE, "status=" + text), hex_text)

    def test_strings(self):
        for text, hex_text in [("a=b", "1a03613d62"), ("", ""), ("{}", "1a027b7d"), ("é", "1a02c3a9"),
                               ("-x", "1a022d78"), (" ", "1a0120")]:
            with self.subTest(text):
                self.assertEqual(self.encoded(*RESPONSE, "message=" + text), hex_text)

    def test_every_vector(self):
        """Present messages and leaves of what Google's C++ wrote give its bytes."""
        for name, hex_text, present, leaves in vectors("atomix-cpp.tsv"):
            values = [f"{path}={value}" for path, value in leaf_values(leaves).items()]
            arguments = present.replace(",", " ").split() + values
            with self.subTest(name, arguments=arguments):
                self.assertEqual(self.encoded("encode", "--type", name, *arguments), hex_text)


class Refused(ProgramTest):
    def refuse(self, assignment, text, command=COMMAND):
        """The error names the argument and says why."""
        outcome = self.fail_with(USAGE, *command, assignment, text=text)
        self.assertIn(f"'{assignment}': ", outcome.err)
        self.assertEqual(outcome.raw, b"")

    def test_type_is_required(self):
        self.fail_with(USAGE, "encode", "sequence_num=1", text="--type is required")

    def test_unknown_type(self):
        self.fail_with(USAGE, "encode", "--type", "CommandRequest", "a=1", text="unknown type")

    def test_unknown_fields(self):
        self.refuse("sequence=1", "CommandRequestHeaders has no field 'sequence'; it has operation, sequence_num")
        self.refuse("operation.id=1", "OperationRequestHeaders has no field 'id'; it has session")
        for path in ("", "=1", "operation.", ".operation", "operation..session"):
            with self.subTest(path):
                self.refuse(path, "has no field ''")

    def test_path_through_a_scalar(self):
        self.refuse("sequence_num.x=1", "sequence_num is no message")

    def test_missing_value(self):
        self.refuse("sequence_num", "a value is missing; write sequence_num=...")

    def test_value_for_a_message(self):
        self.refuse("operation=1", "operation is a message")
        self.refuse("operation=", "operation is a message")

    def test_twice(self):
        self.fail_with(USAGE, *COMMAND, "sequence_num=1", "sequence_num=1", text="sequence_num is set twice")
        self.fail_with(USAGE, *COMMAND, "operation", "operation={}", text="operation is set twice")

    def test_integers(self):
        out_of_range = "out of range; it goes from 0 to 18446744073709551615"
        for text in ("-1", "18446744073709551616", "0x10000000000000000", "-99999999999999999999", "-0x1"):
            with self.subTest(text):
                self.refuse("sequence_num=" + text, out_of_range)
        for text in ("", "x", "1x", "1.0", " 1", "+1", "0x", "-", "--1", "0x-1", "-x", "1e3", "0x1g"):
            with self.subTest(text):
                self.refuse("sequence_num=" + text, "not an integer")
        self.refuse(ID + "=4294967296", "out of range; it goes from 0 to 4294967295")

    def test_enumerators(self):
        self.refuse("status=not_found", "no such name; there are UNKNOWN, OK, ERROR", RESPONSE)
        self.refuse("status=2147483648", "out of range; an enum has 32 bits", RESPONSE)
        self.refuse("status=", "no such name", RESPONSE)

    def test_string_that_is_not_utf8(self):
        self.fail_with(USAGE, *RESPONSE, b"message=\xff", text="not valid UTF-8")

    def test_hex_and_raw(self):
        self.fail_with(USAGE, *COMMAND, "--hex", "--raw", text="excludes")


if __name__ == "__main__":
    unittest.main()
