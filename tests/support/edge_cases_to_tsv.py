#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes edge_cases.json as a tab-separated table; data.hpp describes its columns."""
import json
import sys


def pairs(mapping):
    return " ".join(f"{key}={value}" for key, value in mapping.items())


def main(source, target):
    with open(source, encoding="utf-8") as file:
        cases = json.load(file)["cases"]
    with open(target, "w", encoding="utf-8", newline="\n") as out:
        for case in cases:
            google = case["google_cpp"]
            columns = [
                case["name"],
                case["type"].rpartition(".")[2],
                case["hex"],
                google["verdict"],
                pairs(google.get("leaves") or {}),
                pairs(google.get("unknown") or {}),
                google.get("reserialized") or "",
                pairs(case["verdicts"]),
            ]
            for column in columns:
                if "\t" in column or "\n" in column or column == "-":
                    sys.exit(f"{case['name']}: {column!r} does not fit a table")
            out.write("\t".join(column or "-" for column in columns) + "\n")


main(*sys.argv[1:])
