#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the archives in fuzz/seeds from the recorded vectors and logs in tests/data: one seed per
interesting input, behind the bytes that select what a target does with it. Run it again after a change of
the vectors or of the types. Seeds named found-* are inputs that a fuzzer found, min-* those of
scripts/minimise-seeds; both stay. With --check it writes nothing, and fails if it would change an archive."""
import json
import pathlib
import re
import sys

import seed_archive

ROOT = pathlib.Path(__file__).resolve().parent.parent
VECTORS = ROOT / "tests/data/vectors"
TRAFFIC = ROOT / "tests/data/traffic"
SEEDS = ROOT / "fuzz/seeds"
LONGEST = 300  # bytes; longer inputs only slow a fuzzer down
# The types of the other targets: edited_types of harness.hpp, probed_types of fragments.cpp.
EDITED = ["SessionRequestHeaders", "CommandRequestHeaders", "CommandResponseHeaders", "AllScalars", "Opt",
          "KeepingSession", "KeepingOperation"]
PROBED = ["PartitionRequestHeaders", "CommandRequestHeaders", "OperationResponseHeaders"]
PER_TYPE = 6  # well-formed messages of each header, spread over the recorded ones
# The types that keep unknown fields read the inputs of those that drop them.
KEEPING = {
    "PartitionRequestHeaders": "KeepingPartition",
    "SessionRequestHeaders": "KeepingSession",
    "OperationResponseHeaders": "KeepingOperation",
}


def type_names():
    """The types in the order of their selecting bytes: header_types, then edge_types."""
    source = (ROOT / "tests/reference/types.hpp").read_text(encoding="utf-8")
    names = []
    for listed in ("header_types", "edge_types"):
        body = re.search(rf"using {listed} =\s*type_list<(.*?)>;", source, re.S).group(1)
        names += [name.split("::")[-1].strip() for name in body.split(",")]
    return names


def table(name):
    for line in (VECTORS / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield ["" if column == "-" else column for column in line.split("\t")]


def edge_cases():
    for case in json.loads((VECTORS / "edge_cases.json").read_text(encoding="utf-8"))["cases"]:
        name, kind = case["name"], case["type"].rpartition(".")[2]
        yield name, kind, case["hex"]
        if case["google_cpp"].get("unknown") and kind in KEEPING:
            yield f"{name}-kept", KEEPING[kind], case["hex"]


def malformed():
    """All inputs on which decoders differ, and the first of each category and type."""
    seen = set()
    for row, (category, kind, data, *_, agreement) in enumerate(table("malformed.tsv")):
        if not agreement.startswith("both") or (category, kind) not in seen:
            yield f"malformed-{row}-{category}", kind, data
        seen.add((category, kind))


def well_formed(names):
    rows = list(table("atomix-cpp.tsv"))
    for kind in names:
        inputs = [row[1] for row in rows if row[0] == kind]
        step = max(1, len(inputs) // PER_TYPE)
        for number, data in enumerate(inputs[step - 1 :: step][:PER_TYPE]):
            yield f"valid-{kind}-{number}", kind, data


def varint(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def delimited(number, content):
    return bytes([number << 3 | 2]) + varint(len(content)) + content


def decode_seeds(names):
    """The selecting byte is the type."""
    for name, kind, data in [*edge_cases(), *malformed(), *well_formed(names)]:
        yield name, bytes([names.index(kind)]) + bytes.fromhex(data)


def canonical_seeds(names):
    """Type, how the message is made (0: as it is, 1: written anew, then with one byte changed or one
    more), where, and the byte."""
    for turn, (name, kind, data) in enumerate([*edge_cases(), *malformed(), *well_formed(names)]):
        choices = [names.index(kind), turn % 4, turn * 7 % 256, 1 << turn % 8]
        yield name, bytes(choices) + bytes.fromhex(data)


def encode_seeds(names):
    """A type, and bytes that values are made of: all set or all absent, small numbers or extreme ones."""
    patterns = {"zeros": b"\0", "set": b"\1\1\x2a", "numbers": b"\1\x04\xff\x10\x80\x7f",
                "edges": b"\1\xbf\2\1\x9f\0\1\xff\1", "texts": b"\1\x05hello\1\x02\xc3\xa9",
                "bad-texts": b"\1\x03\xed\xa0\x80", "long": b"\1\xd0" + 64 * b"a"}
    for index, kind in enumerate(names):
        for name, pattern in patterns.items():
            yield f"{name}-{kind}", bytes([index]) + (pattern * 120)[:120]


def log_records(name):
    """The records of a log of grpc-go."""
    data = (TRAFFIC / name).read_bytes()
    at = 0
    while at + 4 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 4 + size]
        at += 4 + size


def log_seeds():
    """How the log is framed (by 3: grpc-go, grpc-java, frames; from fields, not as it is: + 3), the
    longest record, and a few records as fields 1."""
    for name in ["atomix-client", "truncated-messages", "not-utf8", "empty-record"]:
        seen = set()
        for number, record in enumerate(log_records(name + ".binlog")):
            shape = (len(record) // 16, record[-3:-2])
            if len(record) > LONGEST - 10 or shape in seen or len(seen) == 24:
                continue
            seen.add(shape)
            field = delimited(1, record)
            yield f"{name}-{number}", bytes([3 + number % 3, 255]) + field
            yield f"{name}-{number}-cut", bytes([3 + number % 2, 255]) + field[: len(field) * 2 // 3]
    whole = (TRAFFIC / "cut-tail.binlog").read_bytes()
    yield "go-as-it-is", bytes([0, 255]) + whole[:280]
    java = (TRAFFIC / "atomix-client-varint-framed.binlog").read_bytes()
    yield "java-found-out", bytes([13, 255]) + java[:280]
    frames = (TRAFFIC / "atomix.multiraft.counter.v1.Counter.Set.request.bin").read_bytes()
    yield "frames-as-they-are", bytes([2, 255]) + frames[:280]


def edited(names):
    """Edge cases and well-formed messages, with the byte that selects their type."""
    for name, kind, data in [*edge_cases(), *well_formed(names)]:
        if kind in EDITED:
            yield name, EDITED.index(kind), bytes.fromhex(data)


def edit_seeds(names):
    """Type, path, and a new value behind its length: each path in turn."""
    values = [b"", b"\x07", b"\xac\x02", b"ok", b"\xff" * 8, bytes(100)]
    for turn, (name, kind, message) in enumerate(edited(names)):
        value = values[turn % len(values)]
        yield name, bytes([kind, turn % 5, len(value)]) + value + message


def fragment_seeds(names):
    """Messages with a few cuts, then requests, then frames."""
    for turn, (name, kind, message) in enumerate(edited(names)):
        cuts = [(turn * 7 + step * 11) % 256 for step in range(turn % 5)]
        yield name, bytes([kind, len(cuts), *cuts]) + message
    for name, kind, data in well_formed(PROBED):
        first = delimited(1, bytes.fromhex(data))
        payload = delimited(2, b"payload")
        shapes = {"plain": first + payload, "alone": first, "smuggled": first + payload + first,
                  "behind": payload + first, "unknown": first + payload + b"\x18\x01"}
        for shape, request in shapes.items():
            yield f"{shape}-{name}", bytes([len(EDITED) + PROBED.index(kind)]) + request
        frame = bytes([0]) + len(first + payload).to_bytes(4, "big") + first + payload
        yield f"frame-{name}", bytes([len(EDITED) + len(PROBED), 255, 2, 3, 9]) + frame


def selfcheck_seeds(names):
    """A header as the type, and edge cases and valid messages."""
    headers = [name for name in names if name.endswith("Headers")]
    for name, kind, data in [*edge_cases(), *well_formed(headers)]:
        if kind in headers:
            yield name, bytes([headers.index(kind)]) + bytes.fromhex(data)


def archive_of(archive, made):
    """The bytes of an archive that holds what is made, and what is not made here and stays."""
    seeds = {name: content for name, content in seed_archive.read(archive).items()
             if name.startswith(("found-", "min-"))}
    written = set()
    for name, content in made:
        if content in written or len(content) > LONGEST:
            continue
        written.add(content)
        seeds[re.sub(r"[^A-Za-z0-9.]+", "-", name).strip("-")] = content
    return seed_archive.packed(seeds), f"{len(seeds)} seeds, {len(written)} of them made here"


def main():
    if sys.argv[1:] not in ([], ["--check"]):
        sys.exit(__doc__)
    names = type_names()
    made = {
        "canonical": canonical_seeds(names),
        "cli_log": log_seeds(),
        "decode": decode_seeds(names),
        "edit": edit_seeds(names),
        "encode": encode_seeds(names),
        "fragments": fragment_seeds(names),
        "selfcheck": selfcheck_seeds(names),
    }
    changed = []
    for target, seeds in made.items():
        archive = SEEDS / f"{target}.tar"
        content, summary = archive_of(archive, seeds)
        print(f"{target}: {summary}")
        if content != archive.read_bytes():
            changed.append(archive)
            if "--check" not in sys.argv:
                archive.write_bytes(content)
    if changed and "--check" in sys.argv:
        sys.exit(f"fuzz/make_seeds.py would change {', '.join(path.name for path in changed)}")


main()
