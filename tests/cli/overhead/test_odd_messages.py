# SPDX-License-Identifier: Apache-2.0
"""What messages do that a reader of their headers may not expect: one test each."""
import unittest

import binlog
from binlog import REQUEST, SET, TRAILER, WATCH, block, call, entry, go, number
from trap_test import TrapTest

HEADER = len(binlog.command_headers())


class Headers(TrapTest):
    def test_field_1_is_no_header_where_the_method_says_so(self):
        # The response's field 1 is a Timestamp: a block, as a header is.
        event = block(1, number(1, 1700000000)) + block(2, b"event")
        report = self.report(go(*call(1, method=WATCH, request=b"\x08\x01", response=event)))
        for way, size in (("request", 2), ("response", len(event))):
            row = report["methods"][WATCH][way]
            self.assertEqual((row["has_headers"], row["header_bytes"], row["payload_bytes"]), (False, 0, size))

    def test_methods_outside_the_table_are_all_payload(self):
        report = self.report(go(*call(1, method="/shop.Cart/Add", request=REQUEST)))
        self.check_requests(
            report, method="/shop.Cart/Add", header_bytes=None, payload_bytes=len(REQUEST), has_headers=False, type=None
        )

    def test_empty_sub_messages_and_an_empty_payload_are_counted(self):
        data = bytes.fromhex("0a08 0a06 0a04 0a02 0a00 1200")
        report = self.report(go(*call(1, request=data)))
        self.check_requests(report, message_bytes=12, header_bytes=8, payload_bytes=0, framing_bytes=4)
        lines = report["headers_per_method"][SET]["request"]["fields"]
        self.assertEqual([line["level"] for line in lines], [1, 2, 3, 4])

    def test_an_absent_payload_takes_no_bytes(self):
        report = self.report(go(*call(1, request=block(1, binlog.command_headers()))))
        self.check_requests(report, header_bytes=HEADER, payload_bytes=0, framing_bytes=2)

    def test_a_message_without_field_1_has_no_header(self):
        report = self.report(go(*call(1, request=block(2, b"abc"))))
        self.check_requests(report, header_bytes=0, payload_bytes=3, framing_bytes=2)
        self.check_oddities(report, absent_headers=1)

    def test_a_malformed_header_is_counted_and_not_fatal(self):
        report = self.report(go(*call(1, request=block(1, b"\x0a\x05\x01")), *call(2, request=REQUEST)))
        self.check_requests(report, messages=2, header_bytes=3 + HEADER)
        headers = report["headers_per_method"][SET]["request"]
        self.assertEqual((headers["read"], headers["malformed"], headers["malformed_bytes"]), (1, 1, 3))
        self.check_oddities(report, malformed_headers=1)

    def test_several_fields_1_are_one_header(self):
        one, two = binlog.command_headers(), number(2, 1000)
        report = self.report(go(*call(1, request=block(1, one) + block(2, b"abc") + block(1, two))))
        self.check_requests(report, header_bytes=len(one) + len(two), payload_bytes=3, framing_bytes=6)
        headers = report["headers_per_method"][SET]["request"]
        self.assertEqual(headers["lengths"]["histogram"], {str(len(one) + len(two)): 1})
        self.assertEqual((headers["duplicated"], headers["canonical"]), (1, 0))

    def test_a_header_that_is_not_canonical_is_counted_by_its_own_bytes(self):
        # A padded varint, an unknown field with a group, and fields out of order.
        data = b"\x10\x81\x00" + b"\x0a\x00" + b"\x1b\x08\x01\x1c"
        report = self.report(go(*call(1, request=block(1, data))))
        headers = report["headers_per_method"][SET]["request"]
        lines = {line["path"]: line for line in headers["fields"] if line["path"] != "(unknown fields)"}
        self.assertEqual(lines["sequence_num"]["value_bytes"], 2)
        unknown = [line for line in headers["fields"] if line["path"] == "(unknown fields)"]
        self.assertEqual([(line["level"], line["tag_bytes"], line["value_bytes"]) for line in unknown], [(1, 2, 0), (2, 1, 1)])
        total = sum(line["tag_bytes"] + line["length_bytes"] + line["value_bytes"] for line in headers["fields"])
        self.assertEqual(total, len(data))

    def test_a_message_malformed_behind_its_header_still_has_one(self):
        report = self.report(go(*call(1, request=block(1, binlog.command_headers()) + b"\x12\x7fabc")))
        self.check_requests(report, header_bytes=HEADER, payload_bytes=0)
        self.assertEqual(report["headers_per_method"][SET]["request"]["other_bytes"], 5)
        self.assertEqual(report["oddities"]["malformed_messages"], 1)

    def test_answers_that_one_side_did_not_log_are_not_made_up(self):
        entries = call(1, request=REQUEST)
        report = self.report(go(*entries[:3], entry(1, 4, TRAILER, binlog.trailer(8))))
        self.assertNotIn("response", report["methods"][SET])
        self.assertEqual(report["event_types"]["EVENT_TYPE_SERVER_HEADER"], 1)


if __name__ == "__main__":
    unittest.main()
