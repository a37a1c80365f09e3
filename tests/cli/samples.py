# SPDX-License-Identifier: Apache-2.0
"""Files that are neither messages nor logs, each with its name and what the program says to do."""
import bz2
import gzip
import json
import lzma
import struct
import zipfile
import io

TRAFFIC = "take the gRPC messages out of it, with tshark or Wireshark"
FRAMES = "take the gRPC frames out of its DATA frames"
BINARY = "only protobuf messages and gRPC binary logs can be read, which are binary"
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"


def _zip(content):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("log", content)
    return file.getvalue()


def _pcap(order, magic):
    return struct.pack(order + "IHHiIII", magic, 2, 4, 0, 0, 65535, 1) + bytes(40)


def _pcapng(order):
    return struct.pack(order + "IIIHHqI", 0x0A0D0D0A, 28, 0x1A2B3C4D, 1, 0, -1, 28)


def _settings(count):
    return struct.pack(">I", 6 * count)[1:] + b"\x04\0\0\0\0\0" + b"\0\x03\0\0\0\x64" * count


def _json_texts(document):
    """JSON that begins with neither a member, a number nor a string in brackets, or with much else in front of that."""
    for text in ("[true]", "[ false, 1]", "[null]", '"x"', '""', '"a\\"b" \n', '"\u00e9 \\\\"', json.dumps("long " * 2000)):
        yield text.encode()
    for spaces in (99, 100, 4000):
        yield b" " * spaces + json.dumps(document).encode()
    yield b"\n" * 100 + b'"x"'
    for encoding in ("utf-16-le", "utf-16-be"):
        for text in (json.dumps(document), " [true]", '"\u4e2d\u00e9"', "\r\n[]"):
            yield f"\ufeff{text}".encode(encoding)


def wrong_files(content):
    """(name, what to do, bytes); `content` is what is packed in the first ones."""
    document = {"call_id": 1, "header": {"x": [1, 2]}}
    return [
        ("gzip", "gzip -dc FILE | headwire ", gzip.compress(content)),
        ("zstd", "zstd -dc FILE | headwire ", bytes.fromhex("28b52ffd2004210000") + content[:4]),
        ("xz", "xz -dc FILE | headwire ", lzma.compress(content)),
        ("bzip2", "bzip2 -dc FILE | headwire ", bz2.compress(content)),
        ("lz4", "lz4 -dc FILE | headwire ", bytes.fromhex("04224d1864407404000080") + content[:4]),
        ("zip", "unzip -p FILE | headwire ", _zip(content)),
        ("a packet capture (pcap)", TRAFFIC, _pcap("<", 0xA1B2C3D4)),
        ("a packet capture (pcap)", TRAFFIC, _pcap(">", 0xA1B2C3D4)),
        ("a packet capture (pcap)", TRAFFIC, _pcap("<", 0xA1B23C4D)),
        ("a packet capture (pcap)", TRAFFIC, _pcap(">", 0xA1B23C4D)),
        ("a packet capture (pcapng)", TRAFFIC, _pcapng("<")),
        ("a packet capture (pcapng)", TRAFFIC, _pcapng(">")),
        ("HTTP/2 as on the wire", FRAMES, PREFACE + _settings(1)),
        ("HTTP/2 as on the wire", FRAMES, _settings(0) + b"\0\0\0\x04\x01\0\0\0\0"),
        ("HTTP/2 as on the wire", FRAMES, _settings(3)),
        ("JSON", BINARY, json.dumps(document).encode()),
        ("JSON", BINARY, b"\xef\xbb\xbf" + json.dumps(document, indent=2).encode()),
        ("JSON", BINARY, b"\n " + json.dumps([document], indent=2).encode()),
        ("JSON", BINARY, json.dumps([]).encode()),
        ("JSON", BINARY, (json.dumps(document) + "\n").encode() * 3),
        *(("JSON", BINARY, text) for text in _json_texts(document)),
    ]
