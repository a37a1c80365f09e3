# SPDX-License-Identifier: Apache-2.0
"""Runs the program on a terminal, and tells what must not get there."""
import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
import threading

from program import PROGRAM

# C0, DEL and C1; separators of lines, marks that reorder bidirectional text, what cannot be seen; a few of the tags.
UNSAFE = [*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), "\u061c", *map(chr, range(0x200B, 0x2010)),
          *map(chr, range(0x2028, 0x202F)), *map(chr, range(0x2060, 0x2070)), "\ufeff", "\U000e0000", "\U000e0041", "\U000e007f"]

COLOUR = re.compile(r"\x1b\[[0-9;:]*m")


def escaped(character):
    """As in messages and method names."""
    return f"\\U{ord(character):08x}" if character > "\uffff" else json_escaped(character)


def json_escaped(character):
    """As in JSON, and in text in double quotes."""
    short = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}.get(character)
    return short or "".join(f"\\u{unit:04x}" for (unit,) in struct.iter_unpack(">H", character.encode("utf-16-be")))


def check_safe(test, text):
    """`text` holds line ends, but nothing else that a terminal acts on."""
    test.assertEqual(sorted(set(text) & set(UNSAFE) - {"\n"}), [], text)


def run_on_terminal(test, *arguments, stdin=b"", columns=80, output=None, environment=()):
    """Exit code, and what a run writes to a terminal as its standard error and, unless `output` says otherwise, its
    standard output. Line ends are \\n."""
    try:
        ours, theirs = pty.openpty()
    except OSError as error:  # a container or chroot without /dev/pts
        test.skipTest(f"no terminal to be had: {error}")
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    variables = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR")}
    variables |= {"TERM": "xterm", **dict(environment)}
    with subprocess.Popen([PROGRAM, *arguments], stdin=subprocess.PIPE, stdout=theirs if output is None else output,
                          stderr=theirs, env={name: value for name, value in variables.items() if value is not None}) as program:
        os.close(theirs)
        writer = threading.Thread(target=lambda: (program.stdin.write(stdin), program.stdin.close()))
        writer.start()
        seen = b""
        try:
            while chunk := os.read(ours, 4096):
                seen += chunk
        except OSError:  # how Linux says that the other side of a terminal is closed
            pass
        os.close(ours)
        writer.join()
    return program.returncode, seen.decode("utf-8").replace("\r\n", "\n")
