#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Memory of `headwire inspect` does not grow with the number of fields."""
import pathlib
import tempfile
import unittest

from program import MALFORMED, SUCCESS, ProgramTest, peak_memory

MIB = 1 << 20
# Each a block of fields that take as few bytes as can be.
BLOCKS = {
    "numbers": b"\x08\x01" * 512,
    "empty sub-messages": b"\x0a\x00" * 512,
    "groups": b"\x0b\x0c" * 512,
    "guessed messages": b"\x7a\x02\x08\x01" * 256,
    "nested guesses": b"\x7a\x06\x7a\x04\x7a\x02\x08\x01" * 128,
}


class Memory(ProgramTest):
    def check(self, content, code, *flags):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "message"
            peaks = []
            for size in (1024, MIB):
                path.write_bytes(content * (size // 1024))
                peaks.append(peak_memory(code, "inspect", *flags, "--raw", str(path)))
        # The input is there twice, as it was read and as the message.
        self.assertLess(peaks[1], peaks[0] + 4 * 1024, f"{peaks} KiB for 1 KiB and 1 MiB")

    def test_a_megabyte_of_tiny_fields(self):
        for name, content in BLOCKS.items():
            for form in ("json", "text"):
                with self.subTest(name, form=form):
                    self.check(content, SUCCESS, "--format", form)

    def test_of_a_type(self):
        for form in ("json", "text"):
            self.check(BLOCKS["numbers"], SUCCESS, "--format", form, "--type", "CommandRequestHeaders")

    def test_malformed_at_the_end(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "message"
            path.write_bytes(b"\x08\x01" * (MIB // 2) + b"\x0f")
            for form in ("json", "text"):
                peak = peak_memory(MALFORMED, "inspect", "--format", form, "--raw", str(path))
                self.assertLess(peak, 32 * 1024)


if __name__ == "__main__":
    unittest.main()
