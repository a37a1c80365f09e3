# SPDX-License-Identifier: Apache-2.0
"""Raw gRPC frames of one method and direction."""
import json
import struct
import unittest

from binlog import REQUEST, SET
from program import DATA, MALFORMED, ProgramTest, USAGE, run

TRAFFIC = DATA / "traffic"
FLAGS = ("--frames", "--method", SET, "--direction", "request", "--no-cost", "--format", "json")


def frame(message, flag=0):
    return struct.pack(">BI", flag, len(message)) + message


class Frames(ProgramTest):
    def test_the_sample_frames_equal_their_index(self):
        for path in sorted(TRAFFIC.glob("atomix.*.bin")):
            service, method, way = path.name[: -len(".bin")].rsplit(".", 2)
            frames = [json.loads(line) for line in path.with_suffix("").with_suffix(f".{way}.idx.jsonl").read_text().splitlines()]
            name = f"/{service}/{method}"
            report = self.succeed("overhead", "--frames", "--method", name, "--direction", way, "--no-cost", "--format", "json", str(path)).json
            row = report["methods"][name][way]
            self.assertEqual(row["messages"], len(frames))
            self.assertEqual(row["message_bytes"], sum(each["len"] for each in frames))
            self.assertEqual(row["header_bytes"], sum(each["hdr_len"] for each in frames))
            self.assertEqual(report["headers_per_method"][name][way]["lengths"]["max"], max(each["hdr_len"] for each in frames))
            self.assertNotIn("entries", report)

    def test_compressed_frames_are_counted_and_left_out(self):
        report = self.succeed("overhead", *FLAGS, "-", stdin=frame(REQUEST) + frame(b"\x1f\x8b", 1) + frame(REQUEST)).json
        self.assertEqual(report["methods"][SET]["request"]["messages"], 2)
        self.assertEqual(report["oddities"], {"compressed_frames": 1})
        self.assertEqual(report["files"][0]["records"], 3)

    def test_another_flag_ends_the_file(self):
        outcome = run("overhead", *FLAGS, "-", stdin=frame(REQUEST) + frame(REQUEST, 2) + frame(REQUEST))
        self.assertEqual(outcome.code, MALFORMED)
        self.assertIn(f"at byte {len(frame(REQUEST))}: no gRPC frame: its flag is 2, not 0 or 1", outcome.err)
        self.assertEqual(outcome.json["methods"][SET]["request"]["messages"], 1)

    def test_a_cut_frame_ends_the_file(self):
        whole = frame(REQUEST)
        for size in range(1, len(whole)):
            outcome = run("overhead", *FLAGS, "-", stdin=whole + whole[:size])
            self.assertEqual(outcome.code, MALFORMED, size)
            self.assertIn(f"at byte {len(whole)}: the file ends inside", outcome.err)
            self.assertEqual(outcome.json["methods"][SET]["request"]["messages"], 1)

    def test_empty_messages_are_messages(self):
        report = self.succeed("overhead", *FLAGS, "-", stdin=frame(b"") * 3).json
        self.assertEqual(report["methods"][SET]["request"]["messages"], 3)
        self.assertEqual(report["oddities"], {"absent_headers": 3})

    def test_the_table_has_no_log_section(self):
        table = self.succeed("overhead", "--frames", "--method", SET, "--direction", "request", "-", stdin=frame(REQUEST)).out
        self.assertIn("gRPC frames", table)
        self.assertNotIn("\nLOG", table)

    def test_method_and_direction_belong_to_frames(self):
        self.fail_with(USAGE, "overhead", "--frames", "--method", SET, "-")
        self.fail_with(USAGE, "overhead", "--frames", "--direction", "request", "-")
        self.fail_with(USAGE, "overhead", "--method", SET, "-")
        self.fail_with(USAGE, "overhead", "--direction", "request", "-")
        self.fail_with(USAGE, "overhead", *FLAGS, "--framing", "go", "-")
        self.fail_with(USAGE, "overhead", *FLAGS, "--logger", "client", "-")
        for name in ("/a.B", "/a.B/", "//c", "/a/b/c", "/a b/c"):
            self.fail_with(USAGE, "overhead", "--frames", "--method", name, "--direction", "request", "-", text=f"--method: '{name}'")
        self.fail_with(USAGE, "overhead", "--frames", "--method", "Set", "--direction", "request", "-", text="--method: 'Set'")
        self.fail_with(USAGE, "overhead", "--frames", "--method", SET, "--direction", "up", "-", text="--direction")


if __name__ == "__main__":
    unittest.main()
