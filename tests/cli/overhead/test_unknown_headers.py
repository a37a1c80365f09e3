# SPDX-License-Identifier: Apache-2.0
"""Where it is not known what headers take, no report says that they take nothing."""
import csv
import io
import unittest

import binlog
from binlog import CLIENT_MESSAGE, REQUEST, RESPONSE, SET, WATCH, call, entry, go, message
from program import SUCCESS, run
from trap_test import TrapTest

CART = "/shop.v1.Cart/Add"
HEADER = len(binlog.command_headers())


def cut(number, size=0):
    """A call whose request is logged up to that size."""
    return [
        call(number)[0],
        entry(number, 2, CLIENT_MESSAGE, message(REQUEST[:size], len(REQUEST)), truncated=True),
        call(number)[4],
    ]


ALL_CUT = go(*cut(1), *cut(2, 3))
SOME_CUT = go(*cut(1), *call(2, request=REQUEST)[:2], call(2)[4])
NOT_KNOWN = go(*call(1, method=CART, request=REQUEST, response=RESPONSE))
KNOWN_NONE = go(*call(1, method=WATCH, request=b"\x08\x01", response=b"\x08\x01"))


class UnknownHeaders(TrapTest):
    def table(self, log, *flags):
        return self.succeed("overhead", "--no-cost", *flags, "-", stdin=log).out

    def row(self, log, *flags):
        """The row of the request, as CSV."""
        text = self.succeed("overhead", "--no-cost", "--format", "csv", *flags, "-", stdin=log).out
        return next(row for row in csv.DictReader(io.StringIO(text)) if row["direction"] == "request")

    def test_a_log_without_known_headers_says_so(self):
        table = self.table(NOT_KNOWN)
        self.assertIn("No method in this log carries a header that is known: --header says which do.\n", table)
        self.assertNotIn(" %.", table)
        self.assertNotIn("0.0 %", table)
        self.assertRegex(table, r"(?m)^  Add +request +1 +[0-9]+ +unknown +[0-9]+ +0 +unknown +- +- +- +-$")
        report = self.report(NOT_KNOWN)
        self.check_requests(report, method=CART, header_bytes=None, payload_bytes=len(REQUEST))
        for headers in (report["headers_total"]["all"], report["headers_per_method"][CART]["request"]):
            self.assertIsNone(headers["header_share"])
            self.assertEqual([headers["lengths"][name] for name in ("count", "p50", "p90", "p99", "max")], [0, None, None, None, None])
        row = self.row(NOT_KNOWN)
        self.assertEqual((row["header_bytes"], row["header_share"], row["headers"], row["header_p50"]), ("", "", "0", ""))

    def test_a_rule_makes_it_known(self):
        rule = ("--header", f"{CART} request CommandRequestHeaders")
        self.assertIn(
            f"2 messages of {len(REQUEST + RESPONSE)} bytes.\n"
            f"Where the header is known, in 1 message of {len(REQUEST)} bytes, headers take {HEADER}: {100 * HEADER / len(REQUEST):.1f} %.\n"
            "Of 1 message it is not known whether there is one: --header says it.\n",
            self.table(NOT_KNOWN, *rule),
        )
        self.assertEqual(self.report(NOT_KNOWN, *rule)["headers_total"]["all"]["header_share"], HEADER / len(REQUEST))
        none = ("--header", f"{CART} request none")
        # Of the responses it is still not known, so there is no share of the whole.
        self.assertIn("No method in this log carries a header that is known", self.table(NOT_KNOWN, *none))
        report = self.report(NOT_KNOWN, *none)
        self.assertEqual(report["headers_per_method"][CART]["request"]["header_share"], 0)
        self.assertIsNone(report["headers_per_method"][CART]["response"]["header_share"])

    def test_methods_that_are_known_to_carry_none_take_0(self):
        self.assertIn("Headers take 0 of them: 0.0 %.", self.table(KNOWN_NONE))
        self.assertEqual(self.report(KNOWN_NONE)["headers_total"]["all"]["header_share"], 0)
        self.assertEqual(self.row(KNOWN_NONE)["header_share"], "0.000000")

    def test_headers_that_are_all_cut_off_are_unknown(self):
        table = self.table(ALL_CUT)
        self.assertIn("What headers take of them is unknown: all are cut off in the log.\n", table)
        self.assertRegex(table, rf"(?m)^  Set +request +2 +{2 * len(REQUEST)} +unknown +0 +0 +{2 * len(REQUEST)} +unknown +- +- +- +-$")
        report = self.report(ALL_CUT)
        self.check_requests(report, messages=2, header_bytes=None)
        self.assertIsNone(report["totals"]["all"]["header_bytes"])
        self.assertIsNone(report["totals_by_logger"]["LOGGER_CLIENT"]["request"]["header_bytes"])
        self.assertIsNone(report["headers_total"]["all"]["header_share"])
        self.check_oddities(report, cut_headers=2)
        row = self.row(ALL_CUT)
        self.assertEqual((row["header_bytes"], row["header_share"], row["headers"], row["header_max"]), ("", "", "0", ""))

    def test_one_whole_header_is_counted(self):
        self.assertIn(
            f"2 messages of {2 * len(REQUEST)} bytes.\n"
            f"Where the header is known, in 1 message of {len(REQUEST)} bytes, headers take {HEADER}: {100 * HEADER / len(REQUEST):.1f} %.\n"
            "1 header is cut off in the log.\n\n",
            self.table(SOME_CUT),
        )
        report = self.report(SOME_CUT)
        self.check_requests(report, messages=2, header_bytes=HEADER)
        for headers in (report["headers_total"]["all"], report["headers_per_method"][SET]["request"]):
            self.assertEqual((headers["header_share"], headers["cut"]), (HEADER / len(REQUEST), 1))
            self.assertEqual((headers["known_messages"], headers["known_bytes"]), (1, len(REQUEST)))
        self.check_oddities(report, cut_headers=1)
        row = self.row(SOME_CUT)
        self.assertEqual((row["header_bytes"], row["headers"], row["headers_cut"]), (str(HEADER), "1", "1"))
        self.assertAlmostEqual(float(row["header_share"]), HEADER / len(REQUEST), 5)

    def test_cut_headers_do_not_lower_the_share(self):
        one = self.report(go(*call(1, request=REQUEST)[:2], call(1)[4]))["headers_total"]["all"]["header_share"]
        many = go(*call(1, request=REQUEST)[:2], call(1)[4], *(each for number in range(2, 1002) for each in cut(number, 3)))
        headers = self.report(many)["headers_total"]["all"]
        self.assertEqual((headers["header_share"], headers["cut"]), (one, 1000))
        self.assertIn("1,000 headers are cut off in the log.\n\n", self.table(many))

    def test_known_and_unknown_methods_in_one_log(self):
        log = go(*call(1, request=REQUEST, response=RESPONSE), *call(2, method=CART, request=REQUEST * 100, response=b""))
        report = self.report(log)
        self.assertEqual(report["totals"]["request"]["header_bytes"], HEADER)
        self.assertEqual(report["headers_total"]["request"]["header_share"], HEADER / len(REQUEST))
        self.check_requests(report, method=CART, header_bytes=None)
        self.assertIsNone(report["methods"][CART]["response"]["header_bytes"])
        self.assertIn("Of 2 messages it is not known whether there is one: --header says it.\n\n", self.table(log))

    def test_no_message_takes_nothing(self):
        report = self.report(go(call(1)[0], call(1)[4]))
        self.assertEqual(report["totals"]["all"]["header_bytes"], 0)
        self.assertIsNone(report["headers_total"]["all"]["header_share"])

    def test_a_rule_for_all_methods_says_nothing_of_unknown_calls(self):
        log = go(entry(7, 2, CLIENT_MESSAGE, message(REQUEST)))
        for header in ("CommandRequestHeaders", "none"):
            outcome = run("overhead", "--no-cost", "--format", "json", "--header", f"* request {header}", "-", stdin=log)
            self.assertEqual(outcome.code, SUCCESS, outcome.err)
            self.assertIn("matches no method in what was read", outcome.err)
            self.check_requests(outcome.json, method="(unknown call)", header_bytes=None, has_headers=False)
            # A name that a log may give, though no method has it, is not a method either.
            named = go(*call(1, method="(unknown call)", request=REQUEST, response=b"")[:2])
            outcome = run("overhead", "--no-cost", "--format", "json", "--header", f"* request {header}", "-", stdin=named)
            self.assertIn("matches no method in what was read", outcome.err)

    def test_an_empty_header_takes_0_though_others_are_cut(self):
        log = go(*cut(1), *call(2, request=b"\x0a\x00")[:2], call(2)[4])
        self.check_requests(self.report(log), messages=2, header_bytes=0)

    def test_each_row_and_direction_speaks_for_itself(self):
        report = self.report(ALL_CUT + go(*call(3, method=CART, request=REQUEST, response=RESPONSE), *call(4, response=RESPONSE)[2:4]))
        shares = {method: ways["request"]["header_share"] for method, ways in report["headers_per_method"].items() if "request" in ways}
        self.assertEqual(shares, {SET: None, CART: None})


if __name__ == "__main__":
    unittest.main()
