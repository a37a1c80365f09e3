# SPDX-License-Identifier: Apache-2.0
"""--plot: the drawing shows the numbers of the report, whatever the log's names hold."""
import os
import pathlib
import re
import signal
import tempfile
import unittest
import xml.etree.ElementTree

from binlog import CLIENT_MESSAGE, REQUEST, call, command_headers, entry, go, message
from program import DATA, FILE, MALFORMED, SUCCESS, USAGE, ProgramTest, run

SAMPLE = str(DATA / "traffic" / "atomix-client.binlog")
CUT = str(DATA / "traffic" / "cut-tail.binlog")
HEADER_COLOUR = "rgb(213,  94,   0)"


def texts(svg):
    """Every text of a drawing. Raises if it is not well-formed XML."""
    root = xml.etree.ElementTree.fromstring(svg)
    return ["".join(element.itertext()).strip() for element in root.iter("{http://www.w3.org/2000/svg}text")]


def bar_lengths(svg, colour):
    """The widths in pixels of all boxes of a colour, in the order of the drawing."""
    corners = re.findall(rf"<polygon fill = '{re.escape(colour)}' points = '([^']*)'", svg)
    across = [[float(point.split(",")[0]) for point in points.split()] for points in corners]
    return [max(each) - min(each) for each in across]


class Plot(ProgramTest):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.svg = self.folder / "plot.svg"

    def log(self, *entries):
        path = self.folder / "log"
        path.write_bytes(go(*entries))
        return str(path)

    def draw(self, *arguments, code=SUCCESS, **options):
        """Runs `overhead --plot`; the outcome and the drawing."""
        outcome = run("overhead", "--plot", str(self.svg), *arguments, **options)
        self.assertEqual(outcome.code, code, outcome.err)
        return outcome, self.svg.read_text(encoding="utf-8")

    def fake_gnuplot(self, script):
        """An environment in which gnuplot is that shell script."""
        program = self.folder / "gnuplot"
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="ascii")
        program.chmod(0o755)
        return {**os.environ, "PATH": f"{self.folder}:/usr/bin:/bin"}

    def fail_drawing(self, text, environment):
        outcome = run("overhead", "--no-cost", "--plot", str(self.svg), SAMPLE, env=environment)
        self.assertEqual(outcome.code, FILE, outcome.err)
        self.assertRegex(outcome.err, r"\Aheadwire: [^\n]+\n\Z")
        self.assertIn(text, outcome.err)
        self.assertFalse(self.svg.exists())
        return outcome


class Numbers(Plot):
    def test_all_numbers_of_the_report_are_there(self):
        outcome, svg = self.draw("--format", "json", SAMPLE)
        report, shown = outcome.json, texts(svg)
        self.assertIn("Headers are 10.4 % of 234,518 bytes in 1,473 messages", shown)
        for ways in report["methods"].values():
            for row in ways.values():
                self.assertIn(f"{row['header_bytes']:,} of {row['message_bytes']:,} bytes", shown)
        everything = report["headers_total"]["all"]
        whole = report["totals"]["all"]["header_bytes"]
        for entry in everything["fields"] + everything["levels"]:
            size = entry["tag_bytes"] + entry["length_bytes"] + entry["value_bytes"]
            self.assertIn(f"{size:,}: {100 * size / whole:.1f} %", shown)
        for field in everything["fields"]:
            self.assertIn(f"{field['path'].split('.')[-1]} ({field['numbers']})", shown)

    def test_labels_leave_out_the_packages_that_all_methods_share(self):
        _, svg = self.draw("--no-cost", SAMPLE)
        self.assertIn("counter.v1.Counter/Set request", texts(svg))
        _, svg = self.draw("--no-cost", self.log(*call(1, request=REQUEST)))
        self.assertIn("Counter/Set request", texts(svg))

    def test_time_is_drawn_when_it_is_measured(self):
        outcome, svg = self.draw("--format", "json", "--frames", "--method", "/atomix.multiraft.counter.v1.Counter/Set",
                                 "--direction", "request",
                                 str(DATA / "traffic" / "atomix.multiraft.counter.v1.Counter.Set.request.bin"))
        cost = outcome.json["headers_total"]["all"]["cost"]
        self.assertIn("{decode_ns:.1f} / {encode_ns:.1f} / {canonical_ns:.1f} ns".format(**cost), texts(svg))
        _, svg = self.draw("--no-cost", SAMPLE)
        self.assertEqual([text for text in texts(svg) if "ns" in text.split()], [])

    def test_bars_are_as_long_as_the_numbers_say(self):
        outcome, svg = self.draw("--no-cost", "--format", "json", SAMPLE)
        rows = [(row["header_bytes"], row["message_bytes"]) for ways in outcome.json["methods"].values() for row in ways.values()]
        shares = [header / message for header, message in sorted(rows, reverse=True) if header]
        _, *drawn = bar_lengths(svg, HEADER_COLOUR)  # the first is that of the key
        full = drawn[0] / shares[0]
        self.assertGreater(full, 100)
        for length, share in zip(drawn, shares):
            self.assertAlmostEqual(length, full * share, delta=1)

    def test_the_report_is_the_same_with_and_without(self):
        with_plot, _ = self.draw("--no-cost", SAMPLE)
        self.assertEqual(with_plot.raw, self.succeed("overhead", "--no-cost", SAMPLE).raw)

    def test_malformed_input_is_drawn_as_far_as_it_was_read(self):
        _, svg = self.draw("--no-cost", CUT, code=MALFORMED)
        self.assertIn("Bytes by method, those with the most header bytes first", texts(svg))

    def test_without_messages_there_is_a_drawing_that_says_so(self):
        _, svg = self.draw(self.log())
        self.assertIn("No messages", texts(svg))

    def test_headers_that_are_not_known_are_not_drawn_as_none(self):
        cut = entry(1, 2, CLIENT_MESSAGE, message(b"", 77), truncated=True)
        _, svg = self.draw("--no-cost", self.log(call(1)[0], cut))
        self.assertIn("All headers are cut off: 77 bytes in 1 message", texts(svg))
        self.assertIn("unknown of 77 bytes", texts(svg))
        _, svg = self.draw("--no-cost", self.log(*call(1, method="/shop.v1.Cart/Add", request=b"abc", response=b"")))
        self.assertIn("No known header: 3 bytes in 2 messages", texts(svg))
        self.assertIn("unknown of 3 bytes", texts(svg))
        _, svg = self.draw("--no-cost", self.log(call(1)[0], cut, *call(2, request=REQUEST)[:2]))
        share = 100 * len(command_headers()) / len(REQUEST)
        self.assertIn(f"Headers are {share:.1f} % of {len(REQUEST)} bytes in 1 message, and unknown in the other 1", texts(svg))

    def test_many_methods_share_the_last_bar(self):
        calls = [entry for i in range(100) for entry in call(i + 1, method=f"/shop.v1.Cart/M{i}", request=b"x" * (i + 1))]
        _, svg = self.draw("--no-cost", self.log(*calls))
        shown = texts(svg)
        self.assertIn("(141 more)", shown)
        self.assertEqual(len([text for text in shown if text.startswith("Cart/M")]), 59)


class Names(Plot):
    def test_names_from_the_log_are_never_commands(self):
        planted = self.folder / "planted"
        hostile = [f'/a.B/"; system("touch {planted}"); "', f"/a.B/`touch {planted}`", "/a.B/END", "/a.B/a_b^c@d{e}%g",
                   "/a.B/\\x41\\n\\\\", "/a.B/<&amp;>", "/a.B/'quoted'", "/a.B/\x00\xff", "/a.B/#comment", "END",
                   f"/a.B/@planted system('touch {planted}')"]
        calls = [entry for i, name in enumerate(hostile) for entry in call(i + 1, method=name, request=b"x" * (i + 1))]
        _, svg = self.draw("--no-cost", self.log(*calls))
        self.assertFalse(planted.exists())
        shown = texts(svg)
        for label in ("B/END request", "B/a_b^c@d{e}%g request", "B/\\x41\\n\\\\ request", "B/'quoted' request",
                      "B/\\u0000\\u00ff request", "B/#comment request", "END request"):
            self.assertIn(label, shown)

    def test_settings_of_the_user_do_not_count(self):
        (self.folder / ".gnuplot").write_text("set terminal dumb\nexit status 7\n", encoding="ascii")
        _, svg = self.draw("--no-cost", SAMPLE, env={**os.environ, "HOME": str(self.folder)})
        self.assertTrue(texts(svg))


class Errors(Plot):
    def test_a_name_that_is_no_svg_is_refused_and_the_file_untouched(self):
        log = self.log(*call(1, request=REQUEST))
        before = pathlib.Path(log).read_bytes()
        self.fail_with(USAGE, "overhead", "--plot", log, log, text=".svg")
        self.assertEqual(pathlib.Path(log).read_bytes(), before)

    def test_a_missing_gnuplot_is_told_before_anything_is_read(self):
        self.assertEqual(self.fail_drawing("gnuplot-nox", {"PATH": "/nonexistent"}).out, "")

    def test_an_error_of_gnuplot_is_told(self):
        self.fail_drawing("no such terminal", self.fake_gnuplot(
            '[ "$1" = --version ] && exit 0\ncat >/dev/null\necho "no such terminal" >&2\nexit 1'))
        self.fail_drawing("gnuplot failed with exit code 7\n", self.fake_gnuplot("exit 7"))

    def test_a_gnuplot_that_is_killed_is_told(self):
        self.fail_drawing("gnuplot failed with signal 9 (Killed)\n", self.fake_gnuplot("kill -9 $$"))
        self.fail_drawing("gnuplot failed with signal 15 (Terminated): half a line\n",
                          self.fake_gnuplot('[ "$1" = --version ] && exit 0\necho half a line >&2\nkill -15 $$'))

    def test_gnuplot_ignores_no_signal(self):
        # A shell cannot reset what it was started to ignore, but its child shows it.
        seen = self.folder / "signals"
        outcome = run("overhead", "--no-cost", "--plot", str(self.svg), SAMPLE,
                      env=self.fake_gnuplot(f"grep SigIgn /proc/self/status >'{seen}'\nexit 1"))
        self.assertEqual(outcome.code, FILE)
        ignored = int(seen.read_text(encoding="ascii").split()[1], 16)
        for number in (signal.SIGPIPE, signal.SIGXFSZ):
            self.assertFalse(ignored >> (number - 1) & 1, number)

    def test_half_a_drawing_is_not_written(self):
        self.fail_drawing("nothing, or not all", self.fake_gnuplot('cat >/dev/null; echo "<?xml?><svg>"'))

    def test_a_file_that_cannot_be_written_is_told(self):
        outcome = run("overhead", "--no-cost", "--plot", "/nonexistent/a.svg", SAMPLE)
        self.assertEqual((outcome.code, outcome.err),
                         (FILE, "headwire: cannot write /nonexistent/a.svg: No such file or directory\n"))
        self.svg.symlink_to("/dev/full")
        outcome = run("overhead", "--no-cost", "--plot", str(self.svg), SAMPLE)
        self.assertEqual(outcome.code, FILE)
        self.assertIn("No space left on device", outcome.err)


if __name__ == "__main__":
    unittest.main()
