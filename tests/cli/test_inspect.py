#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`headwire inspect`: every field with its offset, bytes, path, wire type and value."""
import json
import unittest

from program import DATA, FILE, MALFORMED, USAGE, ProgramTest, leaf_values, run, vectors

COMMAND = ("inspect", "--type", "CommandRequestHeaders")
RESPONSE = ("inspect", "--type", "CommandResponseHeaders")
JSON = ("--format", "json")


class Typed(ProgramTest):
    def test_whole_output(self):
        self.assertEqual(
            self.succeed(*COMMAND, "0a100a0e0a070a02080310ac021080c2d72f1007").out,
            "atomix.multiraft.v1.CommandRequestHeaders, 20 bytes\n"
            "offset  bytes        wire    field                                             value\n"
            "     0  0a 10        LEN     operation                                         "
            "OperationRequestHeaders, 16 bytes\n"
            "     2  0a 0e        LEN     operation.session                                 "
            "PrimitiveRequestHeaders, 14 bytes\n"
            "     4  0a 07        LEN     operation.session.session                         "
            "SessionRequestHeaders, 7 bytes\n"
            "     6  0a 02        LEN     operation.session.session.partition               "
            "PartitionRequestHeaders, 2 bytes\n"
            "     8  08 03        VARINT  operation.session.session.partition.partition_id  3\n"
            "    10  10 ac02      VARINT  operation.session.session.session_id              300\n"
            "    13  10 80c2d72f  VARINT  operation.session.primitive_id                    100000000\n"
            "    18  10 07        VARINT  sequence_num                                      7\n"
            "canonical: yes\n",
        )

    def test_strings_and_enumerators(self):
        out = self.succeed(*RESPONSE, "0a0f10041a0b6e6f2073756368206b6579").out
        self.assertRegex(out, r"\n     2  10 04 +VARINT  operation\.status   NOT_FOUND \(4\)\n")
        self.assertIn('1a 0b 6e6f2073756368206b6579  LEN     operation.message  "no such key"\n', out)

    def test_enumerator_without_a_name(self):
        self.assertRegex(self.succeed(*RESPONSE, "0a021063").out, r"operation\.status +99\n")
        minus_one = "0a0b10ffffffffffffffffff01"
        self.assertRegex(self.succeed(*RESPONSE, minus_one).out, r"operation\.status +-1\n")

    def test_string_is_escaped_and_cut(self):
        self.assertIn(r'"a\"\\\n\t\u0001é"', self.succeed(*RESPONSE, "0a0a1a0861225c0a0901c3a9").out)
        long = "0a84021a8102" + "c3a9" * 128 + "61"
        out = self.succeed(*RESPONSE, long).out
        self.assertIn('"' + "é" * 40 + '"...\n', out)
        self.assertIn("1a 8102 c3a9c3a9c3a9c3a9c3a9c3a9...  LEN", out)

    def test_unknown_fields_are_marked(self):
        out = self.succeed(*COMMAND, "0a027805" + "7a0161" + "1201ff").out
        self.assertRegex(out, r"VARINT  operation\.15  5, unknown field\n")
        self.assertRegex(out, r'LEN     15 +"a", 1 byte, unknown field\n')
        self.assertRegex(
            out, r"LEN     2 +ff, 1 byte, wrong wire type for sequence_num: VARINT expected\n"
        )
        self.assertIn("canonical: no: operation.15 at byte 2: not in canonical form\n", out)

    def test_wrong_wire_types_are_named(self):
        # A sub-message as a number, and fields of one two levels down as a fixed number and a group.
        out = self.succeed(*COMMAND, "0805" + "0a09" + "0a07" + "1500000000" + "0b0c").out
        self.assertRegex(out, r"VARINT  1 +5, wrong wire type for operation: LEN expected\n")
        self.assertRegex(out, r"I32     operation\.session\.2 +0 or float 0, wrong wire type for primitive_id: VARINT expected\n")
        self.assertRegex(out, r"SGROUP  operation\.session\.1 +group, wrong wire type for session: LEN expected\n")
        self.assertRegex(out, r"EGROUP  operation\.session\.1 +end of group\n")

    def test_inside_of_an_unknown_group_no_number_is_wrong(self):
        out = self.succeed(*COMMAND, "7b" + "08051200" + "7c").out
        self.assertNotIn("wrong wire type", out)

    def test_group(self):
        self.assertEqual(
            self.succeed(*COMMAND, "7b08017c1007").out.splitlines()[1:],
            [
                "offset  bytes  wire    field         value",
                "     0  7b     SGROUP  15            group, unknown field",
                "     1  08 01  VARINT  15.1          1, unknown field",
                "     3  7c     EGROUP  15            end of group",
                "     4  10 07  VARINT  sequence_num  7",
                "canonical: no: 15 at byte 0: not in canonical form",
            ],
        )

    def test_empty_message(self):
        self.assertEqual(
            self.succeed(*COMMAND, "").out,
            "atomix.multiraft.v1.CommandRequestHeaders, 0 bytes\ncanonical: yes\n",
        )

    def test_good_part_before_the_error(self):
        outcome = self.fail_with(MALFORMED, *COMMAND, "0a040a02100510")
        self.assertEqual(
            outcome.out.splitlines()[2:],
            [
                "     0  0a 04  LEN     operation                       OperationRequestHeaders, 4 bytes",
                "     2  0a 02  LEN     operation.session               PrimitiveRequestHeaders, 2 bytes",
                "     4  10 05  VARINT  operation.session.primitive_id  5",
            ],
        )
        self.assertEqual(
            outcome.err,
            "headwire: sequence_num at byte 7: the message ends inside this field: cut short, or a "
            "length is wrong\n",
        )

    def test_error_deep_inside(self):
        self.fail_with(
            MALFORMED,
            *COMMAND,
            "0a120a100a0e0a0c08ffffffffffffffffffff01",
            text="operation.session.session.partition.partition_id at byte 9: varint runs past 10 bytes",
        )

    def test_group_that_does_not_end(self):
        outcome = self.fail_with(MALFORMED, *COMMAND, "7b0801", text="15 at byte 0: group start and end")
        self.assertIn("SGROUP  15     group, unknown field\n", outcome.out)


class ByShape(ProgramTest):
    def rows(self, hex_text):
        """Offset, wire type, path and value of each row."""
        lines = self.succeed("inspect", hex_text).out.splitlines()
        self.assertTrue(lines[0].endswith("of unknown type, read by wire shape; a ? marks a guess"))
        table = lines[1:]
        columns = [table[0].index(name) for name in ("wire", "field", "value")] if table else []
        return [
            (int(line[:6]), *(line[a:b].strip() for a, b in zip(columns, columns[1:] + [None])))
            for line in table[1:]
        ]

    def test_empty(self):
        self.assertEqual(self.rows(""), [])

    def test_numbers(self):
        self.assertEqual(
            self.rows("0805" + "10ffffffffffffffffff01" + "1d0000803f" + "21000000000000f03f"),
            [
                (0, "VARINT", "1", "5"),
                (2, "VARINT", "2", "18446744073709551615 or -1"),
                (13, "I32", "3", "1065353216 or float 1"),
                (18, "I64", "4", "4607182418800017408 or double 1"),
            ],
        )

    def test_nested_message(self):
        self.assertEqual(
            self.rows("0a040a020801"),
            [(0, "LEN", "1", "message?, 4 bytes"), (2, "LEN", "1.1", "message?, 2 bytes"),
             (4, "VARINT", "1.1.1", "1")],
        )

    def test_what_follows_a_nested_message(self):
        self.assertEqual([row[2] for row in self.rows("0a0208011001")], ["1", "1.1", "2"])

    def test_text_before_message(self):
        # " !" would also be field 4 with the value 33.
        self.assertEqual(self.rows("0a022021"), [(0, "LEN", "1", '" !", 2 bytes')])

    def test_lines_of_text_when_no_message(self):
        self.assertEqual(self.rows("0a03610a62"), [(0, "LEN", "1", r'"a\nb", 3 bytes')])

    def test_bytes(self):
        self.assertEqual(self.rows("0a03ff00ff"), [(0, "LEN", "1", "ff00ff, 3 bytes")])
        self.assertEqual(self.rows("0a00"), [(0, "LEN", "1", "0 bytes")])
        long = "0a28" + "ff" * 40
        self.assertEqual(self.rows(long), [(0, "LEN", "1", "ff" * 32 + "..., 40 bytes")])

    def test_group_in_a_guess(self):
        self.assertEqual([row[1:3] for row in self.rows("0a047b08017c")],
                         [("LEN", "1"), ("SGROUP", "1.15"), ("VARINT", "1.15.1"), ("EGROUP", "1.15")])

    def test_depth_of_guesses_is_limited(self):
        message = b""
        for _ in range(200):
            size = len(message)
            length = bytes([size]) if size < 128 else bytes([size & 127 | 128, size >> 7])
            message = b"\x0a" + length + message
        depths = [row["depth"] for row in
                  self.succeed("inspect", *JSON, "--raw", stdin=message).json["fields"]]
        self.assertEqual(max(depths), 100)

    def test_malformed(self):
        outcome = self.fail_with(MALFORMED, "inspect", "08050f", text="message at byte 2: wire type 6 or 7")
        self.assertIn("     0  08 05  VARINT  1      5\n", outcome.out)


class Json(ProgramTest):
    def test_typed(self):
        found = self.succeed(*RESPONSE, *JSON, "0a0810041a026f6b780110ac02").json
        self.assertEqual(found["type"], "atomix.multiraft.v1.CommandResponseHeaders")
        self.assertEqual((found["size"], found["error"], found["canonical"]), (13, None, False))
        self.assertEqual(found["not_canonical"]["text"], "operation.15 at byte 8: not in canonical form")
        base = {"depth": 1, "known": True}
        self.assertEqual(
            found["fields"],
            [
                {"offset": 0, "bytes": "0a08", "path": "operation", "number": 1, "depth": 0, "wire": "LEN",
                 "kind": "message", "known": True, "content_size": 8},
                {"offset": 2, "bytes": "1004", "path": "operation.status", "number": 2, "wire": "VARINT",
                 "kind": "enum", "value": 4, "enumerator": "NOT_FOUND", **base},
                {"offset": 4, "bytes": "1a026f6b", "path": "operation.message", "number": 3, "wire": "LEN",
                 "kind": "string", "value": "ok", **base},
                {"offset": 8, "bytes": "7801", "path": "operation.15", "number": 15, "wire": "VARINT",
                 "kind": "unknown", "value": 1, "depth": 1, "known": False},
                {"offset": 10, "bytes": "10ac02", "path": "output_sequence_num", "number": 2, "depth": 0,
                 "wire": "VARINT", "kind": "uint64", "value": 300, "known": True},
            ],
        )

    def test_canonical(self):
        found = self.succeed(*COMMAND, *JSON, "1007").json
        self.assertEqual((found["canonical"], found["not_canonical"]), (True, None))

    def test_untyped(self):
        found = self.succeed("inspect", *JSON, "0a01610a01ff0a0208012b2c").json
        self.assertEqual((found["type"], found["canonical"]), (None, None))
        self.assertEqual(
            [(row["kind"], row.get("value"), row.get("text")) for row in found["fields"]],
            [("unknown", "61", "a"), ("unknown", "ff", None), ("guessed_message", None, None),
             ("unknown", 1, None), ("group", None, None), ("group_end", None, None)],
        )

    def test_malformed_is_still_valid_json(self):
        found = self.fail_with(MALFORMED, *RESPONSE, *JSON, "10050a031a01ff").json
        self.assertEqual(
            found["error"],
            {"code": "invalid_utf8", "offset": 6, "field": 3,
             "text": "operation.message at byte 6: string is not valid UTF-8"},
        )
        self.assertEqual([row["path"] for row in found["fields"]], ["output_sequence_num", "operation"])
        self.assertFalse(found["canonical"])

    def test_a_wrong_wire_type_is_told(self):
        found = self.succeed(*COMMAND, *JSON, "0805" + "10057801").json
        self.assertEqual(
            [(row["number"], row["known"], row["kind"], row.get("expected_wire")) for row in found["fields"]],
            [(1, False, "unknown", "LEN"), (2, True, "uint64", None), (15, False, "unknown", None)],
        )

    def test_it_is_laid_out_as_one_object(self):
        """Written segment by segment, it is what a JSON library writes of the whole."""
        inputs = ["", "10", "00", "7b08017c", "0a001007", "7b0801"]
        with open(DATA / "vectors" / "malformed.tsv", encoding="utf-8") as file:
            inputs += [line.split("\t")[2].replace("-", "") for line in file][1::20]
        for hex_text in inputs:
            for command in (COMMAND, ("inspect",)):
                with self.subTest(command, hex=hex_text):
                    outcome = run(*command, *JSON, hex_text)
                    self.assertEqual(list(outcome.json), ["type", "size", "fields", "error", "canonical", "not_canonical"])
                    whole = json.dumps(outcome.json, indent=2, ensure_ascii=False)
                    self.assertEqual(outcome.out, whole + "\n")
                    self.assertEqual(outcome.json["size"], len(hex_text) // 2)

    def test_every_vector(self):
        """The bytes of all rows, one after the other, are the input; the leaves have the values."""
        for name, hex_text, leaves in vectors("atomix-go.tsv"):
            with self.subTest(name, hex=hex_text):
                found = self.succeed("inspect", "--type", name, *JSON, hex_text).json
                self.assertEqual("".join(row["bytes"] for row in found["fields"]), hex_text)
                self.assertTrue(found["canonical"])
                seen = {row["path"]: str(row["value"]) for row in found["fields"] if "value" in row}
                written = {p: v for p, v in leaf_values(leaves).items() if v not in ("0", "")}
                self.assertEqual(seen, written)


class LogEntry(ProgramTest):
    def test_entry_of_a_binary_log(self):
        log = (DATA / "traffic" / "atomix-client.binlog").read_bytes()
        entry = log[4 : 4 + int.from_bytes(log[:4], "big")]
        out = self.succeed("inspect", "--type", "grpc.binarylog.v1.GrpcLogEntry", stdin=entry).out
        self.assertRegex(out, r"VARINT +type +EVENT_TYPE_CLIENT_HEADER \(1\)\n")
        self.assertRegex(out, r"VARINT +logger +LOGGER_CLIENT \(1\)\n")
        self.assertRegex(out, r'LEN +client_header\.method_name +"/atomix[^"]+", [0-9]+ bytes\n')


class Arguments(ProgramTest):
    def test_raw_file(self):
        path = DATA / "traffic" / "empty-record.binlog"
        found = run("inspect", *JSON, "--raw", str(path)).json
        self.assertEqual(found["size"], path.stat().st_size)

    def test_unreadable(self):
        self.fail_with(FILE, "inspect", "--raw", str(DATA), text="Is a directory")
        self.fail_with(FILE, "inspect", "--raw", "/no/such", text="No such file")

    def test_wrong_values(self):
        self.fail_with(USAGE, *COMMAND, "--format", "yaml", "00", text="yaml not in {text,json}")
        self.fail_with(USAGE, "inspect", "--type", "Nonsense", "00", text="unknown type 'Nonsense'")
        self.fail_with(USAGE, "inspect", "message.bin", text="say --raw for a file")


if __name__ == "__main__":
    unittest.main()
