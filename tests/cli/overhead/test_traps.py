# SPDX-License-Identifier: Apache-2.0
"""What binary logs do that a reader may not expect: one test each."""
import collections
import unittest

import binlog
from binlog import (
    CANCEL,
    CLIENT,
    CLIENT_HEADER,
    CLIENT_MESSAGE,
    REQUEST,
    RESPONSE,
    SERVER,
    SERVER_MESSAGE,
    SET,
    TRAILER,
    WATCH,
    block,
    call,
    entry,
    go,
    java,
    message,
    number,
)
from program import DATA, MALFORMED, run
from trap_test import TrapTest

TRAFFIC = DATA / "traffic"
HEADER = len(binlog.command_headers())


class FieldOrder(TrapTest):
    def test_payload_last_and_ascending_fields_are_read_alike(self):
        peer = block(11, number(1, 1) + block(2, b"127.0.0.1"))
        front = block(1, number(1, 1)) + number(2, 1)

        def with_payload(sequence, kind, payload, is_last):
            own = front + number(3, sequence) + number(4, kind) + number(5, CLIENT)
            return own + (peer + block(*payload) if is_last else block(*payload) + peer)

        for is_last in (True, False):
            report = self.report(
                go(
                    with_payload(1, CLIENT_HEADER, binlog.client_header(SET), is_last),
                    with_payload(2, CLIENT_MESSAGE, message(REQUEST), is_last),
                    with_payload(3, TRAILER, binlog.trailer(5), is_last),
                )
            )
            self.check_requests(report, messages=1, header_bytes=HEADER)
            self.assertEqual(report["trailer_status_codes"], {"5": 1})
            self.check_oddities(report)


class Framing(TrapTest):
    def test_both_framings_are_told_apart_by_the_first_byte(self):
        for frame, name in ((go, "go"), (java, "java")):
            report = self.report(frame(*call(1, request=REQUEST, response=RESPONSE)))
            self.assertEqual(report["files"][0]["framing"], name)
            self.check_requests(report, messages=1, header_bytes=HEADER)

    def test_a_flag_overrides_the_detection(self):
        log = java(b"", *call(1, request=REQUEST))
        self.check_requests(self.report(log, "--framing", "java"), messages=1)
        # Taken for the length of a record as grpc-go writes it, the front says something else.
        self.report(log, code=MALFORMED, error="at byte 0")

    def test_a_varint_length_of_more_than_ten_bytes_is_malformed(self):
        self.report(b"\xff" * 11, code=MALFORMED, error="at byte 0: no record: its length runs past 10 bytes")


class Loggers(TrapTest):
    LOG = go(*call(1, request=REQUEST, logger=CLIENT), *call(2, request=REQUEST, logger=SERVER))

    def test_client_and_server_in_one_file_are_split(self):
        report = self.report(self.LOG)
        self.check_requests(report, messages=2, header_bytes=2 * HEADER)
        self.assertEqual(report["loggers"], {"LOGGER_CLIENT": 5, "LOGGER_SERVER": 5})
        for side in report["totals_by_logger"].values():
            self.assertEqual(side["request"]["header_bytes"], HEADER)
        table = self.succeed("overhead", "--no-cost", "-", stdin=self.LOG).out
        self.assertIn("Client and server both logged here", table)

    def test_a_flag_selects_one_side(self):
        for side in ("client", "server"):
            report = self.report(self.LOG, "--logger", side)
            self.check_requests(report, messages=1, header_bytes=HEADER)
            self.assertEqual(report["loggers"], {f"LOGGER_{side.upper()}": 5})
            self.check_oddities(report, entries_of_other_logger=5)

    def test_the_two_sides_have_call_ids_of_their_own(self):
        log = go(*call(1, request=REQUEST, logger=CLIENT), *call(1, method=WATCH, request=b"\x08\x01", logger=SERVER))
        report = self.report(log)
        self.assertEqual(report["calls"], 2)
        self.check_oddities(report)


class CollidingCallIds(TrapTest):
    def test_a_second_client_header_begins_another_call(self):
        log = go(
            *call(1, request=REQUEST)[:2],
            entry(1, 0, CLIENT_HEADER, binlog.client_header(WATCH)),
            entry(1, 2, CLIENT_MESSAGE, message(b"\x08\x01")),
        )
        report = self.report(log)
        self.assertEqual(report["calls_per_method"], {SET: 1, WATCH: 1})
        self.check_requests(report, messages=1, header_bytes=HEADER)
        self.check_requests(report, method=WATCH, messages=1, header_bytes=0)
        self.check_oddities(report, reused_call_ids=1, calls_without_trailer=2)

    def test_sequence_id_1_again_begins_another_call_of_unknown_method(self):
        log = go(*call(1, request=REQUEST), entry(1, 1, CLIENT_MESSAGE, message(REQUEST)), entry(1, 2, CANCEL))
        report = self.report(log)
        self.assertEqual(report["calls"], 2)
        self.check_requests(report, messages=1)
        self.check_requests(report, method="(unknown call)", messages=1, header_bytes=None, has_headers=False, type=None)
        self.check_oddities(report, reused_call_ids=1, entries_of_unknown_calls=2, calls_without_trailer=1)

    def test_concatenated_files_count_every_call(self):
        sample = (TRAFFIC / "atomix-client.binlog").read_bytes()
        once, twice = self.report(sample), self.report(sample + sample)
        self.assertEqual(twice["calls"], 2 * once["calls"])
        self.assertEqual(twice["oddities"]["reused_call_ids"], once["calls"])
        for method, ways in once["methods"].items():
            for way, row in ways.items():
                self.assertEqual(twice["methods"][method][way]["header_bytes"], 2 * row["header_bytes"], method)


class CutTail(TrapTest):
    def test_what_was_read_is_reported_and_then_where_the_file_ends(self):
        report = self.report(
            TRAFFIC / "cut-tail.binlog",
            code=MALFORMED,
            error="at byte 65516: the file ends inside a record, after 20 of its 25 bytes",
        )
        self.assertEqual(report["entries"], 416)
        self.assertEqual(report["files"][0]["records"], 416)
        self.assertEqual(report["files"][0]["error"]["offset"], 65516)
        self.assertGreater(report["totals"]["all"]["header_bytes"], 0)

    def test_every_cut_of_a_log_reports_the_records_before_it(self):
        whole = call(1, request=REQUEST, response=RESPONSE)
        for frame in (go, java):
            log = frame(*whole)
            ends = [len(frame(*whole[:count])) for count in range(len(whole) + 1)]
            for size in range(1, len(log)):
                records = max(i for i, end in enumerate(ends) if end <= size)
                if size in ends:
                    report = self.report(log[:size])
                else:
                    report = self.report(log[:size], code=MALFORMED, error=f"at byte {ends[records]}: the file ends inside")
                self.assertEqual(report["entries"], records, size)

    def test_a_file_of_0_bytes_is_empty_and_no_error(self):
        report = self.report(b"", error="standard input: the file is empty")
        self.assertEqual((report["entries"], report["file_bytes"], report["methods"]), (0, 0, {}))
        self.assertIn("empty file", run("overhead", "-").out)

    def test_a_record_above_the_limit_ends_the_file(self):
        log = go(*call(1, request=REQUEST)) + b"\x00\x20\x00\x00" + b"\0" * 100
        at = len(go(*call(1, request=REQUEST)))
        error = f"at byte {at}: a record of 2097152 bytes is above the limit of 1000000 (--max-record)"
        report = self.report(log, "--max-record", "1000000", code=MALFORMED, error=error)
        self.check_requests(report, messages=1)

    def test_a_record_longer_than_any_buffer_is_read(self):
        big = block(1, binlog.command_headers()) + block(2, b"x" * 5_000_000)
        for frame in (go, java):
            log = frame(*call(1, request=big), *call(2, request=REQUEST))
            report = self.report(log, "--framing", "go" if frame is go else "java")
            self.check_requests(report, messages=2, message_bytes=len(big) + len(REQUEST), header_bytes=2 * HEADER)


class Order(TrapTest):
    def test_entries_out_of_time_order_are_counted_as_any_other(self):
        entries = call(1, request=REQUEST, seconds=20)
        entries[2:2] = call(2, request=REQUEST, seconds=10)
        entries[2:2] = call(3, request=REQUEST, seconds=20, nanos=4)
        report = self.report(go(*entries))
        self.check_requests(report, messages=3)
        self.check_oddities(report, entries_older_than_before=2)

    def test_a_message_before_the_header_of_its_call_is_of_an_unknown_call(self):
        entries = call(1, request=REQUEST, response=RESPONSE)
        entries[0], entries[1] = entries[1], entries[0]
        report = self.report(go(*entries))
        self.check_requests(report, method="(unknown call)", messages=1, payload_bytes=len(REQUEST))
        self.assertEqual(report["methods"][SET]["response"]["messages"], 1)
        self.assertEqual(report["calls"], 1)
        self.check_oddities(report, entries_of_unknown_calls=1)

    def test_calls_interleave(self):
        one, two = call(1, request=REQUEST), call(2, method=WATCH, request=b"\x08\x01")
        report = self.report(go(*(each for pair in zip(one, two) for each in pair)))
        self.check_requests(report, messages=1, header_bytes=HEADER)
        self.check_requests(report, method=WATCH, messages=1, message_bytes=2)


class EndOfCalls(TrapTest):
    def test_cancel_is_not_the_end(self):
        report = self.report(go(*call(1, request=REQUEST)[:3], entry(1, 4, CANCEL), entry(1, 5, TRAILER, binlog.trailer(1))))
        self.assertEqual(report["trailer_status_codes"], {"1": 1})
        self.check_oddities(report)

    def test_entries_behind_the_trailer_still_belong_to_the_call(self):
        entries = call(1, request=REQUEST, response=RESPONSE)
        entries[3], entries[4] = entries[4], entries[3]
        report = self.report(go(*entries))
        self.assertEqual(report["methods"][SET]["response"]["messages"], 1)
        self.check_oddities(report)

    def test_a_call_need_not_end(self):
        report = self.report(go(call(1)[0], *call(2, request=REQUEST)))
        self.assertEqual(report["calls"], 2)
        self.check_oddities(report, calls_without_trailer=1, calls_with_client_header_only=1)

    def test_a_cancel_alone_has_no_method(self):
        report = self.report(go(entry(1, 1, CANCEL)))
        self.assertEqual((report["calls"], report["calls_with_client_header"], report["methods"]), (1, 0, {}))
        self.check_oddities(report, entries_of_unknown_calls=1, calls_without_trailer=1)

    def test_call_ids_with_gaps_are_no_lost_calls(self):
        report = self.report(go(*call(1, request=REQUEST), *call(900, request=REQUEST)))
        self.assertEqual(report["calls"], 2)
        self.check_oddities(report)


class Truncation(TrapTest):
    def test_the_sample_of_cut_messages_equals_a_second_reading(self):
        log = TRAFFIC / "truncated-messages.binlog"
        methods, expected = {}, collections.Counter()
        for record in binlog.records(log.read_bytes()):
            kind = binlog.integer(binlog.first(record, 4))
            own = binlog.integer(binlog.first(record, 2))
            expected["truncated"] += binlog.integer(binlog.first(record, 10))
            if kind == CLIENT_HEADER:
                methods[own] = binlog.first(binlog.first(record, 6), 2).decode()
            elif kind in (CLIENT_MESSAGE, SERVER_MESSAGE):
                said = binlog.first(record, 8)
                expected["messages"] += 1
                expected["bytes"] += binlog.integer(binlog.first(said, 1))
                data = binlog.first(said, 2)
                has_headers = not methods[own].endswith(("/Watch", "/Bootstrap"))
                if has_headers and data[:1] == b"\x0a" and data[1] <= len(data) - 2:
                    expected["headers"] += data[1]
        report = self.report(log)
        self.assertEqual(
            {
                "truncated": report["truncated_entries"],
                "messages": report["totals"]["all"]["messages"],
                "bytes": report["totals"]["all"]["message_bytes"],
                "headers": report["totals"]["all"]["header_bytes"],
            },
            expected,
        )

    def test_every_cut_counts_the_length_and_the_header_if_field_1_is_whole(self):
        header = binlog.command_headers()
        data = block(1, header) + block(2, b"x" * 200) + number(3, 5)
        front = len(block(1, header))
        for size in range(len(data)):
            log = call(1)[:1] + [entry(1, 2, CLIENT_MESSAGE, message(data[:size], len(data)), truncated=True)]
            report = self.report(go(*log))
            is_whole = size >= front
            sees_payload = size >= front + 3
            self.check_requests(
                report,
                messages=1,
                message_bytes=len(data),
                header_bytes=HEADER if is_whole else None,
                payload_bytes=200 if sees_payload else 0,
                framing_bytes=2 * is_whole + 3 * sees_payload,
            )
            headers = report["headers_per_method"][SET]["request"]
            self.assertEqual((headers["read"], headers["cut"]), (int(is_whole), int(not is_whole)), size)
            self.assertEqual(headers["malformed_messages"], 0)
            parts = report["methods"][SET]["request"]
            self.assertEqual(
                headers["other_bytes"],
                len(data) - (parts["header_bytes"] or 0) - parts["payload_bytes"] - parts["framing_bytes"],
            )

    def test_a_filter_without_messages_still_gives_their_lengths(self):
        report = self.report(go(call(1)[0], entry(1, 2, CLIENT_MESSAGE, message(b"", 77), truncated=True)))
        self.check_requests(report, messages=1, message_bytes=77, header_bytes=None)
        self.check_oddities(report, cut_headers=1, calls_without_trailer=1)


class Records(TrapTest):
    def test_empty_records_are_skipped(self):
        entries = call(1, request=REQUEST)
        report = self.report(go(b"", *entries[:2], b"", *entries[2:], b""))
        self.assertEqual((report["entries"], report["files"][0]["records"]), (5, 8))
        self.check_requests(report, messages=1)
        self.check_oddities(report, empty_records=3)

    def test_the_sample_with_an_empty_record_is_read_to_its_end(self):
        report = self.report(TRAFFIC / "empty-record.binlog")
        records = list(binlog.records((TRAFFIC / "empty-record.binlog").read_bytes()))
        self.assertIn(b"", records)
        self.assertEqual(report["entries"], len([each for each in records if each]))

    def test_a_status_message_that_is_not_utf8_is_no_error(self):
        data = (TRAFFIC / "not-utf8.binlog").read_bytes()
        report = self.report(TRAFFIC / "not-utf8.binlog")
        self.assertEqual(report["entries"], len(list(binlog.records(data))))
        self.assertNotIn("undecodable_records", report["oddities"])
        own = call(1, request=REQUEST)[:4] + [entry(1, 5, TRAILER, binlog.trailer(3, b"\xff\xfe"))]
        self.assertEqual(self.report(go(*own))["trailer_status_codes"], {"3": 1})

    def test_a_method_name_that_is_not_utf8_is_shown_in_escapes(self):
        first = entry(1, 1, CLIENT_HEADER, (6, block(2, b"/a.B/\xff\x1b[31m,\"")))
        report = self.report(go(first, entry(1, 2, CLIENT_MESSAGE, message(b"abc"))))
        self.assertEqual(list(report["methods"]), ['/a.B/\\xff\\u001b[31m,"'])
        table = run("overhead", "-", stdin=go(first, entry(1, 2, CLIENT_MESSAGE, message(b"abc"))))
        self.assertNotIn(b"\x1b", table.raw)

    def test_a_record_that_does_not_decode_is_told_and_the_next_one_read(self):
        good = call(1, request=REQUEST)
        at = len(go(*good[:2]))
        log = go(*good[:2], b"\x12", *good[2:], b"\x0f")
        outcome = run("overhead", "--no-cost", "--format", "json", "-", stdin=log)
        self.assertEqual(outcome.code, MALFORMED)
        self.assertEqual(len(outcome.err.splitlines()), 2)
        self.assertIn(f"the record at byte {at} does not decode: ", outcome.err)
        self.assertEqual(outcome.json["entries"], 5)
        self.check_oddities(outcome.json, undecodable_records=2)

    def test_only_the_first_few_of_many_bad_records_are_told(self):
        outcome = run("overhead", "--no-cost", "--format", "json", "-", stdin=go(*[b"\x0f"] * 1000))
        self.assertEqual(outcome.json["oddities"]["undecodable_records"], 1000)
        self.assertEqual(len(outcome.err.splitlines()), 6)
        self.assertIn("995 more records do not decode", outcome.err)


class Java(TrapTest):
    def test_the_first_call_has_id_0_which_is_absent(self):
        report = self.report(java(*call(0, request=REQUEST), *call(1, request=REQUEST)))
        self.assertEqual(report["calls"], 2)
        self.check_requests(report, messages=2)
        self.check_oddities(report)


class Limits(TrapTest):
    def test_the_oldest_open_call_is_forgotten_and_counted(self):
        log = go(call(1)[0], call(2)[0], call(3)[0], call(1, request=REQUEST)[1], call(3, request=REQUEST)[1])
        report = self.report(log, "--max-open-calls", "2")
        self.check_requests(report, messages=1)
        self.check_requests(report, method="(unknown call)", messages=1)
        # Call 1 to make room for call 3, and call 2 for the rest of call 1.
        self.assertEqual(report["oddities"]["evicted_calls"], 2)

    def test_finished_calls_go_first_and_are_not_lost(self):
        log = go(call(1)[0], *call(2), *call(3), *call(4), call(1, request=REQUEST)[1])
        report = self.report(log, "--max-open-calls", "2")
        self.check_requests(report, messages=4)
        self.assertNotIn("evicted_calls", report["oddities"])
        self.assertNotIn("entries_of_unknown_calls", report["oddities"])

    def test_methods_beyond_the_limit_share_a_row(self):
        log = go(*(each for i in range(1, 9) for each in call(i, method=f"/a.B/{i}", request=b"abc")))
        report = self.report(log, "--max-methods", "3")
        self.assertEqual(sorted(report["methods"]), ["(other methods)", "/a.B/1", "/a.B/2", "/a.B/3"])
        self.check_requests(report, method="(other methods)", messages=5, payload_bytes=15)


if __name__ == "__main__":
    unittest.main()
