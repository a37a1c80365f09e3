# SPDX-License-Identifier: Apache-2.0
"""One thing is "1 record", "1 header is", in every line of the report; all others are many."""
import re
import unittest

from binlog import CLIENT_HEADER, CLIENT_MESSAGE, REQUEST, SERVER, SET, TRAILER, block, client_header, entry, go, message, trailer
from program import MALFORMED, SUCCESS, run
from trap_test import TrapTest

FRAMES = ("--frames", "--method", SET, "--direction", "request")


def request(data, number=1, length=None):
    """A call of one message."""
    return [
        entry(number, 1, CLIENT_HEADER, client_header(SET)),
        entry(number, 2, CLIENT_MESSAGE, message(data, length)),
        entry(number, 3, TRAILER, trailer()),
    ]


# What is wrong with a log, the lines that say so of one such thing, and of two.
NOTES = {
    "record": (lambda n: [b"\x0f"] * n, "1 record does not decode", "2 records do not decode"),
    "empty": (lambda n: [*[b""] * n, *request(REQUEST)], "1 empty record", "2 empty records"),
    "unknown call": (
        lambda n: [entry(7, 2, CLIENT_MESSAGE, message(b"x"))] * n,
        "1 entry whose call has no CLIENT_HEADER before it",
        "2 entries whose call has no CLIENT_HEADER before them",
    ),
    "older": (
        lambda n: [entry(1, 1, CLIENT_HEADER, client_header(SET), seconds=9)]
        + [entry(1, 2, CLIENT_MESSAGE, message(REQUEST), seconds=8 - at) for at in range(n)],
        "1 entry is older than the entry before it",
        "2 entries are older than the entry before them",
    ),
    "reused": (
        lambda n: request(REQUEST) * (n + 1),
        "1 call id was used a second time: several processes in one file",
        "2 call ids were used a second time: several processes in one file",
    ),
    "trailer": (
        lambda n: [each for number in range(n) for each in request(REQUEST, number + 1)[:2]],
        "1 call has no trailer",
        "2 calls have no trailer",
    ),
    "only header": (
        lambda n: [request(REQUEST, number + 1)[0] for number in range(n)],
        "1 call has a CLIENT_HEADER and nothing more",
        "2 calls have a CLIENT_HEADER and nothing more",
    ),
    "malformed": (lambda n: request(block(1, b"\x0f")) * n, "1 header does not decode", "2 headers do not decode"),
    "absent": (
        lambda n: request(block(2, b"x")) * n,
        "1 message of a type with headers has no field 1",
        "2 messages of types with headers have no field 1",
    ),
    "cut": (lambda n: request(b"", length=30) * n, "1 header is cut off in the log", "2 headers are cut off in the log"),
    "duplicated": (
        lambda n: request(REQUEST + block(1, b"")) * n,
        "1 message has several fields 1, whose contents were joined",
        "2 messages have several fields 1, whose contents were joined",
    ),
    "broken": (
        lambda n: request(REQUEST + b"\x0f") * n,
        "1 message is malformed outside of its header",
        "2 messages are malformed outside of their header",
    ),
    "not canonical": (
        lambda n: request(block(1, b"\x10\x80\x00")) * n,
        "1 header is not canonical: other readers may disagree",
        "2 headers are not canonical: other readers may disagree",
    ),
}


class Singular(TrapTest):
    def table(self, log, *flags):
        outcome = run("overhead", "--no-cost", *flags, "-", stdin=log)
        self.assertIn(outcome.code, (SUCCESS, MALFORMED), outcome.err)
        for text in (outcome.out, outcome.err):
            self.assertNotRegex(text, r"(?<![0-9,.])1 (\w+ )?(records|messages|bytes|headers|calls|entries|frames|are|have|do)\b")
        return outcome.out

    def test_notes(self):
        for name, (log, one, many) in NOTES.items():
            with self.subTest(name):
                self.assertIn(f"\n  {one}\n", self.table(go(*log(1))))
                self.assertIn(f"\n  {many}\n", self.table(go(*log(2))))

    def test_entries_of_the_other_logger(self):
        mine = request(REQUEST)
        other = [entry(9, 1, CLIENT_HEADER, client_header(SET), logger=SERVER)]
        self.assertIn("\n  1 entry of the other logger is left out\n", self.table(go(*mine, *other), "--logger", "client"))
        self.assertIn("\n  2 entries of the other logger are left out\n", self.table(go(*mine, *other * 2), "--logger", "client"))

    def test_forgotten_calls(self):
        calls = [request(REQUEST, number)[0] for number in (1, 2, 3)]
        self.assertIn("\n  1 open call was forgotten for want of room", self.table(go(*calls[:2]), "--max-open-calls", "1"))
        self.assertIn("\n  2 open calls were forgotten for want of room", self.table(go(*calls), "--max-open-calls", "1"))

    def test_frames(self):
        whole = b"\0" + len(REQUEST).to_bytes(4, "big") + REQUEST
        compressed = b"\1\0\0\0\1x"
        self.assertIn("\n  1 compressed frame is left out\n", self.table(whole + compressed, *FRAMES))
        self.assertIn("\n  2 compressed frames are left out\n", self.table(whole + compressed * 2, *FRAMES))
        table = self.table(b"\0\0\0\0\1x", *FRAMES)
        self.assertIn("gRPC frames, 6 bytes, 1 record\n", table)
        self.assertIn("\n1 message of 1 byte. ", table)

    def test_one_more_record(self):
        for count, end in ((6, "1 more record does not decode\n"), (7, "2 more records do not decode\n")):
            outcome = run("overhead", "--no-cost", "-", stdin=go(*[b"\x0f"] * count))
            self.assertTrue(outcome.err.endswith(f"headwire: {end}"), outcome.err)


if __name__ == "__main__":
    unittest.main()
