# SPDX-License-Identifier: Apache-2.0
"""The sample logs, against what other programs counted and against a second reading of the bytes."""
import collections
import csv
import io
import json
import re
import unittest

import binlog
from program import DATA, ProgramTest

TRAFFIC = DATA / "traffic"
SAMPLE = TRAFFIC / "atomix-client.binlog"
SUMMARY = json.loads((TRAFFIC / "atomix-client.summary.json").read_text())
# Words, and what no report of ours needs.
NOT_SHARED = {"definitions", "notes", "field_orders_of_entries"}

# Sub-messages by field number, down to scalars.
REQUEST = {1: ("operation", {1: ("session", {1: ("session", {1: ("partition", {1: ("partition_id", None)}), 2: ("session_id", None)}), 2: ("primitive_id", None)})})}
RESPONSE = {
    1: (
        "operation",
        {1: ("session", {1: ("session", {1: ("partition", {1: ("index", None)})})}), 2: ("status", None), 3: ("message", None)},
    )
}
LAYOUTS = {
    "CommandRequestHeaders": {**REQUEST, 2: ("sequence_num", None)},
    "CommandResponseHeaders": {**RESPONSE, 2: ("output_sequence_num", None)},
    "QueryRequestHeaders": {**REQUEST, 2: ("max_received_index", None)},
    "QueryResponseHeaders": RESPONSE,
    "PartitionRequestHeaders": {1: ("partition_id", None)},
    "PartitionResponseHeaders": {1: ("index", None)},
}


def account(data, layout, path, counts):
    for field, _, value, tag, length in binlog.fields(data):
        name, inner = layout[field]
        own = path + (name,)
        counts[own].update(count=1, tag_bytes=tag, length_bytes=length)
        if inner is None:
            counts[own].update(value_bytes=len(value))
        else:
            account(value, inner, own, counts)


class SampleLog(ProgramTest):
    @classmethod
    def setUpClass(cls):
        cls.report = cls().succeed("overhead", "--format", "json", str(SAMPLE)).json

    def check_shared_keys(self, report, leaving_out=()):
        for key in SUMMARY.keys() - NOT_SHARED - set(leaving_out):
            self.assertEqual(report[key], SUMMARY[key], key)

    def test_equals_the_summary_in_every_shared_key(self):
        self.check_shared_keys(self.report)

    def test_the_notes_of_the_summary_are_found_too(self):
        self.assertEqual(
            self.report["oddities"],
            {
                "entries_of_unknown_calls": 1,
                "entries_older_than_before": 179,
                "calls_without_trailer": 9,
                "calls_with_client_header_only": 8,
            },
        )

    def test_the_other_framing_gives_the_same_numbers(self):
        path = TRAFFIC / "atomix-client-varint-framed.binlog"
        report = self.succeed("overhead", "--no-cost", "--format", "json", str(path)).json
        self.assertEqual(report["files"][0]["framing"], "java")
        self.check_shared_keys(report, {"file", "file_bytes"})

    def test_standard_input_gives_the_same_numbers(self):
        report = self.succeed("overhead", "--no-cost", "--format", "json", "-", stdin=SAMPLE.read_bytes()).json
        self.check_shared_keys(report, {"file"})

    def test_two_files_are_counted_together_and_their_call_ids_kept_apart(self):
        report = self.succeed("overhead", "--no-cost", "--format", "json", str(SAMPLE), str(SAMPLE)).json
        for key in ("entries", "calls", "calls_with_client_header", "file_bytes"):
            self.assertEqual(report[key], 2 * SUMMARY[key], key)
        self.assertNotIn("reused_call_ids", report["oddities"])
        self.assertNotIn("file", report)
        for way, totals in SUMMARY["totals"].items():
            self.assertEqual(report["totals"][way], {key: 2 * value for key, value in totals.items()})

    def headers(self):
        """(method, direction, header) of all messages whose method has headers."""
        methods = {}
        for record in binlog.records(SAMPLE.read_bytes()):
            call = binlog.integer(binlog.first(record, 2))
            kind = binlog.integer(binlog.first(record, 4))
            if kind == binlog.CLIENT_HEADER:
                methods[call] = binlog.first(binlog.first(record, 6), 2).decode()
            elif kind in (binlog.CLIENT_MESSAGE, binlog.SERVER_MESSAGE):
                way = "request" if kind == binlog.CLIENT_MESSAGE else "response"
                if SUMMARY["methods"][methods[call]][way]["has_headers"]:
                    yield methods[call], way, binlog.first(binlog.first(binlog.first(record, 8), 2), 1)

    def test_bytes_by_field_equal_a_second_reading(self):
        expected = collections.defaultdict(collections.Counter)
        for method, way, header in self.headers():
            layout = LAYOUTS[self.report["headers_per_method"][method][way]["type"].rpartition(".")[2]]
            account(header, layout, (), expected)
        actual = {
            line["path"]: {key: line[key] for key in ("count", "tag_bytes", "length_bytes", "value_bytes")}
            for line in self.report["headers_total"]["all"]["fields"]
        }
        self.assertEqual(
            actual,
            {
                ".".join(path): {"length_bytes": 0, "value_bytes": 0, **counts}
                for path, counts in expected.items()
            },
        )

    def test_header_lengths_equal_a_second_reading(self):
        expected = collections.defaultdict(list)
        for method, way, header in self.headers():
            expected[method, way].append(len(header))
            expected["all"].append(len(header))
        for key, lengths in expected.items():
            where = self.report["headers_total"]["all"] if key == "all" else self.report["headers_per_method"][key[0]][key[1]]
            lengths.sort()
            actual = where["lengths"]
            self.assertEqual(actual["histogram"], {str(k): v for k, v in collections.Counter(lengths).items()}, key)
            for name, percent in (("p50", 50), ("p90", 90), ("p99", 99), ("max", 100)):
                rank = -(-len(lengths) * percent // 100)
                self.assertEqual(actual[name], lengths[rank - 1], (key, name))

    def test_fields_and_levels_add_up_to_the_headers(self):
        for method, ways in self.report["headers_per_method"].items():
            for way, headers in ways.items():
                whole = self.report["methods"][method][way]["header_bytes"]
                for part in ("fields", "levels"):
                    total = sum(line["tag_bytes"] + line["length_bytes"] + line["value_bytes"] for line in headers[part])
                    self.assertEqual(total, whole, (method, way, part))

    def test_cost_is_measured_for_every_row_with_headers(self):
        rows = [headers for ways in self.report["headers_per_method"].values() for headers in ways.values()]
        self.assertEqual(sum(headers["cost"] is not None for headers in rows), sum(headers["read"] > 0 for headers in rows))
        for headers in rows:
            if headers["cost"] is None:
                continue
            for time in ("decode_ns", "encode_ns", "canonical_ns"):
                self.assertGreater(headers["cost"][time], 0)
            self.assertEqual(headers["cost"]["headers"], headers["read"])
            self.assertEqual(headers["cost"]["sample"], headers["read"])
            self.assertGreater(headers["cost"]["repetitions"], 0)

    def test_no_cost_measures_nothing(self):
        report = self.succeed("overhead", "--no-cost", "--format", "json", str(SAMPLE)).json
        self.assertIsNone(report["headers_total"]["all"]["cost"])

    def test_csv_has_a_line_for_each_method_and_direction(self):
        text = self.succeed("overhead", "--format", "csv", str(SAMPLE)).out
        rows = list(csv.DictReader(io.StringIO(text)))
        expected = {(method, way): row for method, ways in SUMMARY["methods"].items() for way, row in ways.items()}
        self.assertEqual({(row["method"], row["direction"]) for row in rows}, expected.keys())
        for row in rows:
            known = expected[row["method"], row["direction"]]
            for key in ("messages", "message_bytes", "header_bytes", "payload_bytes", "framing_bytes"):
                self.assertEqual(int(row[key]), known[key], row)
            self.assertEqual(row["type"], known["type"])
            self.assertEqual(row["header_type"] != "", known["has_headers"])
            self.assertAlmostEqual(float(row["header_share"]), known["header_bytes"] / known["message_bytes"], 5)
            self.assertEqual(row["decode_ns"] != "", known["has_headers"])

    def test_the_table_fits_120_columns_and_shows_the_totals(self):
        text = self.succeed("overhead", str(SAMPLE)).out
        self.assertLessEqual(max(map(len, text.splitlines())), 120)
        self.assertIn("Headers take 24,416 of them: 10.4 %.", text)
        self.assertRegex(text, r"(?m)^both +1,473 +234,518 +24,416 +204,363 +5,739 +10\.4 %")
        self.assertRegex(text, r"(?m)^  CompareAndSet +request +35 +1,229 +650 +439 +140 +52\.9 %")
        self.assertRegex(text, r"(?m)^all +1,445 .* 1,445 ")
        for title in ("TOTAL", "METHODS", "HEADER FIELDS", "NESTING LEVELS", "COST", "LOG", "NOTES"):
            self.assertEqual(len(re.findall(rf"(?m)^{title}", text)), 1, title)

    def test_a_seed_gives_the_same_report_again(self):
        one, two = (self.succeed("overhead", "--no-cost", "--seed", "5", str(SAMPLE)).out for _ in range(2))
        self.assertEqual(one, two)


if __name__ == "__main__":
    unittest.main()
