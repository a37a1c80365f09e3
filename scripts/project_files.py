# SPDX-License-Identifier: Apache-2.0
"""The files of the project, for the checks beside this one. Walks the tree rather than asking git,
so that a checkout of another owner or an unpacked archive is checked as well."""
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Not ours, or made by a build. Golden data is as it was observed.
SKIPPED = {".git", ".cache", "__pycache__", "build", "subprojects"}
SKIPPED_PATHS = {"tests/data"}


def project_files(folder=ROOT):
    """All files below a folder as paths, sorted; the same for everyone."""
    for path in sorted(folder.iterdir()):
        relative = path.relative_to(ROOT).as_posix()
        if path.is_dir():
            if path.name not in SKIPPED and relative not in SKIPPED_PATHS:
                yield from project_files(path)
        elif path.is_file():
            yield path


def is_script(path):
    with open(path, "rb") as file:
        return file.read(2) == b"#!"


def is_code(path):
    """Whether a file is source, script or build definition (and not text, data or licence)."""
    named = path.suffix in {".hpp", ".cpp", ".h", ".cc", ".c", ".in", ".py", ".sh", ".proto", ".ld"}
    return named or path.name in {"meson.build", "meson_options.txt"} or is_script(path)


def report(problems, checked):
    """Prints the problems, or how many files are fine, and returns the exit code."""
    for problem in problems:
        print(problem)
    if not problems:
        print(f"{checked} files are fine")
    return 1 if problems else 0
