# SPDX-License-Identifier: Apache-2.0
"""Tables for headers that other systems send: Headwire's time over that of each contender, for every system,
at random and steady, with the worst and the geometric mean. A contender with several forms counts with its
fastest."""
import math

HEADWIRE = "headwire"
STREAMS = ["random", "steady"]
FORMS = {
    "plain line": ["plain_line"],
    "protozero": ["protozero", "protozero_known"],
    "libprotobuf": ["libprotobuf", "libprotobuf_arena"],
    "by hand": ["by_hand"],
}
# What Headwire does, and what the others do beside it: they know no canonical form.
OPERATIONS = [("decode", "decode"), ("canonical", "decode"), ("sum", "sum"), ("encode", "encode"), ("peek", "peek"),
              ("peek_trusted", "peek_trusted")]


def table(header, rows):
    """A table of Markdown."""
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def systems_in(names):
    """The systems among names such as "hbase.random/decode/headwire"."""
    return sorted({name.split(".")[0] for name in names if "." in name.split("/")[0]})


def ratio(run, workload, operation, forms):
    """Headwire's time over the fastest of the forms; None if one of both is not measured."""
    ours, theirs = operation
    mine = run.ns(workload, ours, HEADWIRE)
    others = [ns for form in forms if (ns := run.ns(workload, theirs, form)) is not None]
    return mine / min(others) if mine is not None and others else None


def geometric_mean(numbers):
    """Of ratios, for which no other mean stays the same when both sides change places."""
    return math.exp(sum(map(math.log, numbers)) / len(numbers))


def cell(numbers):
    """Of the random and the steady stream."""
    return " / ".join("–" if number is None else f"{number:.2f}" for number in numbers)


def operation_table(run, operation):
    """Rows of systems, columns of contenders that do the operation; below them the worst and the mean."""
    systems = systems_in(run.medians)
    columns = {}
    for name, forms in FORMS.items():
        column = [[ratio(run, f"{system}.{stream}", operation, forms) for stream in STREAMS] for system in systems]
        if any(number is not None for numbers in column for number in numbers):
            columns[name] = column
    if not columns:
        return ""
    rows = [[system, *(cell(column[i]) for column in columns.values())] for i, system in enumerate(systems)]
    for title, summary in (("**worst**", max), ("**geometric mean**", geometric_mean)):
        measured = [[[numbers[i] for numbers in column if numbers[i] is not None] for i in range(len(STREAMS))]
                    for column in columns.values()]
        rows.append([title, *(cell([summary(stream) for stream in column]) for column in measured)])
    ours, theirs = operation
    title = ours if ours == theirs else f"{ours}, of {theirs}"
    return table([title, *columns], rows)


def ratios(run):
    """All tables of one run."""
    tables = (operation_table(run, operation) for operation in OPERATIONS)
    return f"**{run.name}**\n\n" + "\n\n".join(each for each in tables if each)


def instructions(recorded):
    """Instructions a message of the random streams, one table for each compiler, instruction set and operation."""
    parts = []
    for key, counted in recorded.items():
        counts = counted["contenders"]
        systems = systems_in(counts)
        for operation in ("decode", "canonical"):
            libraries = sorted({name.split("/")[2] for system in systems for name in counts
                                if name.startswith(f"{system}.random/{operation}/")},
                               key=lambda library: (library != HEADWIRE, library))
            rows = [[system, *(f"{counts[name]:.0f}" if (name := f"{system}.random/{operation}/{library}") in counts
                               else "–" for library in libraries)] for system in systems]
            if libraries:
                parts.append(f"**{key}**\n\n" + table([operation, *libraries], rows))
    return "\n\n".join(parts)
