# SPDX-License-Identifier: Apache-2.0
"""Files that are no logs are called by their name, and logs are never taken for one."""
import gzip
import pathlib
import subprocess
import tempfile
import unittest

from binlog import CLIENT_HEADER, REQUEST, SET, TRAILER, block, call, client_header, entry, go, java
from program import DATA, MALFORMED, PROGRAM, SUCCESS, run
from samples import wrong_files
from trap_test import TrapTest

SAMPLE = DATA / "traffic" / "atomix-client.binlog"
FRAMES = ("--frames", "--method", SET, "--direction", "request")


class WrongFiles(TrapTest):
    def test_each_is_named_in_one_line(self):
        for name, remedy, data in wrong_files(SAMPLE.read_bytes()[:2000]):
            for flags in ((), FRAMES, ("--framing", "go"), ("--framing", "java")):
                with self.subTest(name, flags=flags):
                    outcome = self.fail_with(
                        MALFORMED, "overhead", "--format", "json", *flags, "-", stdin=data,
                        text=f"headwire: standard input: this is {name}: {remedy}",
                    )
                    (file,) = outcome.json["files"]
                    self.assertEqual((file["records"], file["framing"], file["error"]["offset"]), (0, None, 0))
                    self.assertTrue(file["error"]["text"].startswith(f"this is {name}: {remedy}"))

    def test_the_command_that_is_named_works(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "log.gz"
            path.write_bytes(gzip.compress(SAMPLE.read_bytes()))
            outcome = self.fail_with(MALFORMED, "overhead", str(path), text=f"{path}: this is gzip: ")
            self.assertIn("  this is gzip", outcome.out)
            self.assertNotIn("empty file", outcome.out)
            command = outcome.err.rpartition("gzip: ")[2].strip().replace("FILE", str(path))
            command = command.replace("| headwire", f"| '{PROGRAM}'") + " --no-cost"
            done = subprocess.run(["sh", "-c", command], capture_output=True, check=True)
            self.assertIn(b"1,473 messages of 234,518 bytes", done.stdout)

    def test_other_files_are_counted_still(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "log.json"
            path.write_text('{"a": 1}', encoding="ascii")
            outcome = run("overhead", "--no-cost", "--format", "json", str(path), str(SAMPLE))
            self.assertEqual((outcome.code, outcome.json["entries"]), (MALFORMED, 3297))

    def test_a_record_as_long_as_a_brace_is_no_json(self):
        # grpc-java writes lengths as varints.
        # ", [, { and white space are 34, 91, 123 and 9, 10, 13 and 32 bytes.
        for size in (0x7B, 0x5B, 0x22):
            front = entry(1, 1, CLIENT_HEADER, client_header(SET)) if size > 80 else entry(1, 5, TRAILER)
            padded = front + block(11, b"x" * (size - len(front) - 2))
            self.assertEqual(len(padded), size)
            log = java(padded, *call(1, request=REQUEST)[0 if size < 80 else 1 :])
            self.assertEqual(log[0], size)
            self.check_requests(self.report(log), messages=1)
            for time_size in range(2, 18):
                time = block(1, b"\x08" * time_size)
                other = java(time + b"x" * (size - len(time)))
                self.assertNotIn("JSON", run("overhead", "-", stdin=other).err)

    def test_the_shortest_records_are_no_json(self):
        # Each field of an entry that loggers write, alone in a record as long as a quote or white space.
        for tag in (6, 7, 8, 9, 11):
            for size in (0x22, 0x20, 0x0D, 0x0A, 0x09):
                content = block(tag, block(2, b"x" * (size - 4)))
                self.assertEqual(len(content), size)
                outcome = run("overhead", "--no-cost", "-", stdin=java(content) * 3)
                self.assertNotIn("JSON", outcome.err, (tag, size))

    def test_every_sample_is_a_log(self):
        for path in sorted((DATA / "traffic").glob("*.binlog")):
            self.assertNotIn("this is", run("overhead", "--no-cost", str(path)).err)
        for path in sorted((DATA / "traffic").glob("*.bin")):
            self.assertEqual(run("overhead", "--no-cost", *FRAMES, str(path)).code, SUCCESS)


class Zeros(TrapTest):
    """The rest of a file that was allocated ahead, or whose last blocks a crash lost."""

    WHOLE = call(1, request=REQUEST)

    def check_damage(self, log, zeros, *flags, records=5):
        report = self.report(
            log + bytes(zeros), *flags, code=MALFORMED,
            error=f"at byte {len(log)}: {zeros} zero bytes up to the end of the file, which may be space that was never written\n",
        )
        self.assertEqual((report["entries"], report["files"][0]["records"]), (records, records))
        self.assertEqual(report["files"][0]["error"]["offset"], len(log))
        self.assertNotIn("empty_records", report["oddities"])

    def test_eight_or_more_are_damage_and_what_was_read_is_kept(self):
        for zeros in (8, 9, 10, 11, 12, 1000, 4096, 300_001, 5_000_003):
            self.check_damage(go(*self.WHOLE), zeros)
            self.check_damage(java(*self.WHOLE), zeros)
        self.check_damage(b"", 8, records=0)
        self.check_damage(b"", 100_000, "--framing", "java", records=0)

    def test_in_a_file_as_in_a_pipe(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "log"
            path.write_bytes(go(*self.WHOLE) + bytes(1_000_000))
            report = self.report(path, code=MALFORMED, error=f"{path}: at byte")
            self.assertEqual(report["files"][0]["records"], 5)
            self.assertEqual(report["file_bytes"], path.stat().st_size)

    def test_fewer_are_an_empty_record_or_a_part_of_one(self):
        log = go(*self.WHOLE)
        for zeros in range(1, 8):
            whole = zeros // 4
            if zeros % 4:
                report = self.report(log + bytes(zeros), code=MALFORMED, error=f"at byte {len(log) + 4 * whole}: the file ends inside the length")
            else:
                report = self.report(log + bytes(zeros))
            self.assertEqual(report["oddities"].get("empty_records", 0), whole)
            report = self.report(java(*self.WHOLE) + bytes(zeros))
            self.assertEqual(report["oddities"].get("empty_records", 0), zeros)

    def test_empty_records_in_the_middle_are_as_many_as_there_are(self):
        for count in (1, 2, 3, 5000, 70_000, 400_001):
            for frame in (go, java):
                log = frame(*self.WHOLE[:2]) + frame(b"") * count + frame(*self.WHOLE[2:])
                report = self.report(log)
                self.assertEqual((report["entries"], report["files"][0]["records"]), (5, 5 + count))
                self.check_requests(report, messages=1)
                self.check_oddities(report, empty_records=count)

    def test_records_between_zeros_are_read_at_their_place(self):
        log = go(*self.WHOLE[:2], *[b""] * 9, b"\x0f", *[b""] * 40_000, *self.WHOLE[2:])
        at = len(go(*self.WHOLE[:2])) + 36
        report = self.report(log, code=MALFORMED, error=f"the record at byte {at} does not decode")
        self.check_oddities(report, empty_records=40_009, undecodable_records=1)

    def test_an_empty_record_now_and_then_takes_no_time(self):
        entries = [each for one in call(1, request=REQUEST) for each in (one, b"")]
        report = self.report(go(*entries, *call(1)[:1]) * 20_000)
        self.assertEqual(report["oddities"]["empty_records"], 100_000)

    def test_zeros_and_then_a_cut_are_a_cut(self):
        log = go(*self.WHOLE) + bytes(12)
        self.report(log + b"\0\0\x01", code=MALFORMED, error=f"at byte {len(log)}: the file ends inside the length")

    def test_empty_grpc_messages_are_no_damage(self):
        report = self.report(bytes(5 * 1000), *FRAMES)
        self.check_requests(report, messages=1000)


if __name__ == "__main__":
    unittest.main()
