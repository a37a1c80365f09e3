#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Gives scripts/check-links, the argument, pages with good and with broken links."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)

OTHER = """# Other page

## What `peek` does, and *why*
## Same
## Same
<a id="by-hand"></a>

```
## Not a heading
```
"""


class CheckLinks(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "sub").mkdir()
        (self.folder / "sub" / "other.md").write_text(OTHER, encoding="utf-8")
        (self.folder / "a b.svg").touch()

    def check(self, text):
        """What is found in a page with this text, without the folder's name; "" if all is fine."""
        page = self.folder / "page.md"
        page.write_text(text, encoding="utf-8")
        done = subprocess.run([sys.executable, PROGRAM, page], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode == 0:
            self.assertEqual(done.stdout, "1 files are fine\n")
            return ""
        return done.stdout.replace(f"{self.folder}/", "")

    def test_links_that_resolve(self):
        for text in (
            "[a](sub/other.md), [b](sub), ![c](a%20b.svg) and\n[text over\ntwo lines](sub/other.md)",
            "[a](sub/other.md#what-peek-does-and-why) [b](sub/other.md#same) [c](sub/other.md#same-1)",
            "[a](sub/other.md#by-hand)",
            "# Here\n[a](#here)",
            "[a]\n\n[a]: sub/other.md#other-page",
            "[a](https://example.org/none#none) and [b](mailto:someone@example.org)",
        ):
            self.assertEqual(self.check(text), "", text)

    def test_code_has_no_links(self):
        self.assertEqual(self.check("`v[i](none)` and ``a`[i](none)``\n\n~~~\n```\n[a](none.md)\n~~~\n"), "")

    def test_files_that_are_not_there(self):
        self.assertEqual(self.check("fine\n[a](none.md)"), "page.md:2: none.md is not there\n")
        self.assertEqual(self.check("![a](sub/none.svg)"), "page.md:1: sub/none.svg is not there\n")
        self.assertEqual(self.check("[a]: none.md"), "page.md:1: none.md is not there\n")
        self.assertEqual(self.check("[a](/etc)"), "page.md:1: /etc is not there\n")

    def test_anchors_that_are_not_there(self):
        self.assertEqual(self.check("[a](#here)"), "page.md:1: page.md has no heading #here\n")
        for anchor in ("not-a-heading", "same-2", "Same"):
            self.assertEqual(self.check(f"[a](sub/other.md#{anchor})"),
                             f"page.md:1: sub/other.md has no heading #{anchor}\n")

    def test_every_broken_link_is_named(self):
        self.assertEqual(self.check("[a](x) [b](sub) [c](y)\n```\n```\n[d](z)").count("is not there"), 3)


unittest.main()
