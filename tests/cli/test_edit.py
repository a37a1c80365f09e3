#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`headwire peek`, `patch` and `splice`: fields of messages as bytes."""
import json
import unittest

from program import MALFORMED, USAGE, ProgramTest, leaf_values, vectors

REQUEST = ("--type", "CommandRequestHeaders")
RESPONSE = ("--type", "CommandResponseHeaders")
PARTITION = "operation.session.session.partition.partition_id"
FULL = "0a0d0a0b0a070a02080510ac021007102a"  # 5, 300, 7, 42


def values(text):
    return dict(line.split(" = ") for line in text.splitlines() if " = " in line)


class Peek(ProgramTest):
    def test_several_paths(self):
        out = self.succeed("peek", *REQUEST, "--path", PARTITION, "--path", "sequence_num", FULL).out
        self.assertEqual(out, f"{PARTITION} = 5\nsequence_num = 42\n")

    def test_absent_and_zero(self):
        out = self.succeed("peek", *REQUEST, "--path", PARTITION, "--path", "sequence_num", "").out
        self.assertEqual(out, f"{PARTITION} absent\nsequence_num = 0\n")

    def test_strings_are_whole_and_enums_are_numbers(self):
        text = "x" * 200
        message = self.succeed("encode", *RESPONSE, f"operation.message={text}", "operation.status=4")
        out = self.succeed(
            "peek", *RESPONSE, "--path", "operation.message", "--path", "operation.status",
            "--hex", message.out.strip(),
        ).out
        self.assertEqual(out, f'operation.message = "{text}"\noperation.status = 4\n')

    def test_last_wins_and_duplicates_merge(self):
        out = self.succeed("peek", *REQUEST, "--path", "sequence_num", "100110020a00").out
        self.assertEqual(out, "sequence_num = 2\n")

    def test_field_numbers(self):
        out = self.succeed("peek", "--as", "uint32", "--path", "1.1.1.1.1", "--path", "1.9", FULL).out
        self.assertEqual(out, "1.1.1.1.1 = 5\n1.9 absent\n")
        self.assertEqual(
            self.succeed("peek", "--as", "sint64", "--path", "2", "1003").out, "2 = -2\n"
        )

    def test_vectors(self):
        for name, message, column in vectors("atomix-go.tsv"):
            with self.subTest(name + " " + message):
                leaves = leaf_values(column)
                if not leaves:
                    continue
                paths = [word for path in leaves for word in ("--path", path)]
                printed = values(self.succeed("peek", "--type", name, *paths, "--hex", message).out)
                # A string is JSON, whose escapes are the program's choice.
                found = {path: json.loads(value) if path.endswith("message") else value for path, value in printed.items()}
                self.assertEqual(found, leaves)

    def test_canonical(self):
        self.succeed("peek", *REQUEST, "--canonical", "--path", "sequence_num", FULL)
        self.fail_with(
            MALFORMED, "peek", *REQUEST, "--canonical", "--path", "sequence_num", "1000",
            text="sequence_num at byte 1: not in canonical form",
        )

    def test_malformed(self):
        self.fail_with(MALFORMED, "peek", *REQUEST, "--path", "sequence_num", "0a01", text="byte 1")
        self.fail_with(MALFORMED, "peek", "--as", "uint32", "--path", "1", "0a01", text="byte 1")

    def test_usage(self):
        self.fail_with(USAGE, "peek", "--path", "1", FULL, text="--as SCALAR")
        self.fail_with(USAGE, "peek", *REQUEST, "--as", "bool", "--path", "1", FULL)
        self.fail_with(USAGE, "peek", *REQUEST, "--path", "operation", FULL, text="is a message")
        self.fail_with(USAGE, "peek", *REQUEST, "--path", "nothing", FULL, text="no field 'nothing'")
        self.fail_with(USAGE, "peek", "--as", "uint32", "--path", "1..1", FULL, text="--path 1..1")
        self.fail_with(USAGE, "peek", "--as", "int", "--path", "1", FULL, text="--as int")


class Patch(ProgramTest):
    def patch(self, assignment, *arguments):
        return self.succeed("patch", *REQUEST, "--set", assignment, *arguments).out.strip()

    def test_same_width(self):
        self.assertEqual(self.patch("sequence_num=41", FULL), FULL[:-2] + "29")

    def test_the_last_occurrence_changes(self):
        self.assertEqual(self.patch("sequence_num=7", "10011002"), "10011007")

    def test_other_width(self):
        self.fail_with(
            MALFORMED, "patch", *REQUEST, "--set", "sequence_num=300", FULL,
            text="takes 1 byte, the new value 2",
        )

    def test_padding(self):
        self.fail_with(MALFORMED, "patch", *REQUEST, "--set", "sequence_num=1", "10ac02")
        self.assertEqual(self.patch("sequence_num=1", "--allow-padding", "10ac02"), "108100")

    def test_absent(self):
        self.fail_with(
            MALFORMED, "patch", *REQUEST, "--set", "sequence_num=1", "", text="not in the message"
        )

    def test_raw_output(self):
        out = self.succeed(
            "patch", *REQUEST, "--set", "sequence_num=1", "--output", "raw", "1002"
        ).raw
        self.assertEqual(out, b"\x10\x01")


class Splice(ProgramTest):
    def splice(self, *arguments):
        return self.succeed("splice", *arguments).out.strip()

    def test_set_corrects_lengths(self):
        self.assertEqual(
            self.splice(*REQUEST, "--set", f"{PARTITION}=70000", FULL),
            "0a0f0a0d0a090a0408f0a20410ac021007102a",
        )

    def test_insert_makes_the_way(self):
        self.assertEqual(self.splice(*REQUEST, "--set", f"{PARTITION}=5", "1007"),
                         "0a080a060a040a0208051007")

    def test_clear_removes_all(self):
        self.assertEqual(self.splice(*REQUEST, "--clear", "sequence_num", "100178011002"), "7801")

    def test_unknown_fields_and_padding_stay(self):
        self.assertEqual(
            self.splice(*REQUEST, "--set", "sequence_num=300", "7881000a80001001788100"),
            "7881000a800010ac02788100",
        )

    def test_several_at_once(self):
        out = self.splice(*RESPONSE, "--set", "operation.message=hi", "--set", "operation.status=OK",
                          "--clear", "output_sequence_num", "1007")
        self.assertEqual(out, "0a0610011a026869")

    def test_zero_is_left_out(self):
        self.assertEqual(self.splice(*REQUEST, "--set", "sequence_num=0", FULL), FULL[:-4])

    def test_wrong_input(self):
        self.fail_with(USAGE, "splice", *REQUEST, FULL, text="1 to 32 changes")
        self.fail_with(USAGE, "splice", *REQUEST, "--set", "sequence_num=1", "--clear",
                       "sequence_num", FULL, text="changed twice")
        self.fail_with(USAGE, "splice", *REQUEST, "--set", "operation={}", FULL, text="is a message")
        self.fail_with(USAGE, "splice", *REQUEST, "--set", "sequence_num=-1", FULL)
        self.fail_with(MALFORMED, "splice", *REQUEST, "--set", "sequence_num=1", "0a01")


if __name__ == "__main__":
    unittest.main()
