#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes fuzz/seeds/decode from the recorded vectors in tests/data: one file per interesting input,
behind the byte that selects its type. Run it again after a change of the vectors or of the types.
Files named found-* are inputs that a fuzzer found; they stay."""
import json
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent
VECTORS = ROOT / "tests/data/vectors"
SEEDS = ROOT / "fuzz/seeds/decode"
LONGEST = 300  # bytes; longer inputs only slow a fuzzer down
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


def main():
    names = type_names()
    SEEDS.mkdir(parents=True, exist_ok=True)
    for old in SEEDS.iterdir():
        if not old.name.startswith("found-"):
            old.unlink()
    written = set()
    for name, kind, data in [*edge_cases(), *malformed(), *well_formed(names)]:
        content = bytes([names.index(kind)]) + bytes.fromhex(data)
        if content in written or len(content) > LONGEST:
            continue
        written.add(content)
        (SEEDS / re.sub(r"[^A-Za-z0-9.]+", "-", name).strip("-")).write_bytes(content)
    print(f"{len(written)} seeds, {sum(map(len, written))} bytes")


main()
