#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The seeds of a fuzz target are one archive, fuzz/seeds/TARGET.tar: a thousand small files would be most
of the repository. Plain tar, because git compresses it and stores a changed one as a difference; names are
sorted, and times, owners and modes are fixed, so that the same seeds are the same bytes.

    seed_archive.py unpack ARCHIVE FOLDER      replaces the folder's files by the seeds
    seed_archive.py pack ARCHIVE FOLDER        makes the archive of all files of a folder
    seed_archive.py add ARCHIVE FILE...        adds files, or replaces those of the same name
"""
import io
import pathlib
import sys
import tarfile


def read(archive):
    """The seeds by name. Refuses all that `packed` does not write: names outside of the folder, and an archive
    that is cut, of which tarfile would give the first seeds without an error."""
    seeds = {}
    with tarfile.open(archive, "r:") as tar:
        for member in tar:
            if not member.isfile() or "/" in member.name or member.name in {"", ".", ".."}:
                sys.exit(f"{archive}: {member.name} is no plain file at the top")
            seeds[member.name] = tar.extractfile(member).read()
    if packed(seeds) != pathlib.Path(archive).read_bytes():
        sys.exit(f"{archive} is damaged, or was not made by fuzz/seed_archive.py")
    return seeds


def packed(seeds):
    """The bytes of an archive."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, content in sorted(seeds.items()):
            member = tarfile.TarInfo(name)  # time, owner and group 0, mode 0644
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return out.getvalue()


def files_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def unpack(archive, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for old in files_of(folder):
        (folder / old).unlink()
    for name, content in read(archive).items():
        (folder / name).write_bytes(content)


def pack(archive, folder):
    archive.write_bytes(packed(files_of(folder)))


def add(archive, *files):
    seeds = read(archive)
    seeds.update((file.name, file.read_bytes()) for file in files)
    archive.write_bytes(packed(seeds))


def main():
    commands = {"unpack": unpack, "pack": pack, "add": add}
    name, *paths = sys.argv[1:] or [""]
    if name not in commands or len(paths) < 2 or (name != "add" and len(paths) > 2):
        sys.exit(__doc__)
    commands[name](*map(pathlib.Path, paths))


if __name__ == "__main__":
    main()
