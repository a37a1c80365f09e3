# SPDX-License-Identifier: Apache-2.0
"""Memory does not grow with the file, whatever is in it."""
import os
import tempfile
import unittest

import binlog
from binlog import REQUEST, RESPONSE, SET, call, go
from program import MALFORMED, SUCCESS, ProgramTest, peak_memory

MIB = 1 << 20
# As many bytes as the ids that take its place, each a varint of five bytes.
PLACE = binlog.varint((1 << 35) - 1)


def padded(number):
    return bytes(number >> 7 * i & 0x7F | (0x80 if i < 4 else 0) for i in range(5))


def write_log(file, size, method, finished):
    """Calls with ever new ids, and with ever new methods if `method` holds the place of an id."""
    entries = call((1 << 35) - 1, method=SET, request=REQUEST, response=RESPONSE)
    parts = go(*(entries if finished else entries[:2]))
    if method:
        parts = parts.replace(SET.encode(), SET.encode()[:-5] + PLACE)
    parts = parts.split(PLACE)
    number = 1
    while file.tell() < size:
        block = []
        for number in range(number + 1, number + 5000):
            block.append(padded(number).join(parts))
        file.write(b"".join(block))


def peak_memory_of(code, path, *flags):
    return peak_memory(code, "overhead", "--format", "json", *flags, path)


class Memory(ProgramTest):
    def check(self, *, method=False, finished=True, flags=()):
        with tempfile.TemporaryDirectory() as folder:
            peaks = []
            for size in (10 * MIB, 100 * MIB):
                path = os.path.join(folder, str(size))
                with open(path, "wb") as file:
                    write_log(file, size, method, finished)
                peaks.append(peak_memory_of(SUCCESS, path, *flags))
        short, long = peaks
        self.assertLess(long, short + 2048, f"{short} KiB for 10 MiB, {long} KiB for 100 MiB")
        self.assertLess(long, 64 * 1024)

    def test_finished_calls(self):
        self.check(flags=("--max-open-calls", "5000"))

    def test_calls_that_never_end(self):
        self.check(finished=False, flags=("--max-open-calls", "5000"))

    def test_ever_new_methods(self):
        self.check(method=True, flags=("--max-open-calls", "5000", "--no-cost"))

    def test_a_length_that_promises_more_than_there_is_takes_no_memory(self):
        with tempfile.TemporaryDirectory() as folder:
            peaks = []
            for length in (1000, 0x7FFFFFFF):
                path = os.path.join(folder, str(length))
                with open(path, "wb") as file:
                    file.write(length.to_bytes(4, "big") + b"x" * 10)
                peaks.append(peak_memory_of(MALFORMED, path, "--framing", "go", "--max-record", "2147483647"))
        self.assertLess(peaks[1], peaks[0] + 2048)


if __name__ == "__main__":
    unittest.main()
