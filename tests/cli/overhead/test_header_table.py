# SPDX-License-Identifier: Apache-2.0
"""Which messages have headers: the rules that users add."""
import pathlib
import tempfile
import unittest

import binlog
from binlog import REQUEST, RESPONSE, SET, WATCH, call, go
from program import FILE, SUCCESS, USAGE, ProgramTest, run

CART = "/shop.v1.Cart/Add"
LOG = go(
    *call(1, request=REQUEST, response=RESPONSE),
    *call(2, method=CART, request=REQUEST, response=RESPONSE),
    *call(3, method=WATCH, request=REQUEST),
)
HEADER = len(binlog.command_headers())
UNMATCHED = "matches no method in what was read"
SHADOWED = "is never used: other rules are closer to each method that it matches"


class HeaderTable(ProgramTest):
    def types(self, *flags, unused=()):
        """The header type by method and direction. `unused` are the ends of all lines on standard error."""
        outcome = run("overhead", "--no-cost", "--format", "json", *flags, "-", stdin=LOG)
        self.assertEqual(outcome.code, SUCCESS)
        self.assertEqual(len(outcome.err.splitlines()), len(unused), outcome.err)
        for line, end in zip(outcome.err.splitlines(), unused):
            self.assertTrue(line.startswith("headwire: ") and line.endswith(end), line)
        report = outcome.json
        return {
            (method, way): headers["type"] and headers["type"].rpartition(".")[2]
            for method, ways in report["headers_per_method"].items()
            for way, headers in ways.items()
        }

    def file(self, text):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = pathlib.Path(folder.name) / "rules"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    def test_without_rules_only_the_services_of_atomix_have_headers(self):
        types = self.types()
        self.assertEqual(types[SET, "request"], "CommandRequestHeaders")
        self.assertEqual(types[SET, "response"], "CommandResponseHeaders")
        self.assertIsNone(types[CART, "request"])
        self.assertIsNone(types[WATCH, "request"])

    def test_a_rule_gives_a_method_its_header(self):
        flags = ("--header", f"{CART} request CommandRequestHeaders")
        types = self.types(*flags)
        self.assertEqual((types[CART, "request"], types[CART, "response"]), ("CommandRequestHeaders", None))
        report = self.succeed("overhead", "--no-cost", "--format", "json", *flags, "-", stdin=LOG).json
        self.assertEqual(report["methods"][CART]["request"]["header_bytes"], HEADER)

    def test_full_type_names_are_understood(self):
        types = self.types("--header", f"{CART} request atomix.multiraft.v1.QueryRequestHeaders")
        self.assertEqual(types[CART, "request"], "QueryRequestHeaders")

    def test_rules_come_before_the_built_in_ones(self):
        types = self.types("--header", f"{SET} request none", "--header", f"{WATCH} request PartitionRequestHeaders")
        self.assertIsNone(types[SET, "request"])
        self.assertEqual(types[SET, "response"], "CommandResponseHeaders")
        self.assertEqual(types[WATCH, "request"], "PartitionRequestHeaders")

    def test_a_star_stands_for_any_end(self):
        types = self.types("--header", "/shop.v1.Cart/* response QueryResponseHeaders", "--header", "* request none")
        self.assertEqual(types[CART, "response"], "QueryResponseHeaders")
        self.assertIsNone(types[SET, "request"])

    def test_the_closest_pattern_wins_wherever_it_stands(self):
        rules = (f"{CART} request QueryRequestHeaders", "/shop.v1.* request none", "/shop* request CommandRequestHeaders")
        for order in (rules, rules[::-1]):
            flags = [word for rule in order for word in ("--header", rule)]
            unused = [f"--header: '{rule}' {SHADOWED}" for rule in order if rule != rules[0]]
            self.assertEqual(self.types(*flags, unused=unused)[CART, "request"], "QueryRequestHeaders")

    def test_of_the_same_pattern_the_later_rule_wins_and_flags_come_after_files(self):
        path = self.file(f"{CART} request none\n{CART} request QueryRequestHeaders\n")
        first, second = (f"{path}:{line}: '{CART} request {header}' {SHADOWED}" for line, header in
                         ((1, "none"), (2, "QueryRequestHeaders")))
        self.assertEqual(self.types("--headers", path, unused=[first])[CART, "request"], "QueryRequestHeaders")
        types = self.types(
            "--header", f"{CART} request CommandRequestHeaders", "--headers", path, unused=[first, second]
        )
        self.assertEqual(types[CART, "request"], "CommandRequestHeaders")

    def test_a_file_has_comments_blank_lines_and_tabs(self):
        path = self.file(f"# mine\n\n  \t\n{CART}\trequest  CommandRequestHeaders  # why\r\n{WATCH} request none")
        self.assertEqual(self.types("--headers", path)[CART, "request"], "CommandRequestHeaders")

    def test_a_mistake_in_a_file_is_told_with_file_and_line(self):
        for line, text in (
            (f"{CART} request", "expected three words"),
            (f"{CART} request none none", "expected three words"),
            (f"{CART} both none", "direction 'both'"),
            (f"{CART} request CommandHeaders", "CommandHeaders"),
            ("/a.*/b request none", "not its last character"),
            ("a.B/c request none", "does not begin with /"),
            ("shop.v1.* request none", "does not begin with /"),
            ("/ request none", "is not of the form /package.Service/Method"),
            ("/a.B request none", "is not of the form /package.Service/Method"),
            ("/a.B/ request none", "is not of the form /package.Service/Method"),
            ("//c request none", "is not of the form /package.Service/Method"),
            ("/a/B/c request none", "is not of the form /package.Service/Method"),
            ("//* request none", "can match no method"),
            ("/a.B/c/* request none", "can match no method"),
            ("/a.B/\u00e9* request none", "not printable ASCII"),
            ("/a.B/c\u00a0 request none", "not printable ASCII"),
            ("/a.B/c\x0b request none", "not printable ASCII"),
        ):
            path = self.file(f"# first\n{line}\n")
            self.fail_with(USAGE, "overhead", "--headers", path, "-", text=f"{path}:2: ")
            self.fail_with(USAGE, "overhead", "--headers", path, "-", text=text)
            self.fail_with(USAGE, "overhead", "--header", line, "-", text=text)

    def test_every_prefix_that_can_match_is_a_pattern(self):
        for end in range(len(CART) + 1):
            self.assertEqual(self.types("--header", f"{CART[:end]}* request CommandRequestHeaders")[CART, "request"],
                             "CommandRequestHeaders", CART[:end])

    def test_a_byte_order_mark_is_skipped(self):
        path = self.file(b"\xef\xbb\xbf" + f"{CART} request CommandRequestHeaders\n".encode())
        self.assertEqual(self.types("--headers", path)[CART, "request"], "CommandRequestHeaders")
        path = self.file(b"\xef\xbb\xbf")
        self.assertIsNone(self.types("--headers", path)[CART, "request"])

    def test_utf_16_is_told(self):
        for encoding in ("utf-16-le", "utf-16-be"):
            path = self.file(f"\ufeff{CART} request CommandRequestHeaders\n".encode(encoding))
            self.fail_with(USAGE, "overhead", "--headers", path, "-", text=f"{path}: this is UTF-16 text; save it as UTF-8")
            path = self.file(f"{CART} request CommandRequestHeaders\n".encode(encoding))
            self.fail_with(USAGE, "overhead", "--headers", path, "-", text=f"{path}:1: ")

    def test_lines_end_as_on_any_system(self):
        lines = (f"{CART} request CommandRequestHeaders", "", "# why", f"{SET} request none # why", "x")
        for end in ("\n", "\r\n", "\r"):
            for last in ("", end):
                path = self.file(end.join(lines[:4]) + last)
                types = self.types("--headers", path)
                self.assertEqual((types[CART, "request"], types[SET, "request"]), ("CommandRequestHeaders", None))
                self.fail_with(USAGE, "overhead", "--headers", self.file(end.join(lines) + last), "-",
                               text="rules:5: expected three words")

    def test_a_rule_that_matches_nothing_is_told(self):
        path = self.file(f"# mine\n/shop.v1.Cart/add request none\n{CART} request none\n")
        flag = "/shop.v2.* response QueryResponseHeaders"
        unused = [f"{path}:2: '/shop.v1.Cart/add request none' {UNMATCHED}", f"--header: '{flag}' {UNMATCHED}"]
        self.types("--header", flag, "--headers", path, unused=unused)

    def test_a_rule_counts_over_all_files(self):
        folder = pathlib.Path(self.file("")).parent
        (folder / "one").write_bytes(go(*call(1, request=REQUEST)))
        (folder / "two").write_bytes(LOG)
        for files in (("one", "two"), ("two", "one")):
            self.succeed("overhead", "--no-cost", "--header", f"{CART} request none", *(str(folder / name) for name in files))
        outcome = run("overhead", "--no-cost", "--header", f"{CART} request none", str(folder / "one"))
        self.assertEqual(outcome.err, f"headwire: --header: '{CART} request none' {UNMATCHED}\n")

    def test_where_nothing_was_read_no_rule_is_told(self):
        outcome = run("overhead", "--header", f"{CART} request none", "-")
        self.assertEqual(outcome.err, "headwire: standard input: the file is empty\n")
        self.fail_with(FILE, "overhead", "--header", f"{CART} request none", "/nonexistent/log", text="No such file")

    def test_methods_beyond_the_limit_are_not_matched(self):
        outcome = run("overhead", "--no-cost", "--max-methods", "1", "--header", f"{CART} request none", "-", stdin=LOG)
        self.assertEqual(outcome.code, SUCCESS)
        self.assertIn("matches none of the methods with a row of their own (--max-methods)", outcome.err)

    def test_a_file_that_cannot_be_read_is_an_error(self):
        self.fail_with(FILE, "overhead", "--headers", "/nonexistent/rules", "-", text="/nonexistent/rules: No such file")
        self.fail_with(FILE, "overhead", "--headers", "/", "-", text="/: Is a directory")

    def test_the_built_in_table_knows_every_method_of_the_services(self):
        command = ("Command", ["counter.v1.Counter/" + m for m in ("Set", "CompareAndSet", "Increment", "Decrement")])
        command[1].extend("map.v1.Map/" + m for m in ("Put", "Insert", "Update", "Remove", "Clear", "Events"))
        command[1].extend("v1.Session/" + m for m in ("CreatePrimitive", "ClosePrimitive"))
        query = ("Query", ["counter.v1.Counter/Get"] + ["map.v1.Map/" + m for m in ("Size", "Get", "Entries")])
        partition = ("Partition", ["v1.Partition/" + m for m in ("OpenSession", "KeepAlive", "CloseSession")])
        none = (None, ["v1.Partition/Watch"] + ["v1.Node/" + m for m in ("Bootstrap", "Join", "Leave", "Watch")])
        for kind, methods in (command, query, partition, none):
            for name in methods:
                method = "/atomix.multiraft." + name
                log = go(*call(1, method=method, request=b"\x0a\x00", response=b"\x0a\x00"))
                report = self.succeed("overhead", "--no-cost", "--format", "json", "-", stdin=log).json
                for way in ("request", "response"):
                    expected = kind and f"atomix.multiraft.v1.{kind}{way.title()}Headers"
                    self.assertEqual(report["headers_per_method"][method][way]["type"], expected, method)
                    self.assertEqual(report["methods"][method][way]["has_headers"], kind is not None)


if __name__ == "__main__":
    unittest.main()
