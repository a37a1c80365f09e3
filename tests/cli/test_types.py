#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`headwire types`, and how types are named on the command line."""
import unittest

from program import USAGE, ProgramTest

HEADERS = [
    side + kind + "Headers"
    for side in ("Partition", "Session", "Primitive", "Operation", "Command", "Query")
    for kind in ("Request", "Response")
]


class Types(ProgramTest):
    def test_all_headers_are_listed(self):
        lines = self.succeed("types").out.splitlines()
        for name in HEADERS:
            self.assertIn("atomix.multiraft.v1." + name, lines)

    def test_fields_with_number_type_and_presence(self):
        out = self.succeed("types").out
        self.assertIn(
            "atomix.multiraft.v1.QueryRequestHeaders\n"
            "  1 operation           OperationRequestHeaders  explicit presence\n"
            "  2 max_received_index  uint64                   implicit presence\n",
            out,
        )

    def test_one_type_with_all_levels(self):
        self.assertEqual(
            self.succeed("types", "PrimitiveRequestHeaders").out,
            "atomix.multiraft.v1.PrimitiveRequestHeaders\n"
            "  1 session           SessionRequestHeaders    explicit presence\n"
            "    1 partition       PartitionRequestHeaders  explicit presence\n"
            "      1 partition_id  uint32                   implicit presence\n"
            "    2 session_id      uint64                   implicit presence\n"
            "  2 primitive_id      uint64                   implicit presence\n",
        )

    def test_enumerators(self):
        out = self.succeed("types", "OperationResponseHeaders").out
        self.assertRegex(out, r"  2 status +enum +implicit presence; UNKNOWN=0 OK=1 .* FAULT=14\n")

    def test_json(self):
        types = self.succeed("types", "--format", "json").json["types"]
        names = [t["name"] for t in types]
        self.assertEqual(names[:12], ["atomix.multiraft.v1." + name for name in HEADERS])

    def test_json_of_one_type(self):
        (found,) = self.succeed("types", "--format=json", "CommandResponseHeaders").json["types"]
        operation, number = found["fields"]
        self.assertEqual(
            number,
            {"number": 2, "name": "output_sequence_num", "type": "uint64", "presence": "implicit"},
        )
        self.assertEqual(operation["type"], "OperationResponseHeaders")
        status = operation["fields"][1]
        self.assertEqual((status["type"], status["values"]["FAULT"]), ("enum", 14))
        self.assertEqual(len(status["values"]), 15)

    def test_bad_format(self):
        self.fail_with(USAGE, "types", "--format", "xml", text="xml not in {text,json}")


class Names(ProgramTest):
    def test_short_and_full(self):
        for name in HEADERS:
            for spelling in (name, "atomix.multiraft.v1." + name):
                with self.subTest(spelling):
                    self.succeed("verify", "--type", spelling, "")

    def test_case_matters_and_the_right_name_is_suggested(self):
        self.fail_with(
            USAGE, "types", "commandrequestheaders", text="did you mean CommandRequestHeaders?"
        )

    def test_near_misses(self):
        for wrong in ["CommandRequestHeader", "CommandRequestsHeaders", "x.CommandRequestHeaders"]:
            with self.subTest(wrong):
                self.fail_with(USAGE, "types", wrong, text="did you mean CommandRequestHeaders?")

    def test_two_names_equally_near(self):
        self.fail_with(
            USAGE,
            "types",
            "SessionRespustHeaders",
            text="did you mean SessionRequestHeaders or SessionResponseHeaders?",
        )

    def test_nothing_near(self):
        self.fail_with(USAGE, "types", "Nonsense", text="`headwire types` lists all")

    def test_package_of_another_type(self):
        self.fail_with(USAGE, "types", "atomix.multiraft.v1/CommandRequestHeaders")
        self.fail_with(USAGE, "types", ".CommandRequestHeaders")


if __name__ == "__main__":
    unittest.main()
