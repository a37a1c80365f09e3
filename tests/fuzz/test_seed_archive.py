#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Packs, unpacks and extends an archive of seeds with fuzz/seed_archive.py, given as the argument."""
import io
import pathlib
import subprocess
import sys
import tarfile
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)
SEEDS = {"b": b"\0\xff\r\n", "a": b"", "min-0123456789ab": bytes(1000)}


def run(*arguments):
    return subprocess.run([sys.executable, PROGRAM, *map(str, arguments)], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


class SeedArchive(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.archive = self.folder / "seeds.tar"
        self.packed = self.folder / "packed"
        self.packed.mkdir()
        for name, content in SEEDS.items():
            (self.packed / name).write_bytes(content)
        self.assertEqual(run("pack", self.archive, self.packed).returncode, 0)

    def test_unpacks_what_was_packed(self):
        unpacked = self.folder / "new" / "unpacked"
        self.assertEqual(run("unpack", self.archive, unpacked).returncode, 0)
        self.assertEqual(contents(unpacked), SEEDS)

    def test_unpacking_removes_seeds_that_are_no_more(self):
        (self.packed / "left over").write_bytes(b"x")
        self.assertEqual(run("unpack", self.archive, self.packed).returncode, 0)
        self.assertEqual(contents(self.packed), SEEDS)

    def test_same_seeds_are_same_bytes(self):
        before = self.archive.read_bytes()
        (self.packed / "a").touch()
        (self.packed / "b").chmod(0o600)
        self.assertEqual(run("pack", self.archive, self.packed).returncode, 0)
        self.assertEqual(self.archive.read_bytes(), before)

    def test_add(self):
        added = self.folder / "found-1"
        added.write_bytes(b"found")
        self.assertEqual(run("add", self.archive, added).returncode, 0)
        self.assertEqual(run("unpack", self.archive, self.packed).returncode, 0)
        self.assertEqual(contents(self.packed), {**SEEDS, "found-1": b"found"})

    def test_refuses_names_outside_of_the_folder(self):
        for name in ("../escaped", "/escaped", "deeper/escaped"):
            with tarfile.open(self.archive, "w") as tar:
                tar.addfile(tarfile.TarInfo(name), io.BytesIO())
            unpacked = self.folder / "unpacked"
            self.assertNotEqual(run("unpack", self.archive, unpacked).returncode, 0, name)
            self.assertEqual(list(self.folder.rglob("escaped")), [])

    def test_refuses_a_truncated_archive(self):
        self.archive.write_bytes(self.archive.read_bytes()[:1600])
        self.assertNotEqual(run("unpack", self.archive, self.folder / "unpacked").returncode, 0)

    def test_refuses_unknown_commands(self):
        for arguments in ([], ["list", self.archive], ["pack", self.archive], ["unpack", self.archive, "a", "b"]):
            self.assertNotEqual(run(*arguments).returncode, 0)


unittest.main()
