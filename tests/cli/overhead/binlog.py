# SPDX-License-Identifier: Apache-2.0
"""Makes gRPC binary logs for tests, and reads them with a few lines of its own."""
import struct

CLIENT_HEADER, SERVER_HEADER, CLIENT_MESSAGE, SERVER_MESSAGE, HALF_CLOSE, TRAILER, CANCEL = range(1, 8)
CLIENT, SERVER = 1, 2

SET = "/atomix.multiraft.counter.v1.Counter/Set"
WATCH = "/atomix.multiraft.v1.Partition/Watch"


def varint(value):
    digits = bytearray()
    while value >= 0x80:
        digits.append(value & 0x7F | 0x80)
        value >>= 7
    digits.append(value)
    return bytes(digits)


def number(field, value):
    """A varint field; absent if zero, as in proto3."""
    return varint(field << 3) + varint(value) if value else b""


def block(field, content):
    return varint(field << 3 | 2) + varint(len(content)) + content


def client_header(method):
    return 6, block(1, b"") + block(2, method.encode())


def server_header():
    return 7, block(1, b"")


def message(data, length=None):
    return 8, number(1, len(data) if length is None else length) + (block(2, data) if data else b"")


def trailer(code=0, text=b""):
    return 9, block(1, b"") + number(2, code) + (block(3, text) if text else b"")


def entry(call, sequence, kind, payload=None, *, logger=CLIENT, truncated=False, seconds=1700000000, nanos=5):
    """An entry with its payload last, as grpc-go writes it."""
    return (
        block(1, number(1, seconds) + number(2, nanos))
        + number(2, call)
        + number(3, sequence)
        + number(4, kind)
        + number(5, logger)
        + number(10, int(truncated))
        + (block(*payload) if payload else b"")
    )


def go(*entries):
    return b"".join(struct.pack(">I", len(each)) + each for each in entries)


def java(*entries):
    return b"".join(varint(len(each)) + each for each in entries)


def call(number, method=SET, request=b"", response=None, code=0, **options):
    """The entries of a whole unary call."""
    return [
        entry(number, 1, CLIENT_HEADER, client_header(method), **options),
        entry(number, 2, CLIENT_MESSAGE, message(request), **options),
        entry(number, 3, SERVER_HEADER, server_header(), **options),
        entry(number, 4, SERVER_MESSAGE, message(RESPONSE if response is None else response), **options),
        entry(number, 5, TRAILER, trailer(code), **options),
    ]


def command_headers(sequence_num=7, partition=3, session=300, primitive=70000):
    """CommandRequestHeaders, all sub-messages present."""
    content = number(1, partition)
    for outer in (number(2, session), number(2, primitive), b"", number(2, sequence_num)):
        content = block(1, content) + outer
    return content


REQUEST = block(1, command_headers()) + block(2, b"input")
RESPONSE = block(1, block(1, block(1, block(1, block(1, number(1, 9)))))) + block(2, b"")


def records(log):
    """The records of a log in grpc-go's framing."""
    at = 0
    while at < len(log):
        (length,) = struct.unpack_from(">I", log, at)
        yield log[at + 4 : at + 4 + length]
        at += 4 + length


def fields(data):
    """(number, wire type, value, bytes of the tag, bytes of the length) of each field."""

    def take():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    at = 0
    while at < len(data):
        start = at
        tag = take()
        tag_size, start = at - start, at
        if tag & 7 == 0:
            take()
            yield tag >> 3, 0, data[start:at], tag_size, 0
        else:
            assert tag & 7 == 2, "no other wire type occurs in these logs"
            length = take()
            length_size = at - start
            yield tag >> 3, 2, data[at : at + length], tag_size, length_size
            at += length


def first(data, wanted, default=b""):
    return next((value for field, _, value, _, _ in fields(data) if field == wanted), default)


def integer(digits):
    return sum((byte & 0x7F) << 7 * i for i, byte in enumerate(digits))
