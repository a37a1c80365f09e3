# SPDX-License-Identifier: Apache-2.0
"""The example forward: sample frames in chunks of all sizes, byte for byte and with other partitions,
frames that it must refuse, and its rate beside that of cat."""
import os
import pathlib
import socket
import subprocess
import tempfile
import time
import unittest

FORWARD = os.environ["FORWARD"]
SOURCE = pathlib.Path(os.environ["FORWARD_SOURCE"])
TRAFFIC = pathlib.Path(os.environ["HEADWIRE_TEST_DATA"]) / "traffic"
MEGABYTES = int(os.environ["FORWARD_MEGABYTES"])

# The request type, the sample, and the field numbers that lead from the request to the partition's id.
SAMPLES = {
    "command": ("atomix.multiraft.counter.v1.Counter.Set.request.bin", [1, 1, 1, 1, 1, 1]),
    "query": ("atomix.multiraft.map.v1.Map.Get.request.bin", [1, 1, 1, 1, 1, 1]),
    "partition": ("atomix.multiraft.v1.Partition.OpenSession.request.bin", [1, 1]),
}
GOOD = bytes.fromhex("0a020803" "1203616263")  # headers of the type partition, and a payload


def varint(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def read_varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def fields(data):
    """(tag, value) of each field: a number, or the content of a field with a length."""
    at = 0
    while at < len(data):
        tag, at = read_varint(data, at)
        value, at = read_varint(data, at)
        if tag & 7 == 2:
            value, at = data[at:at + value], at + value
        elif tag & 7 != 0:
            raise ValueError("a wire type that headers do not have")
        yield tag, value


def partition_of(message, way):
    for tag, value in fields(message):
        if tag >> 3 == way[0]:
            return value if len(way) == 1 else partition_of(value, way[1:])
    return 0


def with_partition(message, way, number):
    """The message with another partition, written anew."""
    out = b""
    for tag, value in fields(message):
        if tag >> 3 == way[0]:
            value = number if len(way) == 1 else with_partition(value, way[1:], number)
        out += varint(tag) + (varint(value) if tag & 7 == 0 else varint(len(value)) + value)
    return out


def frame(message, flag=0):
    return bytes([flag]) + len(message).to_bytes(4, "big") + message


def messages(data):
    while data:
        size = 5 + int.from_bytes(data[1:5], "big")
        yield data[5:size]
        data = data[size:]


def sample(kind):
    name, way = SAMPLES[kind]
    return (TRAFFIC / name).read_bytes(), way


def forward(kind, data, *remaps, chunk=65536):
    """Runs it on chunks of just that size: each packet of such a socket is one read."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as log:
        with subprocess.Popen([FORWARD, kind, *remaps], stdin=theirs, stdout=out, stderr=log) as run:
            theirs.close()
            try:
                for at in range(0, len(data), chunk):
                    ours.sendall(data[at:at + chunk])
            except BrokenPipeError:
                pass  # it has given the stream up
            ours.close()
            code = run.wait(timeout=60)
        out.seek(0)
        log.seek(0)
        return code, out.read(), log.read().decode()


class Forwarding(unittest.TestCase):
    def check(self, answer, data):
        self.assertEqual((0, ""), (answer[0], answer[2]))
        self.assertEqual(data, answer[1])

    def test_samples_pass_byte_for_byte(self):
        for kind in SAMPLES:
            data, _ = sample(kind)
            self.assertGreater(len(list(messages(data))), 20)
            for chunk in (65536, 4096, 1021, 64, 7):
                with self.subTest(kind=kind, chunk=chunk):
                    self.check(forward(kind, data, "4000000000=1", chunk=chunk), data)

    def test_samples_pass_in_single_bytes(self):
        for kind in SAMPLES:
            data = sample(kind)[0][:20000]
            cut = sum(len(frame(m)) for m in list(messages(data))[:-1])
            with self.subTest(kind=kind):
                self.check(forward(kind, data[:cut], chunk=1), data[:cut])

    def test_partitions_are_remapped_and_all_else_stays(self):
        table = {1: 70000, 2: 3, 3: 2, 300: 5}
        for kind in SAMPLES:
            data, way = sample(kind)
            expected = b""
            remapped = 0
            for message in messages(data):
                self.assertEqual(message, with_partition(message, way, partition_of(message, way)))
                number = partition_of(message, way)
                remapped += number in table
                changed = with_partition(message, way, table.get(number, number))
                self.assertEqual(table.get(number, number), partition_of(changed, way))
                expected += frame(changed)
            self.assertGreater(remapped, 10)
            arguments = [f"{old}={new}" for old, new in table.items()]
            for chunk in (65536, 1021, 13):
                with self.subTest(kind=kind, chunk=chunk):
                    self.check(forward(kind, data, *arguments, chunk=chunk), expected)

    def test_partition_zero(self):
        data = frame(bytes.fromhex("0a001200"))
        self.check(forward("partition", data, "0=7"), frame(bytes.fromhex("0a0208071200")))
        data = frame(GOOD)
        self.check(forward("partition", data, "3=0"), frame(bytes.fromhex("0a00") + GOOD[4:]))

    def test_payloads_of_all_sizes(self):
        for size in (0, 1, 127, 128, 4096, 70000, 300000):
            message = GOOD[:4] + b"\x12" + varint(size) + bytes(size)
            data = frame(message) * 3 + frame(GOOD[:4])
            for chunk in (65536, 4099):
                with self.subTest(size=size, chunk=chunk):
                    self.check(forward("partition", data, chunk=chunk), data)
                    changed = frame(with_partition(message, [1, 1], 300)) * 3
                    changed += frame(with_partition(GOOD[:4], [1, 1], 300))
                    self.check(forward("partition", data, "3=300", chunk=chunk), changed)

    def test_nothing_at_all(self):
        self.check(forward("partition", b""), b"")
        self.check(forward("partition", frame(b"")), frame(b""))


class Refusing(unittest.TestCase):
    BAD = {
        "smuggled headers": GOOD + bytes.fromhex("0a020809"),
        "payload first": GOOD[4:] + GOOD[:4],
        "an unknown field behind the payload": GOOD + bytes.fromhex("1801"),
        "an unknown field in the headers": bytes.fromhex("0a0408031001") + GOOD[4:],
        "a padded number": bytes.fromhex("0a03088300") + GOOD[4:],
        "a padded length": bytes.fromhex("0a82000803") + GOOD[4:],
        "a zero that is written": bytes.fromhex("0a020800") + GOOD[4:],
        "a number twice": bytes.fromhex("0a0408010803") + GOOD[4:],
        "no message": b"\x0a\x05",
    }

    def test_bad_frames_are_dropped_and_the_others_pass(self):
        for name, message in self.BAD.items():
            data = frame(GOOD) + frame(message) + frame(GOOD[:4])
            for chunk in (65536, 1, 3):
                with self.subTest(name, chunk=chunk):
                    code, out, log = forward("partition", data, chunk=chunk)
                    self.assertEqual((1, frame(GOOD) + frame(GOOD[:4])), (code, out))
                    self.assertEqual(1, log.count("refused a frame: byte "))

    def test_compressed_frames_are_dropped(self):
        code, out, log = forward("partition", frame(GOOD, flag=1) + frame(GOOD))
        self.assertEqual((1, frame(GOOD)), (code, out))
        self.assertIn("compressed", log)

    def test_a_flag_that_does_not_exist_ends_the_stream(self):
        for chunk in (65536, 1):
            code, out, _ = forward("partition", frame(GOOD) + frame(GOOD, flag=2), chunk=chunk)
            self.assertEqual((1, frame(GOOD)), (code, out))

    def test_a_message_above_the_limit_ends_the_stream(self):
        code, out, _ = forward("partition", frame(GOOD) + b"\0\xff\xff\xff\xff")
        self.assertEqual((1, frame(GOOD)), (code, out))

    def test_cut_input(self):
        data = frame(GOOD) * 2
        for size in range(len(data)):
            if size == len(frame(GOOD)) or size == 0:
                continue
            with self.subTest(size=size):
                code, out, _ = forward("partition", data[:size])
                self.assertEqual(1, code)
                self.assertTrue(data.startswith(out))

    def test_arguments(self):
        for arguments in ([], ["other"], ["query", "1"], ["query", "x=1"]):
            with self.subTest(arguments):
                run = subprocess.run([FORWARD, *arguments], stdin=subprocess.DEVNULL,
                                     capture_output=True, check=False)
                self.assertEqual(2, run.returncode)
                self.assertIn(b"usage", run.stderr)


class Shape(unittest.TestCase):
    def test_it_is_short(self):
        self.assertLess(len(SOURCE.read_text(encoding="utf-8").splitlines()), 150)

    def test_rate(self):
        data, _ = sample("query")
        with tempfile.TemporaryFile() as file:
            for _ in range(MEGABYTES * 1_000_000 // len(data) + 1):
                file.write(data)
            size = file.tell()
            rates = {}
            for name, command in {"cat": ["cat"], "forward": [FORWARD, "query"],
                                  "forward, remapping": [FORWARD, "query", "1=300"]}.items():
                file.seek(0)
                rates[name] = size / 1e6 / self.seconds(command, file, size if "," not in name else 0)
        print(f"{size / 1e6:.0f} MB through a pipe: " +
              "; ".join(f"{name} {rate:.0f} MB/s" for name, rate in rates.items()))

    def seconds(self, command, file, expected):
        """How long it takes; the output goes through a pipe, and is counted."""
        count = 0
        start = time.monotonic()
        with subprocess.Popen(command, stdin=file, stdout=subprocess.PIPE) as run:
            while block := os.read(run.stdout.fileno(), 1 << 20):
                count += len(block)
        self.assertEqual(0, run.returncode)
        if expected:
            self.assertEqual(expected, count)
        return time.monotonic() - start


unittest.main(verbosity=2)
